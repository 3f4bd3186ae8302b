import { beforeAll, describe, expect, it } from 'vitest';
import type { Split } from '../../src/dataset/raft-row.js';
import { type BuildOptions, buildRaft, buildRows, previewRaft, type SplitRow } from '../../src/raft/build.js';
import { lineageGroups } from '../../src/raft/lineage-groups.js';
import type { QuestionStage, QuestionStream } from '../../src/raft/questions/stage.js';
import { verifyRow } from '../../src/verify/row.js';
import { indexView, type ViewIndex } from '../../src/verify/view-index.js';
import { hashingEmbedder, shopDocuments, smallView, text } from '../helpers/small-view.js';

let index: ViewIndex;
beforeAll(async () => {
  index = indexView(await smallView(shopDocuments()));
});
const options = (over: Partial<BuildOptions> = {}): BuildOptions => ({
  index,
  embedder: hashingEmbedder(),
  seed: 1,
  examples: 60,
  distractors: 2,
  ...over,
});
async function rowsOf(over: Partial<BuildOptions> = {}) {
  const build = await buildRaft(options(over));
  const rows: SplitRow[] = [];
  for await (const item of build.rows) rows.push(item);
  return { build, rows };
}

describe('buildRaft', () => {
  it('makes the same rows and counts however many questions are prepared at once', async () => {
    const large = await rowsOf({ oracleShare: 0.5 });
    const small = await rowsOf({ oracleShare: 0.5, batch: 7 });
    expect(small.rows).toEqual(large.rows);
    expect(small.build.counts()).toEqual(large.build.counts());
    expect(small.build.teacher()).toEqual(large.build.teacher());
  });

  it('puts the next question in the place of one that a stage drops, and counts it', async () => {
    const noPrices: QuestionStage = {
      name: 'no_prices',
      run: async (batch) =>
        batch.map((question) =>
          question.facts.some(({ field }) => field === 'price_jpy') ? { reason: 'asks_for_a_price' } : { question },
        ),
    };
    const { rows, build } = await rowsOf({ stages: [noPrices], types: { fact: 1 }, examples: 40 });
    expect(rows).toHaveLength(40);
    expect(rows.flatMap(({ row }) => row.facts).some(({ field }) => field === 'price_jpy')).toBe(false);
    const counts = build.counts().find(({ name }) => name === 'no_prices')!;
    expect(counts.dropped['asks_for_a_price']).toBeGreaterThan(0);
    expect(counts.in).toBe(counts.out + counts.dropped['asks_for_a_price']!);
  });

  it('asks questions of other sources first, and none whose evidence stands in another split', async () => {
    const { ofDocument } = await lineageGroups(index);
    const passage = index.view.passages.find(({ title }) => title === 'Salt Road')!;
    const volumes = { field: 'volumes', value: index.factValue(passage, 'volumes')! };
    const start = passage.text.indexOf('volumes: 3');
    const streamOf = (claimed: string): QuestionStream => ({
      type: 'fact',
      generator: 'import',
      draw: async function* ({ lang }) {
        if (lang !== 'en') return;
        yield {
          text: 'My customer wants to know how long Salt Road runs',
          lang: 'en',
          type: 'fact',
          form: 'imported',
          group: claimed,
          generator: 'import',
          evidence: [{ passage, span: { start, end: start + 10 } }],
          facts: [{ passage, ...volumes }],
          answer: 'Salt Road has 3 volumes.',
          subjects: ['Salt Road'],
          gold: { text: '3 volumes', facts: [{ ...volumes, subjects: ['Salt Road'] }] },
        };
      },
    });
    const own = ofDocument.get(passage.doc_key)!;
    const honest = await rowsOf({ extraSources: [streamOf(own)], oracleShare: 1 });
    const [imported, ...more] = honest.rows.filter(({ row }) => row.generator === 'import');
    expect(more).toEqual([]);
    expect(imported!.row.question).toBe('My customer wants to know how long Salt Road runs');

    const home = imported!.split;
    const elsewhere = honest.rows.find(({ split, row }) => split !== home && row.group !== own)!.row.group;
    const lying = await rowsOf({ extraSources: [streamOf(elsewhere)], oracleShare: 1 });
    expect(lying.rows.filter(({ row }) => row.generator === 'import')).toEqual([]);
    const { dropped } = lying.build.counts().find(({ name }) => name === 'questions')!;
    expect(dropped['evidence_in_another_split']).toBe(1);
  });

  it('keeps refusals to their share where answers run short', async () => {
    const { rows, build } = await rowsOf({ examples: 3000, types: { policy: 0.5, unanswerable: 0.5 } });
    const refusals = rows.filter(({ row }) => row.type === 'unanswerable').length;
    expect(refusals).toBeLessThanOrEqual(rows.length - refusals + 3);
    expect(build.shortages.some(({ type, cause }) => type === 'policy' && cause === 'dry')).toBe(true);
  });

  it.each([
    [{ oracleShare: 1.2 }, 'oracleShare'],
    [{ distractors: 0 }, 'distractors'],
    [{ examples: 0 }, 'examples'],
    [{ types: { fact: 0, policy: 0 } }, 'every share is 0'],
    [{ languages: { de: 1 } as never }, 'there is no "de"'],
    [{ splits: { train: -1, validation: 1, test: 1 } }, 'the share of train'],
  ])('refuses %o before any work', async (over, message) => {
    await expect(buildRaft(options(over))).rejects.toThrow(message);
  });

  it('refuses a corpus in which nothing is current', async () => {
    const gone = shopDocuments().map((document) => ({ ...document, stale: { verdict: 'removed' as const } }));
    await expect(buildRaft(options({ index: indexView(await smallView(gone)) }))).rejects.toThrow(
      'nothing in the corpus is current',
    );
  });
});

