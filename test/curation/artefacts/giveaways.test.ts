import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/random.js';
import { findGiveaways, type KindRow } from '../../../src/curation/artefacts/giveaways.js';

const random = createRandom('giveaways');
const WORDS =
  'my order book volume late parcel box please still waiting again when arrive gift cover torn page wrong price shop'.split(
    ' ',
  );

function sentence(): string {
  return Array.from({ length: 4 + random.int(6) }, () => random.pick(WORDS)).join(' ');
}

function rows(
  count: number,
  given: Pick<KindRow, 'marked'> & { wrap?: (text: string) => string; stratum?: string },
): KindRow[] {
  const { marked, wrap = (text) => text, stratum = 'promotion/en' } = given;
  return Array.from({ length: count }, (_, i) => ({
    text: wrap(sentence()),
    marked,
    stratum,
    group: `${marked}/${i}`,
  }));
}

const auc = (found: { auc: number } | null): number => found?.auc ?? Number.NaN;

describe('findGiveaways', () => {
  it('finds the phrase that a generator always says, and tells it', () => {
    const found = findGiveaways(
      [...rows(150, { marked: false }), ...rows(60, { marked: true, wrap: (text) => `could you kindly ${text}` })],
      { seed: 1 },
    );
    expect(auc(found.characters)).toBeGreaterThan(0.95);
    expect(found.phrases[0]).toEqual({ phrase: 'could you kindly', marked: 60, others: 0 });
  });

  it('tells phrases as they are written, in Japanese too', () => {
    const found = findGiveaways(
      [
        ...rows(40, { marked: false, wrap: (text) => `${text} の在庫ありますか` }),
        ...rows(40, { marked: true, wrap: (text) => `${text} の在庫についてご教示ください` }),
      ],
      { seed: 1 },
    );
    expect(found.phrases[0]?.phrase).toMatch(/ご教示/);
  });

  it('finds nothing where both kinds are written alike', () => {
    const found = findGiveaways([...rows(150, { marked: false }), ...rows(100, { marked: true })], { seed: 1 });
    expect(Math.abs(auc(found.characters) - 0.5)).toBeLessThan(0.12);
    expect(Math.abs(auc(found.style) - 0.5)).toBeLessThan(0.12);
  });

  it('sees dress where words are the same', () => {
    const found = findGiveaways(
      [
        ...rows(120, { marked: false, wrap: (text) => text }),
        ...rows(80, { marked: true, wrap: (text) => `${text[0]?.toUpperCase()}${text.slice(1)}.` }),
      ],
      { seed: 1 },
    );
    expect(auc(found.style)).toBeGreaterThan(0.95);
  });

  it('does not take topic for a giveaway', () => {
    const topical = (word: string) => (text: string) => `${word} ${text} ${word}`;
    const found = findGiveaways(
      [
        ...[
          ...rows(100, { marked: false, stratum: 'a', wrap: topical('coupon') }),
          ...rows(10, { marked: true, stratum: 'a', wrap: topical('coupon') }),
        ],
        ...[
          ...rows(10, { marked: false, stratum: 'b', wrap: topical('manager') }),
          ...rows(100, { marked: true, stratum: 'b', wrap: topical('manager') }),
        ],
      ],
      { seed: 1 },
    );
    expect(auc(found.characters)).toBeLessThan(0.7);
  });

  it('says the same whatever order rows come in', () => {
    const all = [...rows(40, { marked: false }), ...rows(30, { marked: true })];
    expect(findGiveaways([...all].reverse(), { seed: 3 })).toEqual(findGiveaways(all, { seed: 3 }));
  });

  it('has nothing to say where no stratum has both kinds', () => {
    expect(findGiveaways(rows(20, { marked: true }), { seed: 1 })).toMatchObject({
      characters: null,
      style: null,
      phrases: [],
    });
  });
});
