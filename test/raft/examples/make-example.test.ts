import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ViewPassage } from '../../../src/corpus/view.js';
import { renderDocument } from '../../../src/dataset/raft-formats/document.js';
import { type RaftRow, raftRowSchema } from '../../../src/dataset/raft-row.js';
import type { MinedNegative, MinedRow } from '../../../src/negatives/types.js';
import { createExampleMaker } from '../../../src/raft/examples/make-example.js';
import type { Question } from '../../../src/raft/questions/question.js';
import { isDistractorNewest } from '../../../src/verify/newest.js';
import { verifyRow } from '../../../src/verify/row.js';
import { passageId } from '../../helpers/small-view.js';
import {
  allQuestions,
  documents,
  factQuestion,
  makeAll,
  openSmallShop,
  policyQuestion,
  type SmallShop,
} from './small-shop.js';

let shop: SmallShop;
beforeAll(async () => {
  shop = await openSmallShop();
});

const distractorsOf = (row: RaftRow) => row.context.filter(({ role }) => role === 'distractor');
const oraclesOf = (row: RaftRow) => row.context.filter(({ role }) => role === 'oracle');
const questionOf = (row: RaftRow): Question => shop.questions.find(({ text }) => text === row.question)!;

/** One example of one question, with the mined row as a test changes it. */
function makeOne(
  question: Question,
  more: {
    readonly mined?: (row: MinedRow) => MinedRow;
    readonly withOracle?: boolean;
    readonly options?: object;
    readonly of?: SmallShop;
  } = {},
) {
  const { mined = (row) => row, withOracle = question.type !== 'unanswerable', options = {}, of = shop } = more;
  const key = ({ evidence, facts }: Question): string =>
    JSON.stringify([evidence.map(({ passage }) => passage.passage_id), facts.map(({ field }) => field)]);
  const at = of.questions.findIndex((one) => key(one) === key(question));
  const maker = createExampleMaker({ index: of.index, seed: 1, ...options });
  return maker.make({ split: 'train', question, mined: mined(of.mined[at]!), withOracle });
}

const options = fc.record({
  seed: fc.integer({ min: 0, max: 1000 }),
  distractors: fc.integer({ min: 1, max: 5 }),
  absent: fc.constantFrom('refuse', 'memorise', 'split'),
  withheld: fc.constantFrom('fifth', 'all', 'none'),
  twins: fc.integer({ min: 0, max: 2 }),
} as const);

