import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateCollection } from '../../../src/evals/collection/evaluate-collection.js';
import { judgedNow } from '../../../src/evals/collection/judged-passages.js';
import { parseGate } from '../../../src/evals/collection/parse-gate.js';
import { questionSlices } from '../../../src/evals/collection/question-slices.js';
import { rowsOfTexts } from '../../../src/evals/collection/text-rows.js';
import { settleUnknown } from '../../../src/evals/collection/unknown.js';
import { DEFAULT_POLICIES } from '../../../src/evals/policies.js';
import { questionModel } from '../../../src/evals/retrieve/question-vectors.js';
import { openRowRetrievers } from '../../../src/evals/retrieve/retriever.js';
import { indexView } from '../../../src/verify/view-index.js';
import { hashingEmbedder, passageId, smallView } from '../../helpers/small-view.js';

const embedder = hashingEmbedder();
const UNKNOWN = { documents: 0, judgements: 0, relevant: 0, policy: 'zero' } as const;
const TEXTS = [
  { id: 'a', text: 'Books come back within 14 days.' },
  { id: 'b', text: 'Points expire after 24 months.' },
  { id: 'c', text: '返品は14日以内に承ります。' },
  { id: '\u{20000}', text: 'Points expire after 24 months.' },
  { id: '\uF900', text: 'Points expire after 24 months.' },
];
const QUESTIONS = [
  { id: 'q1', text: 'When do points expire?', grades: new Map([['b', 2]]) },
  {
    id: 'q2',
    text: '返品は何日以内',
    grades: new Map([
      ['c', 1],
      ['a', 1],
    ]),
  },
];

async function evaluated(texts: typeof TEXTS, questions: typeof QUESTIONS) {
  const data = await embedder.embed(
    texts.map(({ text }) => text),
    'passage',
  );
  const open = openRowRetrievers({
    rows: rowsOfTexts({ name: 'x', texts, vectors: { data, dims: embedder.dims, embedder } }),
    questions: questionModel(embedder),
  });
  return evaluateCollection({
    name: 'x',
    facts: {
      kind: 'files',
      path: 'x',
      qrels: null,
      documents: 5,
      unjudged_questions: 0,
      unknown_questions: 0,
      unknown: UNKNOWN,
    },
    questions: questions.map((one) => ({ ...one, lang: null, type: null, slices: {}, distractors: [] })),
    retrievers: ['dense', 'lexical', 'hybrid'].flatMap((name) => open(name) ?? []),
    gates: [],
    policies: DEFAULT_POLICIES,
    embedder,
    seed: 0,
  });
}

describe('evaluateCollection', () => {
  it('comes to the same whatever order documents and questions have', async () => {
    const expected = await evaluated(TEXTS, QUESTIONS);
    const orders = fc.tuple(
      fc.shuffledSubarray(TEXTS, { minLength: TEXTS.length }),
      fc.shuffledSubarray(QUESTIONS, { minLength: QUESTIONS.length }),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ([texts, questions]) => {
        const { suite_hash, retrievers } = await evaluated(texts, questions);
        expect(suite_hash).toBe(expected.suite_hash);
        for (const [name, { mean, interval, slices }] of Object.entries(expected.retrievers)) {
          expect(retrievers[name]).toMatchObject({ mean, interval, slices });
        }
      }),
      { numRuns: 20 },
    );
  });

  it('breaks ties by bytes of ids, as trec_eval does', async () => {
    const data = await embedder.embed(
      TEXTS.map(({ text }) => text),
      'passage',
    );
    const rows = rowsOfTexts({ name: 'x', texts: TEXTS, vectors: { data, dims: embedder.dims, embedder } });
    const retriever = openRowRetrievers({ rows, questions: questionModel(embedder) })('lexical');
    const [hits = []] = (await retriever?.retrieve(['points'], 5)) ?? [];
    expect(hits.map(({ passage_id }) => passage_id)).toEqual(['\u{20000}', '\uF900', 'b']);
    const [one = []] = (await retriever?.retrieve(['points'], 1)) ?? [];
    expect(one[0]?.passage_id).toBe('\u{20000}');
  });
});

