import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MatchPassage, matchPassages } from '../../../src/corpus/drift/match.js';

const RETURNS =
  'You may return unread books within 30 days of delivery. Write to us first, and keep the box until the refund is on your card.';
const SHIPPING =
  'Parcels leave our warehouse on the next business day. Orders over three thousand yen ship free within the country, islands included.';
const POINTS =
  'Points expire twelve months after your last purchase. They cannot be turned into cash or moved to another account.';
const GIFTS = 'ギフトカードの有効期限はご購入日から5年間です。現金との引き換えや再販売はできません。';

const page = (...texts: (string | [heading: string, text: string])[]): MatchPassage[] =>
  texts.map((one, i) => {
    const [heading, text] = typeof one === 'string' ? ['Page', one] : one;
    return { text, headingPath: [heading], start: i * 500 };
  });

const match = (old: MatchPassage[], fresh: MatchPassage[]) => matchPassages({ old, fresh });

describe('matchPassages', () => {
  it('finds the same text in other dress', () => {
    const found = match(page(RETURNS), page(SHIPPING, RETURNS.replace('30 days', '**30 days**')));
    expect(found.get(0)).toMatchObject({ successor: 1, relation: 'same_text', similarity: 1 });
  });

  it('follows a text to another heading', () => {
    const found = match(
      page(['Returns', RETURNS]),
      page(['Contact', SHIPPING], ['Sending back', RETURNS.replace('unread', '*unread*')]),
    );
    expect(found.get(0)).toMatchObject({ successor: 1, relation: 'moved' });
  });

  it('finds the edited passage, in English and Japanese', () => {
    const found = match(
      page(RETURNS, GIFTS),
      page(GIFTS.replace('5年間', '3年間'), POINTS, RETURNS.replace('30 days', '14 days')),
    );
    expect(found.get(0)).toMatchObject({ successor: 2, relation: 'edited' });
    expect(found.get(1)).toMatchObject({ successor: 0, relation: 'edited' });
  });

  it('finds the parts of a split passage, and names the larger first', () => {
    const found = match(
      page(`${RETURNS} ${SHIPPING} ${SHIPPING.replace('Parcels', 'Boxes')}`),
      page(POINTS, RETURNS, SHIPPING),
    );
    expect(found.get(0)).toMatchObject({ relation: 'split', parts: [1, 2] });
  });

  it('finds both passages in the one they were merged into', () => {
    const found = match(page(RETURNS, POINTS), page(SHIPPING, `${RETURNS} ${POINTS}`));
    expect(found.get(0)).toMatchObject({ successor: 1, relation: 'merged' });
    expect(found.get(1)).toMatchObject({ successor: 1, relation: 'merged' });
  });

  it('answers none where nothing says it any more', () => {
    expect(match(page(POINTS), page(RETURNS, SHIPPING, GIFTS)).get(0)).toMatchObject({
      successor: null,
      parts: [],
      relation: 'none',
    });
    expect(match(page(POINTS), []).get(0)).toMatchObject({ successor: null, relation: 'none' });
  });

  it('takes a passage that stood there before as successor only where it says all of it', () => {
    const alike =
      'You may return opened boxes of figures after a call. Write to us first, and keep the box until the refund is on your card.';
    const kept = page(alike).map((passage) => ({ ...passage, kept: true }));
    expect(match(page(RETURNS), kept).get(0)?.relation).toBe('none');
    expect(match(page(RETURNS), page(alike)).get(0)?.relation).toBe('edited');
    const saysAll = page(`${RETURNS} ${POINTS}`).map((passage) => ({ ...passage, kept: true }));
    expect(match(page(RETURNS), saysAll).get(0)).toMatchObject({ successor: 0, relation: 'merged' });
  });

  it('trusts a heading of its own where little wording is left', () => {
    const old: [string, string] = [
      '13. Severability',
      'If any provision of these terms is held unenforceable by a court, the remaining provisions shall remain in effect.',
    ];
    const now = 'Should a part of these terms be held unenforceable, the rest stays in force.';
    const others = page(RETURNS, SHIPPING, POINTS);
    expect(match(page(old), [...others, ...page(['14. Severability', now])]).get(0)?.successor).toBe(3);
    expect(match(page(old), [...others, ...page(['Prices', now])]).get(0)?.successor).toBeNull();
  });

  it('answers for every old passage, the same way every time', () => {
    const text = fc
      .array(fc.constantFrom(...`${RETURNS} ${POINTS} ${GIFTS}`.split(' ')), { maxLength: 30 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), fc.array(text, { maxLength: 5 }), (old, fresh) => {
        const found = match(page(...old), page(...fresh));
        expect([...found.keys()]).toEqual(old.map((_, i) => i));
        for (const { successor, parts } of found.values()) {
          if (successor === null) expect(parts).toEqual([]);
          else expect(parts).toContain(successor);
        }
        expect(match(page(...old), page(...fresh))).toEqual(found);
      }),
    );
  });

  it('keeps its head in a document of thousands of passages', () => {
    const old = Array.from(
      { length: 5000 },
      (_, i) => `Item ${i * 7919} is kept on shelf ${i * 104729} of room ${i % 50} and may be seen on request.`,
    );
    const fresh = old.map((text) => text.replace('may be seen', 'can be viewed'));
    const found = match(page(...old), page(...fresh));
    expect([...found].filter(([i, { successor }]) => successor === i).length).toBeGreaterThan(4950);
  });
});
