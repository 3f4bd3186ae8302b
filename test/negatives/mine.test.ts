import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CorpusView } from '../../src/corpus/view.js';
import { corpusOfView } from '../../src/negatives/corpus.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import type { MiningOptions } from '../../src/negatives/options.js';
import type { MiningQuery } from '../../src/negatives/types.js';
import { embedQueries } from '../../src/search/embed-queries.js';
import { indexView } from '../../src/verify/view-index.js';
import { hashingEmbedder, number, passageId, type SmallDocument, smallView } from '../helpers/small-view.js';

async function mine(view: CorpusView, queries: readonly MiningQuery[], over: Partial<MiningOptions> = {}) {
  const queryVectors = await embedQueries(
    hashingEmbedder(),
    queries.map((query) => query.text),
  );
  return mineHardNegatives({
    corpus: corpusOfView(indexView(view)),
    queries,
    queryVectors,
    numNegatives: 2,
    seed: 0,
    relativeMargin: null,
    withoutPositive: 'mine',
    ...over,
  });
}
const ids = (row: { negatives: readonly { passage_id: string }[] } | undefined) =>
  row!.negatives.map((negative) => negative.passage_id);

const docs: SmallDocument[] = [
  { doc: 'A', title: 'Salt Road', group: 'A', facts: { volumes: number(12) } },
  {
    doc: 'A@old',
    title: 'Salt Road',
    group: 'A',
    facts: { volumes: number(11) },
    stale: {
      verdict: 'superseded',
      severity: 'material',
      superseded_by: passageId('A'),
      drift: [{ field: 'volumes', old: 11, new: 12 }],
    },
  },
  {
    doc: 'A@price',
    title: 'Salt Road',
    group: 'A',
    facts: { volumes: number(12) },
    texts: ['cheap'],
    stale: {
      verdict: 'superseded',
      severity: 'material',
      superseded_by: passageId('A'),
      drift: [{ field: 'price', old: 5, new: 6 }],
    },
  },
  { doc: 'A-box', title: 'Salt Road Box', group: 'A', facts: { volumes: number(3) } },
  { doc: 'A-other', title: 'Salt Road Deluxe', group: 'A', facts: { volumes: number(12) }, texts: ['Bound in cloth.'] },
  { doc: 'guide', title: 'Guide', kind: 'guide', texts: ['Salt Road has 12 volumes and is a fine read.'] },
  { doc: 'twin', title: 'ソルトロード', translationOf: 'A', lang: 'ja', facts: { volumes: number(12) } },
  { doc: 'copy', title: 'Another', texts: ['volumes: 12'] },
  { doc: 'B', title: 'Paper Tiger', group: 'B', facts: { volumes: number(12) }, texts: ['About tigers.'] },
  { doc: 'C', title: 'Glass Orchard', group: 'C', facts: { volumes: number(4) } },
  { doc: 'secret', title: 'Salt Road secret', texts: ['He did it.'], spoiler: true },
];
const query: MiningQuery = {
  query_id: 'q',
  text: 'How many volumes of Salt Road are out?',
  oracle_ids: [passageId('A')],
  gold: { text: '12 volumes', facts: [{ field: 'volumes', value: number(12), subjects: ['Salt Road'] }] },
};