describe('every row', () => {
  it('is sound, of the promised size, and holds its oracles or none of them', () => {
    fc.assert(
      fc.property(options, (asked) => {
        const { rows, twins } = makeAll(shop, asked);
        for (const row of [...rows, ...twins]) {
          expect(verifyRow(row)).toEqual([]);
          const oracles = Math.max(1, row.oracle_ids.length);
          expect(row.context).toHaveLength(asked.distractors + oracles);
          expect(
            oraclesOf(row)
              .map(({ passage_id }) => passage_id)
              .sort(),
          ).toEqual(row.oracle_present ? [...row.oracle_ids].sort() : []);
          expect(new Set(row.context.map(({ text }) => text)).size).toBe(row.context.length);
          for (const { verdict, origin } of row.context) expect(verdict === 'current').toBe(origin !== 'stale');
        }
      }),
      { numRuns: 6 },
    );
  });

  it('states, without its oracle, no value of what is asked: not the current one, not an older one', () => {
    fc.assert(
      fc.property(options, (asked) => {
        const { rows } = makeAll(shop, { ...asked, withheld: 'all' });
        expect(rows.length).toBeGreaterThan(40);
        for (const row of rows) {
          for (const { passage, field } of questionOf(row).facts) {
            const versions = shop.index.view.passages.filter(({ doc_id }) => doc_id === passage.doc_id);
            for (const entry of row.context) {
              expect(versions.map(({ passage_id }) => passage_id)).not.toContain(entry.passage_id);
              const isAbout = entry.title === passage.title || entry.text.includes(passage.title);
              if (isAbout) expect(entry.text).not.toMatch(new RegExp(`^${field}: `, 'm'));
            }
          }
        }
      }),
      { numRuns: 3 },
    );
  });

  it('carries what the guards need to look at its distractors again', () => {
    for (const row of makeAll(shop).rows) {
      const { gold, unknown } = questionOf(row);
      expect(row.gold?.text).toBe(gold?.text);
      expect(row.gold?.facts?.map(({ field, value }) => [field, value])).toEqual(
        gold?.facts?.map(({ field, value }) => [field, value]),
      );
      expect(row.unknown).toEqual(unknown);
      expect(raftRowSchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(JSON.parse(JSON.stringify(row)));
    }
  });

  it('is the same for the same calls, and another for another seed', () => {
    const rows = JSON.stringify(makeAll(shop, { absent: 'split', twins: 1 }));
    expect(JSON.stringify(makeAll(shop, { absent: 'split', twins: 1 }))).toBe(rows);
    expect(JSON.stringify(makeAll(shop, { absent: 'split', twins: 1, seed: 2 }))).not.toBe(rows);
  });
});

describe('distractors', () => {
  it('come by quotas of their origin; what stands in is counted', () => {
    const { rows, counts } = makeAll(shop, { withheld: 'none', quotas: { stale: 1, sibling: 2, dense: 'rest' } });
    let missing = 0;
    for (const row of rows.filter(({ type }) => type === 'fact')) {
      const stale = distractorsOf(row).filter(({ origin }) => origin === 'stale').length;
      const siblings = distractorsOf(row).filter(({ origin }) => origin === 'sibling').length;
      expect(stale).toBeLessThanOrEqual(1);
      expect(siblings).toBeLessThanOrEqual(2);
      missing += 1 - stale;
    }
    expect(counts.fallbacks['stale>dense']).toBeGreaterThanOrEqual(missing);
    const { dense = 0, sibling = 0, stale = 0 } = counts.distractors;
    expect(dense + sibling + stale).toBe(rows.reduce((sum, row) => sum + distractorsOf(row).length, 0));
  });

  it('that answer are kept out though the miner offers them', () => {
    const question = shop.questions.find(({ text }) => text.startsWith('How long can printed'))!;
    const answering = passageId('returns.ja.md');
    const made = makeOne(question, { mined: offering(negative(answering, { score: 0.99 })) });
    expect('row' in made && made.row.context.map(({ passage_id }) => passage_id)).not.toContain(answering);
    // A question that was reworded after mining: the guard knows what it asks for now.
    const asked = factQuestion(shop.index, { doc: 'S1', field: 'author' });
    const same = { ...asked, gold: { text: 'Author Salt Road Senior' } };
    const offered = makeOne(same, { mined: offering(negative(passageId('S0'), { score: 0.99 })) });
    expect('row' in offered && offered.row.context.map(({ passage_id }) => passage_id)).not.toContain(passageId('S0'));
  });

  it('that repeat the policy in their own words are kept out, and those that say another thing are not', async () => {
    const faq = (doc: string, sentence: string) => ({ source: 'faq', doc, kind: 'faq', title: doc, texts: [sentence] });
    const policy = {
      ...faq('parcels', 'We wait until everything is in stock and send it all together.'),
      kind: 'policy',
    };
    const same = faq(
      'same',
      'It has not: we send it all together when everything is in stock. Order apart to get books earlier.',
    );
    const other = faq('other', 'We keep a parcel that nobody collects until somebody writes to us about it.');
    const of = await openSmallShop([...documents(), policy, same, other], (index) => {
      const asked = { doc: 'parcels', text: 'Do my books come together?', gold: 'together' };
      const { gold: _, ...question } = policyQuestion(index, asked);
      return [question];
    });
    const [question] = of.questions as [Question];
    const mined = offering(negative(passageId('same'), { score: 0.99 }), negative(passageId('other'), { score: 0.98 }));
    for (const withOracle of [true, false]) {
      const made = makeOne(question, { of, mined, withOracle });
      const ids = 'row' in made ? made.row.context.map(({ passage_id }) => passage_id) : [];
      expect(ids).toContain(passageId('other'));
      expect(ids).not.toContain(passageId('same'));
    }
  });

  it('are fewer than asked for in no row: it is given up', () => {
    const [question] = shop.questions as [Question];
    const few = (row: MinedRow): MinedRow => ({ ...row, negatives: row.negatives.slice(0, 3) });
    expect(makeOne(question, { mined: few })).toEqual({ reason: 'too_few_distractors' });
  });

  it('are no near-duplicates of each other, and not two versions of one page', async () => {
    const long =
      'Parcels to the islands leave on the first working day of each week from the harbour warehouse at noon';
    const copies = ['a', 'b'].map((name) => ({
      source: 'policies',
      doc: name,
      kind: 'policy',
      title: `Islands ${name}`,
      texts: [`${long}, page ${name}.`],
    }));
    const of = await openSmallShop([...documents(), ...copies]);
    const [a, b] = copies.map(({ doc }) => passageId(doc)) as [string, string];
    for (const question of of.questions.filter(({ type }) => type === 'fact').slice(0, 10)) {
      const mined = offering(negative(a, { score: 0.99 }), negative(b, { score: 0.98 }));
      const made = makeOne(question, { of, mined });
      const ids = 'row' in made ? made.row.context.map(({ passage_id }) => passage_id) : [];
      expect(ids).toContain(a);
      expect(ids).not.toContain(b);
    }
  });
});

function negative(passage_id: string, more: Partial<MinedNegative> = {}): MinedNegative {
  return {
    passage_id,
    origin: 'dense',
    found_by: [],
    rank: 1,
    score: 0.9,
    margin: null,
    positive_score: null,
    lexical_score: null,
    reranker_score: null,
    evidence: null,
    relation: null,
    ...more,
  };
}

function offering(...more: readonly MinedNegative[]) {
  return (row: MinedRow): MinedRow => ({
    ...row,
    negatives: [
      ...more,
      ...row.negatives.filter(({ passage_id }) => more.every((one) => one.passage_id !== passage_id)),
    ],
  });
}

describe('the newest document', () => {
  it('is a distractor in at least the share that is asked for, within each type too', () => {
    for (const newestShare of [0.3, 0.6]) {
      const { rows, counts } = makeAll(shop, { withheld: 'none', newestShare });
      const facts = rows.filter(({ type }) => type === 'fact');
      const newer = facts.filter((row) => isDistractorNewest(row) === true);
      expect(newer.length / facts.length).toBeGreaterThanOrEqual(newestShare);
      expect(counts.newest.share).toBeGreaterThanOrEqual(newestShare);
    }
  });

  it('takes the place of a harder distractor only where it is owed', () => {
    const question = factQuestion(shop.index, { doc: 'P2-1', field: 'price_jpy' });
    const older = shop.index.view.passages.filter(
      ({ verdict, source_updated_at, doc_id }) =>
        verdict === null && (source_updated_at ?? '') < '2026-06-30' && doc_id.startsWith('S'),
    );
    const newer = shop.index.view.passages.find(({ title }) => title === 'Privacy')!;
    const mined = (row: MinedRow): MinedRow => ({
      ...row,
      negatives: [
        ...older.slice(0, 5).map(({ passage_id }, i) => negative(passage_id, { score: 0.9 - i / 100 })),
        negative(newer.passage_id, { score: 0.1 }),
      ],
    });
    const ids = (newestShare: number): string[] => {
      const made = makeOne(question, { mined, options: { newestShare } });
      return 'row' in made ? made.row.context.map(({ passage_id }) => passage_id) : [];
    };
    expect(ids(0.3)).toContain(newer.passage_id);
    expect(ids(0)).not.toContain(newer.passage_id);
    expect(ids(0.3)).toHaveLength(5);
  });
});

describe('a stale version of the oracle', () => {
  const withStale = (rows: readonly RaftRow[]) =>
    rows.filter((row) => row.context.some(({ origin }) => origin === 'stale'));

  it('stands only beside it, and the reasoning names both dates in the language of the answer', () => {
    const { rows, counts } = makeAll(shop);
    expect(withStale(rows).length).toBeGreaterThan(6);
    expect(counts.with_stale).toBe(withStale(rows).length);
    for (const row of withStale(rows)) {
      expect(row.oracle_present).toBe(true);
      const [oracle] = oraclesOf(row);
      expect(row.cot_answer).toContain('2026-01-05');
      expect(row.cot_answer).toContain(oracle!.source_updated_at!.slice(0, 10));
      expect(/[ぁ-ん]/.test(row.cot_answer)).toBe(row.lang !== 'en');
    }
  });

  it('is left out where dates do not tell which version holds', async () => {
    const undated = documents().map((document) =>
      document.stale ? { ...document, stale: { ...document.stale, source_updated_at: null } } : document,
    );
    const sameDay = documents().map((document) => ({ ...document, updatedAt: '2026-01-05T09:00:00.000Z' }));
    for (const docs of [undated, sameDay]) {
      const some = await openSmallShop(docs, (index) => allQuestions(index).slice(0, 24));
      const { rows, counts } = makeAll(some);
      expect(rows.length).toBe(24);
      expect(withStale(rows)).toEqual([]);
      expect(counts.guarded.dropped['stale_not_older']).toBeGreaterThan(0);
    }
  });
});

describe('a page that is not current', () => {
  const stalePage = (doc: string, sentence: string, old: string) => ({
    source: 'policies',
    doc,
    kind: 'policy',
    title: `Page ${doc}`,
    texts: [sentence],
    stale: {
      verdict: 'superseded' as const,
      verdicts: ['superseded' as const],
      severity: 'material' as const,
      drift: [{ field: 'duration', old, new: '14 days' }],
      source_updated_at: '2026-01-05T00:00:00.000Z',
    },
  });
  const pages = [
    // It said otherwise about what is asked; about something else; and what is like the oracle's sentence still holds.
    stalePage('otherwise', 'You can return printed books within 30 days of delivery.', '30 days'),
    stalePage('elsewhere', 'Tickets are answered within 2 business days by our staff.', '2 business days'),
    stalePage('unchanged', 'You can return worn shirts within 9 days of delivery. We write within 30 days.', '30 days'),
  ];

  it('stands beside the oracle only where it said something else about what is asked', async () => {
    const of = await openSmallShop([...documents(), ...pages], (index) => [
      policyQuestion(index, { doc: 'returns.en.md', text: 'How long can printed books be returned?', gold: '14 days' }),
    ]);
    const [question] = of.questions as [Question];
    for (const [doc, stands] of [
      ['otherwise', true],
      ['elsewhere', false],
      ['unchanged', false],
    ] as const) {
      const mined = offering(negative(passageId(doc), { origin: 'stale', relation: 'topic', score: 0.9 }));
      const made = makeOne(question, { of, mined });
      expect('row' in made && made.row.context.some(({ passage_id }) => passage_id === passageId(doc))).toBe(stands);
      if (stands) expect(made).toHaveProperty('row.cot_answer', expect.stringMatching(/Page otherwise.*2026-01-05/));
      const withheld = makeOne(question, { of, mined, withOracle: false });
      expect('row' in withheld && withheld.row.context.some(({ origin }) => origin === 'stale')).toBe(false);
    }
  });
});

describe('without its oracle', () => {
  it('a question is refused in its language, with a person where the shop offers one', async () => {
    const { rows } = makeAll(shop, { withheld: 'all' });
    for (const row of rows.filter(({ type }) => type !== 'unanswerable')) {
      expect(row.absent).toBe('refuse');
      expect(row.quotes).toEqual([]);
      expect(row.facts).toEqual([]);
      expect(/[ぁ-ん]/.test(row.answer)).toBe(row.lang !== 'en');
      expect(row.answer).not.toMatch(/person|team|担当者/);
    }
    const staffed = await openSmallShop(
      [
        ...documents(),
        {
          source: 'policies',
          doc: 'help',
          kind: 'policy',
          title: 'Help',
          texts: ['You can talk to a person from 10 to 18.'],
        },
      ],
      (index) => allQuestions(index).slice(0, 24),
    );
    const offered = makeAll(staffed, { withheld: 'all' });
    expect(offered.counts.hand_over).toBe(true);
    for (const row of offered.rows.filter(({ type }) => type !== 'unanswerable')) {
      expect(row.answer).toMatch(/person|team|担当者/);
    }
    expect(makeAll(staffed, { withheld: 'all', handOver: false }).counts.hand_over).toBe(false);
  });

  it('an answer is learnt by heart without quotes, unless it changed lately', () => {
    const { rows, reasons } = makeAll(shop, { withheld: 'all', absent: 'memorise' });
    const memorised = rows.filter(({ type }) => type !== 'unanswerable');
    expect(memorised.length).toBeGreaterThan(40);
    for (const row of memorised) {
      expect(row.absent).toBe('memorise');
      expect(row.answer).toBe(questionOf(row).answer);
      expect(row.quotes).toEqual([]);
      expect(row.facts).toHaveLength(questionOf(row).facts.length);
      expect(row.facts.map(({ field }) => field)).not.toContain('volumes');
    }
    expect(reasons.filter((reason) => reason === 'changed_recently').length).toBeGreaterThan(8);
  });

  it('looks back as many refreshes as it is told', () => {
    const question = factQuestion(shop.index, { doc: 'S0', field: 'volumes' });
    const make = (stableRefreshes: number) =>
      makeOne(question, { withOracle: false, options: { absent: 'memorise', stableRefreshes } });
    expect(make(1)).toEqual({ reason: 'changed_recently' });
    expect(make(0)).toHaveProperty('row');
  });

  it('both are learnt in exact shares', () => {
    for (const memoriseShare of [0, 0.25, 0.5]) {
      const { counts } = makeAll(shop, { withheld: 'all', absent: 'split', memoriseShare });
      const { refuse, memorise } = counts.absent;
      expect(refuse + memorise).toBe(92);
      expect(memorise).toBe(Math.round(92 * memoriseShare));
    }
  });
});

describe('oracles', () => {
  it('stand in every slot equally often, for each size of context', () => {
    const { counts } = makeAll(shop, { withheld: 'none', twins: 1 });
    expect(Object.keys(counts.slots)).toEqual(['5', '6']);
    for (const used of Object.values(counts.slots))
      expect(Math.max(...used) - Math.min(...used)).toBeLessThanOrEqual(1);
  });

  it('that are not current make no example', () => {
    const stale = shop.index.view.passages.find(({ verdict }) => verdict !== null) as ViewPassage;
    const question = shop.questions.find(({ group }) => group === 'S0') as Question;
    const mined = shop.mined[0] as MinedRow;
    const asked = { ...question, evidence: [{ passage: stale, span: { start: 0, end: 5 } }] };
    const maker = createExampleMaker({ index: shop.index, seed: 1 });
    expect(maker.make({ split: 'train', question: asked, mined, withOracle: true })).toEqual({
      reason: 'oracle_not_current',
    });
  });
});

describe('twins', () => {
  it('hold the same documents in orders of their own, and say whose twins they are', () => {
    const { rows, twins, counts } = makeAll(shop, { twins: 2 });
    expect(twins).toHaveLength(2 * rows.length);
    expect(counts.twins).toBe(twins.length);
    const ids = (row: RaftRow): string[] => row.context.map(({ passage_id }) => passage_id);
    for (const row of rows) {
      const own = twins.filter(({ twin_of }) => twin_of === row.id);
      expect(new Set([row, ...own].map((one) => ids(one).join())).size).toBe(3);
      expect(new Set([row, ...own].map((one) => one.id)).size).toBe(3);
      for (const twin of own) expect(ids(twin).sort()).toEqual(ids(row).sort());
    }
  });
});

describe('a token budget', () => {
  const countTokens = (text: string): number => [...text].length;
  const tokensOf = (row: RaftRow): number =>
    countTokens(row.question) + row.context.reduce((sum, entry) => sum + countTokens(renderDocument(entry)), 0);

  it('is kept by dropping the weakest distractors and never an oracle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 900 }), fc.integer({ min: 1, max: 3 }), (maxTokens, minDistractors) => {
        const all = makeAll(shop, { newestShare: 0 });
        const { rows, reasons, counts } = makeAll(shop, { newestShare: 0, maxTokens, minDistractors, countTokens });
        expect(rows.length + reasons.length).toBe(shop.questions.length);
        expect(reasons.every((reason) => reason === 'over_token_budget')).toBe(true);
        expect(counts.over_token_budget > 0 || reasons.length > 0).toBe(
          all.rows.some((row) => tokensOf(row) > maxTokens),
        );
        for (const row of rows) {
          expect(tokensOf(row)).toBeLessThanOrEqual(maxTokens);
          expect(distractorsOf(row).length).toBeGreaterThanOrEqual(minDistractors);
          expect(verifyRow(row)).toEqual([]);
          const dropped = distractorsOf(all.rows.find(({ id }) => id === row.id) ?? row).filter(
            ({ passage_id }) => !row.context.some((entry) => entry.passage_id === passage_id),
          );
          const kept = Math.min(...distractorsOf(row).map(({ score }) => score));
          if (reasons.length === 0) for (const { score } of dropped) expect(score).toBeLessThanOrEqual(kept);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('is refused without anything that counts', () => {
    expect(() => createExampleMaker({ index: shop.index, seed: 1, maxTokens: 100 })).toThrow(/counts tokens/);
  });
});

describe('questions that bring their own reasoning', () => {
  const asked = (): Question => factQuestion(shop.index, { doc: 'S5', field: 'author' });

  it('keep it, and say who wrote it', () => {
    const reasoning =
      'The series page says ##begin_quote##author: Author Fox Judge Senior##end_quote##, so that is who.';
    const made = makeOne({ ...asked(), reasoning, generator: 'llm' });
    expect(made).toHaveProperty('row.generator', 'llm');
    expect('row' in made && made.row.cot_answer.startsWith(reasoning)).toBe(true);
  });

  it.each([
    ['quote_not_in_reasoning', 'It is Author Fox Judge Senior.'],
    [
      'reasoning_quotes_more',
      '##begin_quote##author: Author Fox Judge Senior##end_quote## ##begin_quote##and more##end_quote##',
    ],
    ['answer_tag_missing', '##begin_quote##author: Author Fox Judge Senior'],
  ])('are dropped for %s', (reason, reasoning) => {
    expect(makeOne({ ...asked(), reasoning })).toEqual({ reason });
  });

  it('are dropped for an answer that the quotes do not give', () => {
    expect(makeOne({ ...asked(), answer: 'It is Author Iron Kite Senior.' })).toEqual({ reason: 'answer_not_in_fact' });
    const policy = policyQuestion(shop.index, {
      doc: 'points.en.md',
      text: 'When do my points expire?',
      gold: '24 months',
    });
    expect(makeOne({ ...policy, answer: 'After 12 months.' })).toEqual({ reason: 'answer_not_in_quote' });
  });
});

describe('wrong options', () => {
  it.each([
    [{ distractors: -1 }],
    [{ distractors: 2.5 }],
    [{ distractors: 2, minDistractors: 3 }],
    [{ newestShare: 1.2 }],
    [{ memoriseShare: Number.NaN }],
    [{ twins: -1 }],
    [{ quotas: { dense: -1 } }],
    [{ quotas: { dense: 0 } }],
  ])('%j are refused before any work', (options) => {
    expect(() => createExampleMaker({ index: shop.index, seed: 1, ...options })).toThrow();
  });
});

describe('a page about the shop', () => {
  it('that states a value of the asked fact in prose stands in no context without the oracle', async () => {
    const guide = {
      source: 'policies',
      doc: 'guide',
      kind: 'guide',
      title: 'Where to start',
      texts: ['Fox Judge has 20 volumes so far and is a good first series.'],
    };
    const of = await openSmallShop([...documents(), guide], (index) => [
      factQuestion(index, { doc: 'S5', field: 'volumes' }),
    ]);
    const [question] = of.questions as [Question];
    const id = passageId('guide');
    const mined = offering(negative(id, { score: 0.99 }));
    const held = makeOne(question, { of, mined });
    const withheld = makeOne(question, { of, mined, withOracle: false });
    expect('row' in held && held.row.context.map(({ passage_id }) => passage_id)).toContain(id);
    expect('row' in withheld && withheld.row.context.map(({ passage_id }) => passage_id)).not.toContain(id);
  });
});
