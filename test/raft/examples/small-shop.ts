/** A small shop with versions and dates, questions about it, and what is mined for them: enough to make examples from. */
import type { Fact } from '../../../src/corpus/document.js';
import type { ViewPassage } from '../../../src/corpus/view.js';
import type { QuestionLang, RaftRow } from '../../../src/dataset/raft-row.js';
import { corpusOfView } from '../../../src/negatives/corpus.js';
import { mineHardNegatives } from '../../../src/negatives/mine.js';
import type { MinedRow } from '../../../src/negatives/types.js';
import { createExampleMaker, type ExampleOptions } from '../../../src/raft/examples/make-example.js';
import type { Question } from '../../../src/raft/questions/question.js';
import { valueForms } from '../../../src/verify/value-forms.js';
import { indexView, type ViewIndex } from '../../../src/verify/view-index.js';
import {
  date,
  hashingEmbedder,
  number,
  passageId,
  type SmallDocument,
  smallView,
  text,
  yen,
} from '../../helpers/small-view.js';

const SERIES = [
  'Salt Road',
  'Paper Tiger',
  'Glass Orchard',
  'Night Market',
  'Iron Kite',
  'Fox Judge',
  'Tidal Clock',
  'Moss Garden',
];
const DAYS = ['2026-02-03', '2026-03-09', '2026-05-20', '2026-06-30'];
const day = (n: number): string => `${DAYS[n % DAYS.length]}T00:00:00.000Z`;

/** Eight series with three volumes each, policies in two languages, and yesterday's versions of some of them. */
export function documents(): SmallDocument[] {
  const series = SERIES.map(
    (title, i): SmallDocument => ({
      source: 'series',
      doc: `S${i}`,
      title,
      group: `S${i}`,
      updatedAt: day(i),
      facts: {
        volumes: number(i + 11, 'volumes'),
        author: text(`Author ${title} Senior`),
        genres: { type: 'list', value: ['drama', `type ${i}`] },
        digital: { type: 'boolean', value: i % 2 === 0 },
      },
      texts: [`A story about ${title.toLowerCase()} and the people who keep it going.`],
    }),
  );
  const volumes = SERIES.flatMap((title, i) =>
    [1, 2, 3].map(
      (n): SmallDocument => ({
        source: 'products',
        doc: `P${i}-${n}`,
        title: `${title}, Vol. ${n}`,
        group: `S${i}`,
        updatedAt: day(i + n),
        facts: { price_jpy: yen(500 + 10 * i + n), release_date: date(`20${10 + i}-0${n}-12`) },
      }),
    ),
  );
  return [...series, ...volumes, ...POLICIES, ...oldVersions(series.slice(0, 4)), ...oldVersions(volumes.slice(0, 6))];
}

/** What the shop said before: other volumes and prices, an author who stayed. */
function oldVersions(current: readonly SmallDocument[]): SmallDocument[] {
  return current.map((document): SmallDocument => {
    const isSeries = document.facts?.['volumes'] !== undefined;
    const [field, value, old] = isSeries
      ? (['volumes', number(9, 'volumes'), 9] as const)
      : (['price_jpy', yen(450), 450] as const);
    return {
      ...document,
      doc: `${document.doc}@old`,
      facts: { ...document.facts, [field]: value },
      stale: {
        verdict: 'superseded',
        verdicts: ['superseded'],
        severity: 'material',
        superseded_by: passageId(document.doc),
        drift: [{ field, old, new: 0 }],
        added_in: 2,
        source_updated_at: '2026-01-05T00:00:00.000Z',
      },
    };
  });
}

const policy = (doc: string, title: string, lang: string, sentence: string, original?: string): SmallDocument => ({
  source: 'policies',
  doc,
  kind: 'policy',
  title,
  lang,
  texts: [sentence],
  ...(original ? { translationOf: original } : {}),
});
const POLICIES: readonly SmallDocument[] = [
  policy('returns.en.md', 'Returns', 'en', 'You can return printed books within 14 days of delivery.'),
  policy('returns.ja.md', '返品について', 'ja', '紙の書籍の返品は、お届けから14日以内に承ります。', 'returns.en.md'),
  policy('privacy.en.md', 'Privacy', 'en', 'Invoices are kept for 7 years because tax law requires it.'),
  policy('points.en.md', 'Points', 'en', 'Your points expire 24 months after your last purchase.'),
];

