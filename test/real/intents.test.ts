import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDisagreement } from '../../src/curation/intents/checks/labels.js';
import { checkRepeats, findRepeats } from '../../src/curation/intents/checks/split-duplicates.js';
import { columnsSchema } from '../../src/curation/intents/columns.js';
import type { IntentExample } from '../../src/curation/intents/example.js';
import { readExamples } from '../../src/curation/intents/read-examples.js';
import { readRecords } from '../../src/dataset/readers/read-records.js';
import { hasRealData, REAL_DATA } from '../fixtures/real-sources.js';

const columns = columnsSchema.parse({});

async function leaksOf(examples: readonly IntentExample[]) {
  const repeats = await findRepeats(examples, { threshold: 0.8, shingle: 5 });
  return checkRepeats(examples, repeats, { duplicateRate: 1 });
}

describe.skipIf(!hasRealData)('banking77', () => {
  it('has its known leaks from train to test found, and what folding adds to them', async () => {
    const files = ['train.csv', 'test.csv'].map((name) => ({ name, path: join(REAL_DATA, 'banking77', name) }));
    const [exact, near] = await leaksOf(await readExamples(files, columnsSchema.parse({ intent: 'category' })));
    // Six are equal but for spaces at the ends; case, hyphens and punctuation aside there are nineteen more.
    expect(exact).toMatchObject({
      value: 25,
      status: 'fail',
      message: expect.stringContaining('6 of them letter for letter'),
    });
    expect(near?.value ?? 0).toBeGreaterThan(100);
  });
});

describe.skipIf(!hasRealData)('clinc-oos', () => {
  it('has its two test rows that are in train found', async () => {
    const data = JSON.parse(await readFile(join(REAL_DATA, 'clinc-oos', 'data_full.json'), 'utf8')) as Record<
      string,
      [string, string][]
    >;
    const folder = await mkdtemp(join(tmpdir(), 'clinc-'));
    const files = [];
    for (const name of ['train', 'test']) {
      const path = join(folder, `${name}.jsonl`);
      await writeFile(path, (data[name] ?? []).map(([text, intent]) => JSON.stringify({ text, intent })).join('\n'));
      files.push({ name, path });
    }
    const [exact] = await leaksOf(await readExamples(files, columns));
    // Seventeen more differ by punctuation alone.
    expect(exact).toMatchObject({ value: 19, status: 'fail', message: expect.stringContaining('2 of them letter') });
  });
});

describe.skipIf(!hasRealData)('chorus-ecommerce', () => {
  it('has its raters disagree as often as a count of the file says', async () => {
    const rated: IntentExample[] = [];
    let disputed = 0;
    for await (const item of readRecords(
      join(REAL_DATA, 'chorus-ecommerce', 'Broad_Query_Set_individual_ratings.csv'),
      {},
    )) {
      if ('error' in item) throw item.error;
      const ratings = [1, 2, 3].map((agent) => String(item.record[`agent_${agent}_rating`]));
      if (new Set(ratings).size > 1) disputed += 1;
      const annotations = ratings.map((intent, i) => ({ annotator: `a${i}`, intent }));
      const where = `ratings:${item.line}`;
      rated.push({
        ...{ id: where, text: where, intent: '', lang: null, split: null, origin: 'production', groups: {}, weight: 1 },
        annotations,
        where,
      });
    }
    expect([disputed, rated.length]).toEqual([910, 3188]);
    expect(checkDisagreement(rated, 0.06)).toMatchObject({ value: 910 / 3188, status: 'fail' });
  });
});
