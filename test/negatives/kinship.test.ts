/** What lineage does not link: pages about what was asked, sister sections through translations, and which sibling is nearest. */
import { describe, expect, it } from 'vitest';
import { corpusOfView } from '../../src/negatives/corpus.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import type { MiningOptions } from '../../src/negatives/options.js';
import type { MiningQuery } from '../../src/negatives/types.js';
import { indexView } from '../../src/verify/view-index.js';
import { hashingEmbedder, number, passageId, type SmallDocument, smallView } from '../helpers/small-view.js';

async function mineOne(docs: readonly SmallDocument[], query: MiningQuery, over: Partial<MiningOptions> = {}) {
  const { rows } = await mineHardNegatives({
    corpus: corpusOfView(indexView(await smallView(docs))),
    queries: [query],
    embedder: hashingEmbedder(),
    numNegatives: 6,
    relativeMargin: null,
    seed: 0,
    ...over,
  });
  const [row] = rows;
  return { row: row!, of: (doc: string) => row!.negatives.find(({ passage_id }) => passage_id === passageId(doc)) };
}

const page = (doc: string, heading: string, text: string, more: Partial<SmallDocument> = {}): SmallDocument => ({
  source: 'policies',
  kind: 'policy',
  doc,
  title: doc,
  headings: [doc, heading],
  texts: [text],
  ...more,
});
const expired = (by: string | null = null) => ({
  verdict: 'expired' as const,
  severity: 'material' as const,
  superseded_by: by,
  drift: [],
});
const returns = page('returns', 'Deadline', 'Books can be sent back within 14 days of delivery.');
const policyQuery: MiningQuery = {
  query_id: 'q',
  text: 'Within how many days of delivery can books be sent back?',
  oracle_ids: [passageId('returns')],
  gold: { text: 'within 14 days of delivery' },
};

describe('pages about what was asked', () => {
  it('come as stale ones where they state another value, and not where they state the answer or speak of something else', async () => {
    const { of, row } = await mineOne(
      [
        returns,
        page('notice', 'Sale', 'Books of the sale can be sent back within 7 days of delivery.', { stale: expired() }),
        page('reminder', 'Note', 'Books can be sent back within two weeks of delivery.', { stale: expired() }),
        page('parking', 'Cars', 'Our garage closes at noon on Sundays.', { stale: expired() }),
      ],
      policyQuery,
    );
    expect(of('notice')).toMatchObject({ origin: 'stale', relation: 'topic', evidence: 'other_value' });
    expect(of('reminder')).toBeUndefined();
    expect(of('parking')).toBeUndefined();
    expect(row.dropped).toMatchObject({ answer_bearing: 1 });
  });

  it('come as siblings whatever their score, where they state another value', async () => {
    const damage = page('damage', 'Report', 'Damage must be reported within 7 days of delivery, with the books.');
    const { of } = await mineOne([returns, damage], policyQuery, { relativeMargin: 0.9 });
    expect(of('damage')).toMatchObject({ origin: 'sibling', relation: 'topic', evidence: 'other_value' });
  });

  it('of a typed fact must name its entity', async () => {
    const series = (doc: string, title: string, volumes: number): SmallDocument => ({
      doc,
      title,
      facts: { volumes: number(volumes, 'volumes') },
      texts: [`${title} is a series.`],
    });
    const { of } = await mineOne(
      [
        series('s', 'Salt Road', 14),
        page('guide', 'Long rides', 'Salt Road has 12 volumes so far.', { kind: 'guide', stale: expired() }),
        page('other', 'Long rides', 'Tin Road has 12 volumes so far.', { kind: 'guide', stale: expired() }),
      ],
      {
        query_id: 'q',
        text: 'How many volumes does Salt Road have?',
        oracle_ids: [passageId('s')],
        gold: { text: '14', facts: [{ field: 'volumes', value: number(14, 'volumes'), subjects: ['Salt Road'] }] },
      },
    );
    expect(of('guide')).toMatchObject({ origin: 'stale', relation: 'topic' });
    expect(of('other')).toBeUndefined();
  });
});

