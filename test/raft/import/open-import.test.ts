import { beforeAll, describe, expect, it } from 'vitest';
import type { RaftRow } from '../../../src/dataset/raft-row.js';
import { openRetrievers } from '../../../src/evals/retrieve/retriever.js';
import { buildRaft } from '../../../src/raft/build.js';
import { type Import, openImport } from '../../../src/raft/import/open-import.js';
import type { ImportedQuestion } from '../../../src/raft/import/read-imported.js';
import { indexView, type ViewIndex } from '../../../src/verify/view-index.js';
import { hashingEmbedder, passageId, type SmallDocument, smallView } from '../../helpers/small-view.js';

const series = [
  'Lantern Ferry',
  'Rust and Rosemary',
  'Night Post Office',
  'Snow Court',
  'Paper Moon Inn',
  'Tidal Bells',
];
const documents: SmallDocument[] = [
  ...series.map((title, i) => ({
    doc: `S${i}`,
    title,
    facts: { volumes: { type: 'number' as const, value: 11 + i, unit: 'volumes' } },
    texts: [`A story about people of house number ${i} and what they ${['keep', 'lose', 'mend'][i % 3]}.`],
  })),
  { doc: 'S0@old', title: 'Lantern Ferry', texts: ['volumes: 9'], stale: { verdict: 'superseded' } },
  {
    doc: 'returns.en.md',
    source: 'policies',
    kind: 'policy',
    title: 'Returns and refunds',
    texts: ['Unopened volumes can be returned within 14 days of delivery. Opened ones cannot.'],
  },
];

function imported(id: string, more: Partial<ImportedQuestion>): ImportedQuestion {
  const none = { lang: null, type: null, oracle_ids: [], docs: [], answer: null, quote: null };
  return { where: `q.csv:${id}`, id, question: `What about ${id}?`, ...none, ...more };
}

const doc = (doc_id: string, source_id: string | null = null) => [{ doc_id, source_id }];
const ask = {
  volumes: 'How many volumes of Lantern Ferry have you got?',
  returns: 'Until when may I return unopened volumes?',
};

describe('openImport', () => {
  let index: ViewIndex;
  const embedder = hashingEmbedder();
  beforeAll(async () => {
    index = indexView(await smallView(documents));
  });

  const open = (questions: readonly ImportedQuestion[]): Promise<Import> => {
    const retriever = openRetrievers({ view: index.view, embedder })('hybrid-current');
    return openImport({
      index,
      labels: (_, field) => [field],
      questions,
      seed: 1,
      handOver: false,
      ...(retriever ? { retriever } : {}),
    });
  };

  it('tells what holds from what a person must look at, and why', async () => {
    const { counts, review } = await open([
      imported('ok', { question: ask.volumes, docs: doc('S0'), answer: '11 volumes' }),
      imported('quoted', {
        question: ask.returns,
        docs: doc('returns.en.md', 'policies'),
        quote: 'Unopened volumes can be returned\nwithin 14 days of delivery.',
      }),
      imported('no_gold', {}),
      imported('gold_unknown', { docs: doc('S99'), answer: '3' }),
      imported('gold_unknown too', { docs: doc('S0', 'other-source'), answer: '3' }),
      imported('gold_stale', { oracle_ids: [passageId('S0@old')], answer: '9' }),
      imported('no_answer', { docs: doc('S0') }),
      imported('answer_not_in_gold', { question: ask.volumes, docs: doc('S0'), answer: '12 volumes' }),
      imported('quote_not_in_gold', { question: ask.returns, docs: doc('returns.en.md'), quote: 'within 30 days' }),
      imported('subject_missing', { question: 'How many are there?', docs: doc('S0'), answer: '11 volumes' }),
    ]);
    expect(counts).toMatchObject({ in: 10, out: 2 });
    expect(review.map(({ id, reason }) => [id, reason])).toEqual(
      review.map(({ id, reason }) => [id, `${id}`.startsWith(`${reason}`) ? reason : 'wrong']),
    );
    expect(review.map(({ reason }) => reason)).toContain('subject_missing');
  });

  it('takes a reviewer at his word: passages that are named hold against a document that was wrong', async () => {
    const wrong = imported('a', { question: ask.volumes, docs: doc('S99'), answer: '11 volumes' });
    expect((await open([wrong])).counts).toMatchObject({ out: 0 });
    expect((await open([{ ...wrong, oracle_ids: [passageId('S0')] }])).counts).toMatchObject({ out: 1 });
  });

  it('gives a reviewer the passages that were named and those that retrieval finds, none of them stale', async () => {
    const { review } = await open([
      imported('a', { question: 'Can I return unopened volumes within 14 days?' }),
      imported('b', { question: ask.volumes, docs: doc('S0'), answer: '99' }),
    ]);
    expect(review[0]?.candidates[0]).toMatchObject({ doc_id: 'returns.en.md', verdict: 'current' });
    expect(review[1]?.candidates[0]).toMatchObject({ passage_id: passageId('S0'), score: null });
    const shown = review.flatMap(({ candidates }) => candidates.map(({ passage_id }) => passage_id));
    expect(shown).not.toContain(passageId('S0@old'));
    expect(new Set(review[1]?.candidates.map(({ passage_id }) => passage_id)).size).toBe(review[1]?.candidates.length);
  });

  it('makes rows of what holds, before any question of our own, with the quote that states the answer', async () => {
    const questions = [
      imported('ok', { question: ask.volumes, docs: doc('S0'), answer: '11 volumes' }),
      imported('none', { question: 'Do you repair umbrellas?', type: 'unanswerable' }),
    ];
    const opened = await open(questions);
    const options = { index, embedder, seed: 1, examples: 12, distractors: 2, oracleShare: 1 };
    const shares = {
      types: { fact: 1, unanswerable: 1 },
      languages: { en: 1 },
      splits: { train: 1, validation: 0, test: 0 },
    };
    const build = opened.attach(await buildRaft({ ...options, ...shares, extraSources: opened.extraSources }));
    const rows: RaftRow[] = [];
    for await (const { row } of build.rows) rows.push(row);
    const mine = rows.filter(({ generator }) => generator === 'import');
    expect(mine.map(({ question }) => question).sort()).toEqual(['Do you repair umbrellas?', ask.volumes]);
    const fact = mine.find(({ type }) => type === 'fact');
    expect(fact).toMatchObject({ oracle_ids: [passageId('S0')], facts: [{ field: 'volumes', value: 11 }] });
    expect(fact?.cot_answer).toContain('##begin_quote##volumes: 11##end_quote##');
    expect(mine.find(({ type }) => type === 'unanswerable')).toMatchObject({ oracle_ids: [], quotes: [] });
    expect(build.counts().find(({ name }) => name === 'imported_used')).toMatchObject({ in: 2, out: 2 });
  });
});
