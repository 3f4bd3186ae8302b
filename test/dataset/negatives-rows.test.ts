import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { TRAINING_FORMATS, type TrainingQuery, trainingRows } from '../../src/dataset/negatives-rows.js';
import { openParquetRows } from '../../src/dataset/parquet-rows.js';

const mined: TrainingQuery = {
  query: '返品は何日まで？',
  positives: [
    { text: '14日以内です。', score: 0.75 },
    { text: 'Within 14 days.', score: 0.5 },
  ],
  negatives: [
    { text: '30日以内です。', score: 0.625 },
    { text: 'Points expire.', score: 0.25 },
  ],
  wanted: 2,
};

describe('trainingRows', () => {
  it('writes one triplet per positive and negative', () => {
    expect(trainingRows('triplet', mined)).toHaveLength(4);
    expect(trainingRows('triplet', mined)[1]).toEqual({
      query: mined.query,
      positive: '14日以内です。',
      negative: 'Points expire.',
    });
  });

  it('writes n-tuples of equal length, and none for a query that is short', () => {
    const [row] = trainingRows('n-tuple', mined);
    expect(Object.keys(row!)).toEqual(['query', 'positive', 'negative_1', 'negative_2']);
    expect(trainingRows('n-tuple', { ...mined, wanted: 3 })).toEqual([]);
    expect(trainingRows('triplet', { ...mined, wanted: 3 })).toHaveLength(4);
  });

  it('labels pairs and lists, positives first', () => {
    expect(trainingRows('labeled-pair', mined).map((row) => row['label'])).toEqual([1, 1, 0, 0]);
    expect(trainingRows('labeled-list', mined)[1]).toMatchObject({
      passages: ['Within 14 days.', '30日以内です。', 'Points expire.'],
      labels: [1, 0, 0],
    });
  });

  it("writes FlagEmbedding's rows with scores", () => {
    expect(trainingRows('flag-embedding', mined)).toEqual([
      {
        query: mined.query,
        pos: ['14日以内です。', 'Within 14 days.'],
        neg: ['30日以内です。', 'Points expire.'],
        pos_scores: [0.75, 0.5],
        neg_scores: [0.625, 0.25],
      },
    ]);
  });

  it.each(TRAINING_FORMATS)('writes nothing as %s without a negative', (format) => {
    expect(trainingRows(format, { ...mined, negatives: [] })).toEqual([]);
  });
});

describe('openParquetRows', () => {
  it.each(TRAINING_FORMATS)('reads back as it was written: %s', async (format) => {
    const folder = await mkdtemp(join(tmpdir(), 'parquet-'));
    const path = join(folder, 'rows.parquet');
    const writer = await openParquetRows(path);
    const rows = Array.from({ length: 3 }, () => trainingRows(format, mined)).flat();
    for (const row of rows) await writer.write(row);
    expect(await readdir(folder)).toEqual([]);
    expect(await writer.close()).toBe(rows.length);
    const file = await asyncBufferFromFile(path);
    expect(await parquetReadObjects({ file })).toEqual(rows);
    expect(await readdir(folder)).toEqual(['rows.parquet']);
  });
});