describe('siblings', () => {
  it('are the same section of a sister policy where only the translations share the heading', async () => {
    const ja = (doc: string, heading: string, text: string, of: string): SmallDocument =>
      page(doc, heading, text, { lang: 'ja', translationOf: of });
    const { of } = await mineOne(
      [
        page('points', 'Expiry', 'Points lapse 24 months after the last purchase.'),
        ja('points.ja', '有効期限', 'ポイントは24か月で失効します。', 'points'),
        page('cards', 'Validity', 'The card is good for 5 years.'),
        ja('cards.ja', '有効期限', 'カードは5年間有効です。', 'cards'),
      ],
      {
        query_id: 'q',
        text: 'When do points lapse?',
        oracle_ids: [passageId('points')],
        gold: { text: '24 months after the last purchase' },
      },
    );
    expect(of('cards')).toMatchObject({ origin: 'sibling', relation: 'section', evidence: 'other_value' });
  });

  const volume = (n: number): SmallDocument => ({
    doc: `v${n}`,
    title: `Salt Road, Vol. ${n}`,
    group: 'S',
    facts: { volume: number(n), pages: number(180 + n, 'pages') },
    texts: [`Volume ${n}.`],
  });

  it('are the nearest volumes first', async () => {
    const { row } = await mineOne(
      [3, 7, 8, 9, 12].map(volume),
      {
        query_id: 'q',
        text: 'How many pages does Salt Road, Vol. 8 have?',
        oracle_ids: [passageId('v8')],
        gold: {
          text: '188 pages',
          facts: [{ field: 'pages', value: number(188, 'pages'), subjects: ['Salt Road, Vol. 8'] }],
        },
      },
      { numNegatives: 2 },
    );
    expect(new Set(row.negatives.map(({ passage_id }) => passage_id))).toEqual(
      new Set([passageId('v7'), passageId('v9')]),
    );
  });

  it('by a fact alone must be closer to the question than other passages are', async () => {
    const inMagazine = (doc: string, text: string): SmallDocument => ({
      doc,
      title: doc,
      facts: { magazine: { type: 'text', value: 'Lantern' } },
      texts: [text],
    });
    const others = Array.from({ length: 60 }, (_, i) => ({
      doc: `other ${i}`,
      title: `Who keeps house ${i}?`,
      texts: [`Nobody draws ${i} maps of who asked.`],
    }));
    const { of, row } = await mineOne(
      [
        inMagazine('Salt Road', 'Who draws Salt Road? Ito draws it.'),
        inMagazine('Salt Lake', 'Who draws Salt Lake? A road of salt, and nobody draws it.'),
        inMagazine('Zyx', '007 ffff gggg jjjj kkkk'),
        ...others,
      ],
      { query_id: 'q', text: 'Who draws Salt Road?', oracle_ids: [passageId('Salt Road')], gold: { text: 'Ito' } },
    );
    expect(of('Salt Lake')).toMatchObject({ origin: 'sibling', relation: 'magazine' });
    expect(of('Zyx')).toBeUndefined();
    expect(row.dropped).toMatchObject({ no_nearer_than_any: 1 });
  });

  it('do not hold the number that was asked for in another sense: the last of 9 volumes is volume 9', async () => {
    const series: SmallDocument = {
      doc: 's',
      title: 'Salt Road',
      group: 'S',
      facts: { volumes: number(9, 'volumes') },
      texts: ['A series.'],
    };
    const { of, row } = await mineOne([series, ...[7, 8, 9].map(volume)], {
      query_id: 'q',
      text: 'How many volumes does Salt Road have?',
      oracle_ids: [passageId('s')],
      gold: { text: '9', facts: [{ field: 'volumes', value: number(9, 'volumes'), subjects: ['Salt Road'] }] },
    });
    expect(of('v9')).toBeUndefined();
    expect(of('v8')).toMatchObject({ origin: 'sibling', relation: 'group' });
    expect(row.dropped).toMatchObject({ answer_bearing: 1 });
  });
});