describe('lineages', () => {
  it('keeps documents that nearly repeat each other in one split', async () => {
    const story =
      'The ferry keeper lights one lantern for each letter that nobody came to collect from the winter island.';
    const twins = ['first', 'second'].map((doc) => ({
      doc,
      title: `Edition of the ${doc} printing`,
      facts: { author: text(`Writer ${doc} Hand`) },
      texts: [`${story} ${story.toUpperCase()}`, `A page of its own about the ${doc} printing and how it was bound.`],
    }));
    const view = indexView(await smallView([...shopDocuments(), ...twins]));
    for (const seed of [1, 2]) {
      const { rows } = await rowsOf({ index: view, seed, examples: 120, types: { fact: 1 } });
      const splits = rows.filter(({ row }) => /printing/.test(row.question)).map(({ split }) => split);
      expect(splits.length).toBeGreaterThan(0);
      expect(new Set(splits).size).toBe(1);
    }
  });
});

describe('buildRows', () => {
  it('makes what is asked for, in the splits that a dataset has, and repeats no question', async () => {
    const { rows } = await rowsOf();
    const splitOf = new Map<string, Split>(rows.map(({ split, row }) => [row.group, split]));
    const asked = rows.map(({ row, split }) => ({ text: row.question, split }));
    const cells = [
      { split: 'test', type: 'fact', lang: 'en', withOracle: true, count: 3 },
      { split: 'train', type: 'fact', lang: 'ja', withOracle: false, count: 2 },
      { split: 'train', type: 'unanswerable', lang: 'en', withOracle: true, count: 1 },
    ] as const;
    const made = [];
    for await (const item of buildRows({ ...options(), cells, splitOf, asked })) made.push(item);
    expect(made.map(({ split, row }) => [split, row.type, row.lang, row.oracle_present])).toEqual([
      ...Array(3).fill(['test', 'fact', 'en', true]),
      ...Array(2).fill(['train', 'fact', 'ja', false]),
      ['train', 'unanswerable', 'en', false],
    ]);
    const before = new Set(rows.map(({ row }) => row.question));
    for (const { split, row } of made) {
      expect(verifyRow(row)).toEqual([]);
      expect(before.has(row.question)).toBe(false);
      expect(splitOf.get(row.group) ?? split).toBe(split);
    }
  });
});

describe('previewRaft', () => {
  it('plans as the build does and shows a row of each kind, whatever the number asked for', async () => {
    const preview = await previewRaft(options({ examples: 100_000 }));
    const { build } = await rowsOf();
    expect(preview.plan.reduce((sum, { count }) => sum + count, 0)).toBe(100_000);
    expect(preview.lineages).toEqual(build.lineages);
    expect(preview.samples.length).toBeGreaterThan(6);
    expect(preview.samples.length).toBeLessThan(20);
    for (const { row } of preview.samples) expect(verifyRow(row)).toEqual([]);
  });
});
