/** Versions, siblings and the answer guard: what states something else is kept, what answers is not. */
import { describe, expect, it } from 'vitest';
import { corpusOfView } from '../../src/negatives/corpus.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import type { MiningOptions } from '../../src/negatives/options.js';
import type { MiningQuery } from '../../src/negatives/types.js';
import { buildLexicalIndex } from '../../src/search/lexical/lexical-index.js';
import { indexView } from '../../src/verify/view-index.js';
import { hashingEmbedder, number, passageId, type SmallDocument, smallView, yen } from '../helpers/small-view.js';

async function mineOne(docs: readonly SmallDocument[], query: MiningQuery, over: Partial<MiningOptions> = {}) {
  const corpus = corpusOfView(indexView(await smallView(docs)));
  const { rows } = await mineHardNegatives({
    corpus,
    queries: [query],
    embedder: hashingEmbedder(),
    numNegatives: 6,
    relativeMargin: null,
    diversity: null,
    seed: 0,
    ...over,
  });
  const [row] = rows;
  const of = (doc: string) => row!.negatives.find(({ passage_id }) => passage_id === passageId(doc));
  return { row: row!, of };
}

function stale(by: string, old: unknown, now: unknown, field = 'text', severity: 'material' | 'cosmetic' = 'material') {
  return {
    verdict: 'superseded' as const,
    severity,
    superseded_by: passageId(by),
    drift: [{ field, old: old as string, new: now as string }],
  };
}

const returns = (doc: string, text: string, more: Partial<SmallDocument> = {}): SmallDocument => ({
  source: 'policies',
  kind: 'policy',
  doc,
  title: 'Returns',
  headings: ['Returns', 'Deadline'],
  texts: [text],
  ...more,
});
const answer = 'You must return books within 14 days of delivery.';
const policyQuery: MiningQuery = {
  query_id: 'q',
  text: 'How long can I return a book?',
  oracle_ids: [passageId('r')],
  gold: { text: answer },
};

describe('stale versions', () => {
  const oracle = returns('r', `${answer} Gift cards are excluded.`);

  it('are kept when the value or the modality of the answer changed', async () => {
    const { of } = await mineOne(
      [
        oracle,
        returns('r@value', 'You must return books within 30 days of delivery. Gift cards are excluded.', {
          stale: stale('r', '30 days', '14 days', 'duration'),
        }),
        returns('r@modal', 'You may return books within 14 days of delivery. Gift cards are excluded.', {
          stale: stale('r', 'may', 'must', 'modality'),
        }),
      ],
      policyQuery,
      { quotas: { stale: 5 }, nearDuplicate: 0.5 },
    );
    expect(of('r@value')).toMatchObject({ origin: 'stale', evidence: 'answer_drifted' });
    expect(of('r@modal')).toMatchObject({ origin: 'stale', evidence: 'answer_drifted' });
  });

  it('are no distractors when something else changed, or only the dress', async () => {
    const { row } = await mineOne(
      [
        oracle,
        returns('r@other', `${answer} Gift cards and points are excluded.`, { stale: stale('r', 'a', 'b') }),
        returns('r@dress', 'you must return books within two weeks of delivery', {
          stale: stale('r', 'a', 'b', 'text', 'cosmetic'),
        }),
        returns('r@weeks', 'You must return books within two weeks of delivery. Cards are excluded.', {
          stale: stale('r', 'a', 'b'),
        }),
      ],
      policyQuery,
      { quotas: { stale: 5 } },
    );
    expect(row.found).toBe(0);
    expect(row.dropped).toMatchObject({ answer_unchanged: 2, cosmetic_drift: 1 });
  });

  it('of the translation count where another value can be read in them', async () => {
    const twin = returns('r.ja', '書籍は14日以内に返品してください。', { lang: 'ja', translationOf: 'r' });
    const old = (text: string): SmallDocument =>
      returns('r.ja@old', text, { lang: 'ja', translationOf: 'r', stale: stale('r.ja', 'a', 'b') });
    const kept = await mineOne([oracle, twin, old('書籍は30日以内に返品してください。')], policyQuery);
    expect(kept.of('r.ja@old')).toMatchObject({ origin: 'stale', evidence: 'other_value' });
    const agreeing = await mineOne([oracle, twin, old('書籍は二週間以内にご返品ください。')], policyQuery);
    expect(agreeing.row).toMatchObject({ found: 0, dropped: { answer_unchanged: 1, translation_twin: 1 } });
  });

  it('are judged as everything else where no answer is known: too close is too close', async () => {
    const { gold: _, ...unknown } = policyQuery;
    const old = returns('r@value', 'You must return books within 30 days of delivery. Gift cards are excluded.', {
      stale: stale('r', '30 days', '14 days', 'duration'),
    });
    const { row } = await mineOne([oracle, old], unknown, { nearDuplicate: 0.5 });
    expect(row).toMatchObject({ found: 0, dropped: { near_duplicate_of_positive: 1 } });
  });
});