/** A question about one fact, quoting the line that states it. */
export function factQuestion(
  index: ViewIndex,
  asked: { readonly doc: string; readonly field: string; readonly lang?: QuestionLang },
): Question {
  const passage = index.passage(passageId(asked.doc)) as ViewPassage;
  const { value } = index.factsOf(passage).find(({ field }) => field === asked.field) as Fact;
  if (value === null) throw new Error(`${asked.doc} has no ${asked.field}`);
  const line = passage.text.split('\n').find((one) => one.startsWith(`${asked.field}: `)) as string;
  const start = passage.text.indexOf(line);
  const { lang = 'en' } = asked;
  const shown = valueForms(value)[0] as string;
  return {
    text: lang === 'en' ? `What is the ${asked.field} of ${passage.title}?` : `${passage.title}の${asked.field}は？`,
    lang,
    type: 'fact',
    form: `${asked.field}/${lang}`,
    group: passage.group ?? passage.doc_id,
    evidence: [{ passage, span: { start, end: start + line.length } }],
    facts: [{ passage, field: asked.field, value }],
    answer: lang === 'en' ? `It is ${shown}.` : `${shown}です。`,
    subjects: [passage.title],
    gold: { text: shown, facts: [{ field: asked.field, value, subjects: [passage.title] }] },
  };
}

/** Which of two products costs less. */
export function comparison(index: ViewIndex, [a, b]: readonly [string, string], lang: QuestionLang = 'en'): Question {
  const [x, y] = [a, b].map((doc) => factQuestion(index, { doc, field: 'price_jpy', lang })) as [Question, Question];
  const prices = [x, y].map(({ facts }) => Number(facts[0]?.value.value));
  const [winner, loser] = (prices[0] as number) < (prices[1] as number) ? [x, y] : [y, x];
  const name = ({ subjects }: Question): string => subjects[0] as string;
  return {
    ...x,
    text: `Which is cheaper, ${name(x)} or ${name(y)}?`,
    type: 'comparison',
    form: 'compare-price_jpy',
    evidence: [...winner.evidence, ...loser.evidence],
    facts: [...winner.facts, ...loser.facts],
    answer: `${name(winner)} at ¥${winner.facts[0]?.value.value}, against ¥${loser.facts[0]?.value.value}.`,
    subjects: [name(x), name(y)],
    gold: { text: name(winner), facts: [...(winner.gold?.facts ?? []), ...(loser.gold?.facts ?? [])] },
  };
}

/** What a policy's first sentence says. */
export function policyQuestion(
  index: ViewIndex,
  asked: { readonly doc: string; readonly text: string; readonly gold: string; readonly lang?: QuestionLang },
): Question {
  const passage = index.passage(passageId(asked.doc)) as ViewPassage;
  const { lang = 'en' } = asked;
  return {
    text: asked.text,
    lang,
    type: 'policy',
    form: 'policy',
    group: asked.doc,
    evidence: [{ passage, span: { start: 0, end: passage.text.length } }],
    facts: [],
    answer: lang === 'en' ? `It is ${asked.gold}.` : `${asked.gold}です。`,
    subjects: [],
    gold: { text: asked.gold },
  };
}

/** What nobody knows: the age rating of a series. */
export function unanswerable(index: ViewIndex, doc: string, lang: QuestionLang = 'en'): Question {
  const { title } = index.passage(passageId(doc)) as ViewPassage;
  return {
    text: lang === 'en' ? `What is the age rating of ${title}?` : `${title}の年齢区分は？`,
    lang,
    type: 'unanswerable',
    form: 'age_rating',
    group: doc,
    evidence: [],
    facts: [],
    answer: lang === 'en' ? 'I do not have that information.' : '手元の資料にはありません。',
    subjects: [title],
    unknown: { field: 'age_rating', subjects: [title] },
  };
}

