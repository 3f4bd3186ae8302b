import { describe, expect, it } from 'vitest';
import { resolveGold } from '../../../src/evals/suite/gold.js';
import { parseSuite } from '../../../src/evals/suite/suite.js';
import { createPassagePairs, createVersionPairs } from '../../../src/evals/versions/version-pairs.js';
import { indexView } from '../../../src/verify/view-index.js';
import { number, passageId, type SmallDocument, smallView, yen } from '../../helpers/small-view.js';

const page = { source: 'policies', kind: 'policy', title: 'Returns' };
const gone = (by: string, drift: object[] = []) => ({
  verdict: 'superseded' as const,
  verdicts: ['superseded' as const],
  severity: 'material' as const,
  superseded_by: by,
  drift: drift as never,
});
const labels = (_: string, field: string) => (field === 'volumes' ? ['Volumes', '巻数', 'volumes'] : [field]);

/** Pairs of one question as `current <- stale`, by document. */
async function pairsOf(gold: string, documents: readonly SmallDocument[], without: readonly string[] = []) {
  const truth = indexView(await smallView(documents));
  const searched = indexView(await smallView(documents.filter(({ doc }) => !without.includes(doc))));
  const [question] = parseSuite(
    `suite: s\nquestions: [{ id: q, question: Q, lang: en, type: fact, gold: [${gold}] }]`,
    's.yaml',
  ).questions;
  const { places, stale } = resolveGold(question!, truth, labels);
  expect(stale).toEqual([]);
  const names = new Map(documents.map(({ doc }) => [passageId(doc), doc]));
  return createVersionPairs({ truth, searched, labels })(places).map(
    (pair) => `${names.get(pair.current)} <- ${names.get(pair.stale)}`,
  );
}

const quote = (words: string, doc = 'r') => `{ source: policies, doc: ${doc}, quote: ${JSON.stringify(words)} }`;
const versions = (before: string, now: string): SmallDocument[] => [
  { ...page, doc: 'r', texts: [now] },
  { ...page, doc: 'r@1', texts: [before], stale: gone(passageId('r')) },
];

describe('pairs of a quote', () => {
  it.each([
    [
      'a value',
      'within 14 days',
      'Send books back within 30 days of delivery.',
      'Send books back within 14 days of delivery.',
    ],
    [
      'a duty',
      'You must attach photographs',
      'You may attach photographs of it.',
      'You must attach photographs of it.',
    ],
    [
      'most words',
      'We pay the postage in full',
      'The buyer bears the return postage.',
      'We pay the postage in full for returns.',
    ],
    [
      'a Japanese value',
      'お届けから14日以内',
      '返品はお届けから30日以内に承ります。',
      '返品はお届けから14日以内に承ります。',
    ],
  ])('join passages that differ in %s', async (_, words, before, now) => {
    expect(await pairsOf(quote(words), versions(before, now))).toEqual(['r <- r@1']);
  });

  it.each([
    [
      'elsewhere in the sentence',
      'within 14 days',
      'Return books within 14 days, 3 at most.',
      'Return books within 14 days, 5 at most.',
    ],
    [
      'in another sentence',
      'within 14 days',
      'Return it within 14 days. Vouchers last 1 year.',
      'Return it within 14 days. Vouchers last 2 years.',
    ],
    ['in markup and spacing', 'within 14 days', 'Return it within **14  days**.', 'Return it within 14 days.'],
    [
      'in a small word',
      'within 14 days of delivery',
      'Return it within 14 days after delivery.',
      'Return it within 14 days of delivery.',
    ],
    ['by not having it at all', 'within 14 days', 'We sell manga.', 'We sell manga. Return it within 14 days.'],
  ])('do not join passages that differ %s', async (_, words, before, now) => {
    expect(await pairsOf(quote(words), versions(before, now))).toEqual([]);
  });

  it('follow a chain over refreshes, and leave out what the searched index does not have', async () => {
    const documents = [
      ...versions('Return it within 30 days.', 'Return it within 14 days.'),
      { ...page, doc: 'r@0', texts: ['Return it within 60 days.'], stale: gone(passageId('r@1')) },
    ];
    expect((await pairsOf(quote('within 14 days'), documents)).sort()).toEqual(['r <- r@0', 'r <- r@1']);
    expect(await pairsOf(quote('within 14 days'), documents, ['r@1'])).toEqual(['r <- r@0']);
  });

  it('find former passages that nothing succeeds, and pages in another language that contradict', async () => {
    const documents: SmallDocument[] = [
      { ...page, doc: 'r', texts: ['Return it within 14 days.'] },
      {
        ...page,
        doc: 'r@1',
        texts: ['Return it within 30 days.'],
        stale: { verdict: 'superseded', severity: 'material' },
      },
      {
        ...page,
        doc: 'faq.ja',
        texts: ['返品は30日以内です。'],
        stale: {
          ...gone(passageId('r'), [{ field: 'return_window', old: '30 days', new: '14 days' }]),
          verdict: 'contradicted',
          verdicts: ['contradicted'],
        },
      },
    ];
    expect((await pairsOf(quote('within 14 days'), documents)).sort()).toEqual(['r <- faq.ja', 'r <- r@1']);
  });
});

describe('pairs of a fact', () => {
  const fact = (field: string, value: number) => `{ source: series, doc: S, fact: ${field}, value: ${value} }`;
  const series = (doc: string, volumes: number, price: number, more: Partial<SmallDocument> = {}): SmallDocument => ({
    source: 'series',
    doc,
    title: 'Salt Road',
    facts: { volumes: number(volumes), price_jpy: yen(price) },
    ...more,
  });
  const now = series('S', 12, 500);

  it('join versions that state another value for the asked field alone', async () => {
    const documents = [now, series('S@1', 11, 500, { stale: gone(passageId('S')) })];
    expect(await pairsOf(fact('volumes', 12), documents)).toEqual(['S <- S@1']);
    expect(await pairsOf(fact('price_jpy', 500), documents)).toEqual([]);
  });

  it('do not join a value that came back', async () => {
    const documents = [
      now,
      series('S@2', 11, 500, { stale: gone(passageId('S')) }),
      series('S@1', 12, 480, { stale: gone(passageId('S@2')) }),
    ];
    expect(await pairsOf(fact('volumes', 12), documents)).toEqual(['S <- S@2']);
  });

  it('join prose that no label introduces by the drift that a refresh recorded', async () => {
    const guide: SmallDocument = {
      ...page,
      doc: 'guide',
      texts: ['Salt Road has 11 volumes so far.'],
      stale: { ...gone(passageId('S'), [{ field: 'volumes', old: 11, new: 12 }]), verdict: 'contradicted' },
    };
    expect(await pairsOf(fact('volumes', 12), [now, guide])).toEqual(['S <- guide']);
    expect(await pairsOf(fact('price_jpy', 500), [now, guide])).toEqual([]);
  });
});

describe('createPassagePairs', () => {
  it('joins judged passages with materially different versions before them', async () => {
    const index = indexView(
      await smallView([
        ...versions('Return it within 30 days.', 'Return it within 14 days.'),
        {
          ...page,
          doc: 'r@c',
          texts: ['Return it within  14 days.'],
          stale: { ...gone(passageId('r')), severity: 'cosmetic' },
        },
      ]),
    );
    const pairs = createPassagePairs({ truth: index, searched: index });
    expect(pairs([passageId('r'), passageId('r@1'), 'unknown'])).toEqual([
      { current: passageId('r'), stale: passageId('r@1') },
    ]);
  });
});