describe('siblings', () => {
  const product = (doc: string, title: string, price: number, group = 'S'): SmallDocument => ({
    doc,
    title,
    group,
    facts: { price_jpy: yen(price) },
    texts: [`Item ${doc}.`],
  });
  const asked: MiningQuery = {
    query_id: 'q',
    text: 'What does Salt Road, Vol. 1 cost?',
    oracle_ids: [passageId('v1')],
    gold: { text: '¥748', facts: [{ field: 'price_jpy', value: yen(748), subjects: ['Salt Road, Vol. 1'] }] },
  };

  it('of the series are kept with another price, and not with the same', async () => {
    const { of, row } = await mineOne(
      [
        product('v1', 'Salt Road, Vol. 1', 748),
        product('v2', 'Salt Road, Vol. 2', 781),
        product('v3', 'Salt Road, Vol. 3', 748),
      ],
      asked,
      { quotas: { sibling: 5 } },
    );
    expect(of('v2')).toMatchObject({ origin: 'sibling', evidence: 'other_value', relation: 'group' });
    expect(row.dropped).toMatchObject({ answer_bearing: 1 });
    expect(row.found).toBe(1);
  });

  it('include the same section of a sister policy, in the language of the oracle first', async () => {
    const { row } = await mineOne(
      [
        returns('r', answer),
        returns('gift', 'A gift card can be used for five years.', {
          title: 'Gift cards',
          headings: ['Gift cards', 'Deadline'],
        }),
        returns('far', 'Shipping takes a week.', { title: 'Shipping', headings: ['Shipping', 'Speed'] }),
      ],
      policyQuery,
    );
    expect(row.negatives.find(({ origin }) => origin === 'sibling')).toMatchObject({
      passage_id: passageId('gift'),
      relation: 'section',
      evidence: 'other_value',
    });
  });
});

describe('the answer guard', () => {
  const ask = (gold: string, text = 'What is it?'): MiningQuery => ({
    query_id: 'q',
    text,
    oracle_ids: [passageId('o')],
    gold: { text: gold },
  });
  const plain = (doc: string, text: string): SmallDocument => ({ doc, title: '', kind: 'article', texts: [text] });

  it.each([
    ['14 days', 'Send it back within two weeks.', true],
    ['14 days', 'Send it back within 114 days.', false],
    ['14 days', 'Send it back within 14 business days.', false],
    ['¥3,000', '送料は3000円です。', true],
    ['１９１５年', '創業は1915年である。', true],
    ['2026年4月1日', 'It opens on April 1, 2026.', true],
    ['ピアノ', 'ぴあのを弾く人がいる。', true],
    ['火', '火曜日は休みです。', false],
    ['火', '人は火を使う。', true],
    ['cat', 'A catalog of things.', false],
  ])('%s in "%s": %s', async (gold, text, answers) => {
    const { row } = await mineOne([plain('o', 'The oracle says so.'), plain('c', text)], ask(gold));
    expect(row.found).toBe(answers ? 0 : 1);
    expect(row.dropped['answer_bearing'] ?? 0).toBe(answers ? 1 : 0);
  });

  it('with context keeps what holds the answer by chance, and is off on request', async () => {
    const docs = [
      plain('o', 'The Harbour Bridge of Tomari was finished in 1915.'),
      plain('by chance', 'A cookbook from 1915 lists forty soups.'),
      plain('paraphrase', 'Tomari finished its harbour bridge in 1915.'),
    ];
    const asked = ask('1915', 'When was the harbour bridge of Tomari finished?');
    const at = async (answerGuard: 'strict' | 'context' | 'off') =>
      (await mineOne(docs, asked, { answerGuard })).row.negatives.map(({ passage_id }) => passage_id).sort();
    expect(await at('strict')).toEqual([]);
    expect(await at('context')).toEqual([passageId('by chance')]);
    expect(await at('off')).toEqual([passageId('by chance'), passageId('paraphrase')].sort());
  });

  it('compares typed facts by entity: the count of another series is no answer, an ordinal is no count', async () => {
    const volumes = number(12, 'volumes');
    const query: MiningQuery = {
      query_id: 'q',
      text: 'How many volumes of Salt Road are out?',
      oracle_ids: [passageId('o')],
      gold: { text: '12', facts: [{ field: 'volumes', value: volumes, subjects: ['Salt Road'] }] },
    };
    const { row, of } = await mineOne(
      [
        { doc: 'o', title: 'Salt Road', facts: { volumes } },
        { doc: 'same count', title: 'Paper Tiger', facts: { volumes }, texts: ['Of tigers.'] },
        plain('ordinal', 'Salt Road, Vol. 12 is on the table.'),
        plain('count', 'There are 12 volumes of Salt Road.'),
      ],
      query,
    );
    expect(of('same count')).toBeDefined();
    expect(of('ordinal')).toBeDefined();
    expect(row.dropped).toMatchObject({ answer_bearing: 1 });
  });
});

describe('lexical candidates', () => {
  it('come under their own quota, with rank, BM25 score and cosine', async () => {
    const docs = Array.from(
      { length: 6 },
      (_, i): SmallDocument => ({ doc: `d${i}`, title: '', texts: [`salt road number ${i} ${'x'.repeat(i)}`] }),
    );
    const view = await smallView(docs);
    const lexical = buildLexicalIndex(view.passages.map(({ text }) => text));
    const { row } = await mineOne(
      docs,
      { query_id: 'q', text: 'salt road 3', oracle_ids: [passageId('d0')] },
      { quotas: { lexical: 2, dense: 1 }, lexical, numNegatives: 3 },
    );
    const origins = row.negatives.map(({ origin }) => origin).sort();
    expect(origins).toEqual(['dense', 'lexical', 'lexical']);
    const found = row.negatives.find(({ origin }) => origin === 'lexical')!;
    expect(found.lexical_score).toBeGreaterThan(0);
    expect(found.found_by.map(({ origin }) => origin)).toEqual(['lexical', 'dense']);
  });
});