describe('settleUnknown', () => {
  const question = (grades: Record<string, number>) => ({
    id: 'q',
    grades: new Map(Object.entries(grades)),
    where: 'x:1',
  });
  const settle = (grades: Record<string, number>, policy: 'zero' | 'drop' | 'error') =>
    settleUnknown([question(grades)], { isKnown: (id) => id.startsWith('k'), policy, where: 'qrels' });

  it('counts what is not there and keeps it, or drops it', () => {
    const counts = { documents: 2, judgements: 2, relevant: 1 };
    const kept = settle({ k1: 1, x: 1, y: 0 }, 'zero');
    expect(kept.unknown).toEqual({ ...counts, policy: 'zero' });
    expect([...(kept.questions[0]?.grades.keys() ?? [])]).toEqual(['k1', 'x', 'y']);
    const dropped = settle({ k1: 1, x: 1, y: 0 }, 'drop');
    expect(dropped.unknown).toEqual({ ...counts, policy: 'drop' });
    expect([...(dropped.questions[0]?.grades.keys() ?? [])]).toEqual(['k1']);
  });

  it('refuses on demand, and always where nothing fits or nothing is relevant', () => {
    expect(() => settle({ k1: 1, x: 0 }, 'error')).toThrow('1 judged document is not in the collection: "x"');
    for (const policy of ['zero', 'drop', 'error'] as const) {
      expect(() => settle({ x: 1, y: 1 }, policy)).toThrow('none of the judged documents');
      expect(() => settle({ k1: 0 }, policy)).toThrow('relevant');
    }
    expect(() => settle({ k1: 1 }, 'error')).not.toThrow();
  });
});

describe('judgedNow', () => {
  const heir = (severity: 'cosmetic' | 'material', to: string | null) => ({
    verdict: 'superseded' as const,
    severity,
    superseded_by: to,
  });
  it('follows changes of wording, over several versions, and stops at changes of meaning', async () => {
    const now = passageId('page.md');
    const view = await smallView([
      { doc: 'page.md', title: 'Page', texts: ['Now.'] },
      { doc: 'page.md@2', title: 'Page', texts: ['Now .'], stale: heir('cosmetic', now) },
      { doc: 'page.md@1', title: 'Page', texts: ['now.'], stale: heir('cosmetic', passageId('page.md@2')) },
      { doc: 'page.md@0', title: 'Page', texts: ['Then.'], stale: heir('material', now) },
      { doc: 'gone.md@0', title: 'Gone', texts: ['Gone.'], stale: { verdict: 'removed', severity: 'material' } },
    ]);
    const index = indexView(view);
    const judged = (grades: Record<string, number>) =>
      judgedNow({ id: 'q', grades: new Map(Object.entries(grades)) }, index);
    expect([...judged({ [passageId('page.md@1')]: 2, [now]: 1 }).grades]).toEqual([[now, 2]]);
    const changed = judged({ [passageId('page.md@0')]: 1, [now]: 1 });
    expect(changed.stale).toMatchObject([
      { question_id: 'q', doc: 'page.md', reason: 'passage_superseded', actual: now },
    ]);
    expect(judged({ [passageId('gone.md@0')]: 1 }).stale).toMatchObject([{ reason: 'passage_removed', actual: null }]);
    // What did not answer then says nothing of what holds now, and an unknown id is for the policy on those.
    expect(judged({ [passageId('page.md@0')]: 0, elsewhere: 1 })).toEqual({
      grades: new Map([['elsewhere', 1]]),
      stale: [],
    });
  });
});

describe('questionSlices', () => {
  const of = (text: string, more: object = {}) => questionSlices({ text, lang: null, type: null, slices: {}, ...more });
  it('tells language and script, and lets the question say otherwise', () => {
    expect(of('How long?')).toEqual(['lang=en', 'script=latin']);
    expect(of('返品は何日以内？')).toEqual(['lang=ja', 'script=han+kana']);
    expect(of('12345')).toEqual(['lang=other', 'script=none']);
    expect(of('反品 policy?', { lang: 'mixed', type: 'policy', slices: { season: 'summer' } })).toEqual([
      'lang=mixed',
      'script=mixed',
      'type=policy',
      'season=summer',
    ]);
  });
});

describe('parseGate', () => {
  it('is about one retriever, or about all', () => {
    expect(parseGate('hybrid:stale-hit@5<=0.05', ['dense', 'hybrid'])).toMatchObject([
      { retriever: 'hybrid', measure: 'stale-hit@5', max: 0.05 },
    ]);
    expect(parseGate(' ndcg_cut_10 >= 0.7', ['dense', 'hybrid']).map(({ id, min }) => [id, min])).toEqual([
      ['dense:nDCG@10>=0.7', 0.7],
      ['hybrid:nDCG@10>=0.7', 0.7],
    ]);
  });

  it.each(['nDCG@10', 'nDCG@10>0.7', 'nDCG@10>=', 'nDCG@10>=many', '>=0.7', 'nonsense@3>=0.1', 'bm25:AP>=0.5'])(
    'refuses %s',
    (text) => {
      expect(() => parseGate(text, ['dense'])).toThrow();
    },
  );
});