describe('mineHardNegatives', () => {
  it('keeps what states another value or another entity, and says why it dropped the rest', async () => {
    const { rows, shortages, counts } = await mine(await smallView(docs), [query], { numNegatives: 10, rangeMax: 20 });
    const found = Object.fromEntries(rows[0]!.negatives.map((negative) => [negative.passage_id, negative.origin]));
    expect(found).toEqual({
      [passageId('A@old')]: 'stale',
      [passageId('A-box')]: 'sibling',
      [passageId('B')]: 'dense',
      [passageId('C')]: 'dense',
    });
    expect(rows[0]!.dropped).toMatchObject({ positive: 1, translation_twin: 1, duplicate_of_positive: 1 });
    // The guide says 12, the deluxe edition too, and the version whose price changed still does.
    expect(rows[0]!.dropped).toMatchObject({ answer_bearing: 2, answer_unchanged: 1 });
    expect(shortages).toBe(1);
    expect(counts.in).toBe(counts.out + Object.values(counts.dropped).reduce((a, b) => a + b, 0));
  });

  it('follows a chain of versions to the oracle', async () => {
    const chain: SmallDocument[] = [
      ...docs,
      {
        doc: 'A@older',
        title: 'Salt Road',
        facts: { volumes: number(10) },
        stale: {
          verdict: 'superseded',
          severity: 'material',
          superseded_by: passageId('A@old'),
          drift: [{ field: 'volumes', old: 10, new: 11 }],
        },
      },
    ];
    const { rows } = await mine(await smallView(chain), [query], { quotas: { stale: 5 }, numNegatives: 6 });
    expect(
      rows[0]!.negatives
        .filter(({ origin }) => origin === 'stale')
        .map(({ passage_id }) => passage_id)
        .sort(),
    ).toEqual([passageId('A@old'), passageId('A@older')].sort());
  });

  it('keeps scores on the margin, and compares with the weakest positive', async () => {
    const two: MiningQuery = { ...query, oracle_ids: [passageId('A'), passageId('C')] };
    const view = await smallView(docs);
    const { rows } = await mine(view, [two], { quotas: { stale: 0, sibling: 0 }, numNegatives: 5, rangeMax: 20 });
    const weakest = Math.min(...rows[0]!.positives.map(({ score }) => score));
    const [hardest] = rows[0]!.negatives;
    expect(hardest!.margin).toBeCloseTo(weakest - hardest!.score, 12);
    const onBound = await mine(view, [two], {
      quotas: { stale: 0, sibling: 0 },
      maxScore: hardest!.score,
      numNegatives: 5,
      rangeMax: 20,
    });
    expect(ids(onBound.rows[0])).toContain(hardest!.passage_id);
    const below = await mine(view, [two], {
      quotas: { stale: 0, sibling: 0 },
      maxScore: hardest!.score - 1e-9,
      numNegatives: 5,
      rangeMax: 20,
    });
    expect(ids(below.rows[0])).not.toContain(hardest!.passage_id);
  });

  it('reports the teacher and mines queries without positives', async () => {
    const view = await smallView(docs);
    const { teacher } = await mine(view, [query]);
    expect(teacher).toEqual({ recall_at_10: 1, queries: 1, weak: false });
    const alone = await mine(view, [{ query_id: 'u', text: 'Is there a film of Salt Road?', oracle_ids: [] }]);
    expect(alone.teacher.recall_at_10).toBeNull();
    expect(alone.rows[0]).toMatchObject({ found: 2, positives: [], negatives: [{ margin: null }, { margin: null }] });
  });

  it('stops at a positive that is unknown or stale, or drops it on request', async () => {
    const view = await smallView(docs);
    await expect(mine(view, [{ ...query, oracle_ids: ['nope'] }])).rejects.toThrow('not in the corpus');
    await expect(mine(view, [{ ...query, oracle_ids: [passageId('A@old')] }])).rejects.toThrow('superseded');
    const { counts } = await mine(view, [{ ...query, oracle_ids: ['nope', passageId('A@old')] }], {
      onBadPositive: 'drop',
    });
    expect(counts.dropped).toMatchObject({ unknown_positive: 1, stale_positive: 1 });
  });

  it.each<[string, Partial<MiningOptions>, string]>([
    ['no negatives', { numNegatives: 0 }, 'numNegatives is 0'],
    ['an empty window', { rangeMin: 5, rangeMax: 5 }, 'not below'],
    ['more negatives than the window', { numNegatives: 4, rangeMax: 3 }, 'do not fit'],
    ['a floor above the ceiling', { minScore: 0.9, maxScore: 0.1 }, 'above maxScore'],
    ['a share that is a percentage', { relativeMargin: 95 }, 'relativeMargin is 95'],
  ])('refuses %s before any work', async (_, over, message) => {
    await expect(mine(await smallView(docs), [query], over)).rejects.toThrow(message);
  });

  it('refuses duplicate queries, an empty corpus and vectors of another shape', async () => {
    const view = await smallView(docs);
    await expect(mine(view, [query, query])).rejects.toThrow('share the id "q"');
    await expect(mine(await smallView([]), [])).rejects.toThrow('the corpus is empty');
    await expect(mine({ ...view, vectors: new Float32Array(0) }, [query])).rejects.toThrow('without its vectors');
    await expect(mine(view, [query], { queryVectors: new Float32Array(3) })).rejects.toThrow('query vectors');
  });

  it('never mines a positive or a passage that is not current, whatever the corpus; order of queries changes only order of rows', async () => {
    const words = fc.array(fc.constantFrom('salt', 'road', 'paper', 'tiger', 'glass', 'moon', '漫画', '返品'), {
      minLength: 1,
      maxLength: 4,
    });
    const corpus = fc.array(fc.record({ words, stale: fc.boolean(), group: fc.constantFrom('x', 'y', undefined) }), {
      minLength: 2,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(
        corpus,
        fc.array(words, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('top' as const, 'random' as const),
        async (entries, asked, sampling) => {
          const view = await smallView(
            entries.map((entry, i) => ({
              doc: `d${i}`,
              title: entry.words.join(' '),
              ...(entry.group ? { group: entry.group } : {}),
              ...(entry.stale
                ? {
                    stale: {
                      verdict: 'superseded' as const,
                      severity: 'material' as const,
                      superseded_by: passageId('d0'),
                    },
                  }
                : {}),
            })),
          );
          const current = view.passages
            .filter((passage) => passage.verdict === null)
            .map((passage) => passage.passage_id);
          const queries = asked.map((text, i) => ({
            query_id: `q${i}`,
            text: text.join(' '),
            oracle_ids: current.slice(i % 2, (i % 2) + 1),
          }));
          const { rows } = await mine(view, queries, { sampling });
          for (const row of rows) {
            const oracles = row.positives.map(({ passage_id }) => passage_id);
            expect(ids(row).filter((id) => oracles.includes(id))).toEqual([]);
            for (const negative of row.negatives)
              expect(negative.origin === 'stale' || current.includes(negative.passage_id)).toBe(true);
            expect(new Set(ids(row)).size).toBe(row.found);
          }
          const reversed = await mine(view, [...queries].reverse(), { sampling });
          expect(reversed.rows.toReversed()).toEqual(rows);
        },
      ),
      { numRuns: 30 },
    );
  });
});