/** Every question above about the whole shop. */
export function allQuestions(index: ViewIndex): Question[] {
  const langs = ['en', 'ja', 'mixed'] as const;
  return SERIES.flatMap((_, i) => [
    ...['volumes', 'author', 'genres', 'digital'].map((field, n) =>
      factQuestion(index, { doc: `S${i}`, field, lang: langs[(i + n) % 3] as QuestionLang }),
    ),
    ...[1, 2, 3].flatMap((n) =>
      ['price_jpy', 'release_date'].map((field) =>
        factQuestion(index, { doc: `P${i}-${n}`, field, lang: langs[(i + n) % 3] as QuestionLang }),
      ),
    ),
    comparison(index, [`P${i}-1`, `P${(i + 3) % SERIES.length}-2`]),
    unanswerable(index, `S${i}`, langs[i % 3] as QuestionLang),
  ]).concat(
    policyQuestion(index, { doc: 'returns.en.md', text: 'How long can printed books be returned?', gold: '14 days' }),
    policyQuestion(index, {
      doc: 'returns.ja.md',
      text: '紙の書籍はいつまで返品できますか？',
      gold: '14日',
      lang: 'ja',
    }),
    policyQuestion(index, { doc: 'privacy.en.md', text: 'For how many years are invoices kept?', gold: '7 years' }),
    policyQuestion(index, { doc: 'points.en.md', text: 'When do my points expire?', gold: '24 months' }),
  );
}

/** A shop, its questions, and what was mined for each. */
export interface SmallShop {
  readonly index: ViewIndex;
  readonly questions: readonly Question[];
  readonly mined: readonly MinedRow[];
}

/** Opens the shop; mined deep enough for every context that the tests ask for. */
export async function openSmallShop(
  shop: readonly SmallDocument[] = documents(),
  ask: (index: ViewIndex) => readonly Question[] = allQuestions,
): Promise<SmallShop> {
  const index = indexView(await smallView(shop));
  const questions = ask(index);
  return { index, questions, mined: await mine(index, questions) };
}

/** Mines for questions as a build does, but more. */
export async function mine(index: ViewIndex, questions: readonly Question[]): Promise<readonly MinedRow[]> {
  const { rows } = await mineHardNegatives({
    queries: questions.map(({ text, evidence, gold, unknown }, i) => ({
      query_id: String(i),
      text,
      oracle_ids: [...new Set(evidence.map(({ passage }) => passage.passage_id))],
      ...(gold ? { gold } : {}),
      ...(unknown ? { unknown } : {}),
    })),
    corpus: corpusOfView(index),
    embedder: hashingEmbedder(),
    numNegatives: 24,
    quotas: { stale: 3, sibling: 6, dense: 24 },
    relativeMargin: null,
    withoutPositive: 'mine',
    depth: 512,
    rangeMax: 100,
    seed: 0,
  });
  return rows;
}

/** Makes every example, every fifth answerable one without its oracle. */
export function makeAll(
  { index, questions, mined }: SmallShop,
  options: Partial<ExampleOptions> & { readonly withheld?: 'fifth' | 'all' | 'none' } = {},
) {
  const { withheld = 'fifth', ...rest } = options;
  const maker = createExampleMaker({ index, seed: 1, ...rest });
  const reasons: string[] = [];
  const rows: RaftRow[] = [];
  const twins: RaftRow[] = [];
  for (const [i, question] of questions.entries()) {
    const isWithheld = withheld === 'all' || (withheld === 'fifth' && i % 5 === 0);
    const withOracle = question.type !== 'unanswerable' && !isWithheld;
    const made = maker.make({ split: 'train', question, mined: mined[i] as MinedRow, withOracle });
    if ('reason' in made) reasons.push(made.reason);
    else {
      rows.push(made.row);
      twins.push(...made.twins);
    }
  }
  return { rows, twins, reasons, counts: maker.counts() };
}
