/** What the corpus cannot answer beside unknown fields: books that it does not have, and fields that no record has. */
import type { FactValue } from '../../../corpus/document.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import { designate } from './designation.js';
import type { FactIntent, UnknownIntent } from './fact-intents.js';
import { type InventedTitle, inventTitles } from './invented-titles.js';
import type { Topic } from './phrases/topics.js';
import type { SubjectIndex } from './subject-index.js';
import type { Subject } from './subjects.js';

const STORY_TOPICS: ReadonlySet<Topic> = new Set(['volumes', 'author', 'publisher', 'magazine', 'begin_past']);

/** A source of stories: books by volume, or works with a maker; a made-up story is a plausible question there. */
function isStory({ topic, designation }: FactIntent): boolean {
  return STORY_TOPICS.has(topic) || designation.subject.volume !== null;
}

/** What is asked of a book that the shop does not have. */
const ASKED: ReadonlySet<Topic> = new Set([
  'volumes',
  'author',
  'publisher',
  'status',
  'price',
  'release_date_past',
  'release_date_future',
  'availability',
  'begin_past',
  'score',
]);
/** Made-up books per known document of a source, and their bounds. */
const INVENTED_SHARE = 0.1;
const INVENTED_BOUNDS = { min: 12, max: 200 };

/**
 * One intent per made-up title and field. Its lineage group is that of a real document, only so that the questions spread
 * over the splits as everything else does.
 */
export function findAbsentProducts(index: ViewIndex, known: readonly FactIntent[]): readonly UnknownIntent[] {
  const sources = groupBySource(known);
  return [...sources].flatMap(([, intents]) => {
    if (!intents.some(isStory)) return [];
    const examples = [
      ...new Map(intents.filter(({ topic }) => ASKED.has(topic)).map((one) => [one.field, one])).values(),
    ];
    const hosts = [...new Map(intents.map((one) => [one.evidence.passage.doc_key, one])).values()];
    const wanted = Math.round(hosts.length * INVENTED_SHARE);
    const count = Math.min(INVENTED_BOUNDS.max, Math.max(INVENTED_BOUNDS.min, wanted), hosts.length);
    const step = hosts.length / Math.max(1, count);
    return inventTitles(index, count).flatMap((title, i) => {
      const host = hosts[Math.floor(i * step)];
      return host ? examples.map((example) => inventedIntent(title, { example, host, number: i })) : [];
    });
  });
}

function groupBySource(known: readonly FactIntent[]): ReadonlyMap<string, readonly FactIntent[]> {
  const sources = new Map<string, FactIntent[]>();
  for (const intent of known) {
    const intents = sources.get(intent.sourceId);
    if (intents) intents.push(intent);
    else sources.set(intent.sourceId, [intent]);
  }
  return sources;
}

function inventedIntent(
  title: InventedTitle,
  at: { readonly example: FactIntent; readonly host: FactIntent; readonly number: number },
): UnknownIntent {
  const { example, host, number } = at;
  const volume = example.designation.volume === null ? null : String(1 + (number % 9));
  const subject: Subject = {
    ...example.designation.subject,
    family: `invented:${title.en}`,
    docId: '',
    names: title,
    titles: title,
    folded: { en: null, ja: null },
    volume,
    edition: null,
    saysVolume: false,
    saysEdition: false,
    facts: [],
  };
  return {
    sourceId: example.sourceId,
    field: example.field,
    topic: example.topic,
    designation: { subject, volume, edition: null, titles: title, isShared: false },
    names: title,
    group: host.group,
    pageLang: null,
    example: example.value,
  };
}

/** Fields that customers ask about and that catalogs seldom have. */
const RARE: readonly {
  readonly topic: Topic & string;
  readonly isStory: boolean;
  /** Names under which a record would have it. */
  readonly field: RegExp;
  /** Words by which a text would answer. */
  readonly text: RegExp;
}[] = [
  { topic: 'pages', isStory: true, field: /page/, text: /\d\s*pages\b|page count|ページ数|\d\s*ページ/i },
  { topic: 'translator', isStory: true, field: /translat/, text: /translated by|translator|翻訳|訳者/i },
  { topic: 'anime', isStory: true, field: /anime|adaptation|studio/, text: /\banime\b|アニメ/i },
  { topic: 'awards', isStory: true, field: /award|prize/, text: /\baward|受賞|漫画賞/i },
  {
    topic: 'copies_sold',
    isStory: true,
    field: /copies|circulation|print_run|sales/,
    text: /copies sold|circulation|部数|万部/i,
  },
  {
    topic: 'warranty',
    isStory: false,
    field: /warrant|guarantee/,
    text: /warrant|guarantee|support|care pack|\byears?\b|保証/i,
  },
  {
    topic: 'origin',
    isStory: false,
    field: /origin|made_in|country/,
    text: /made in|country of origin|原産国|生産国/i,
  },
];
const TEXT: FactValue = { type: 'text', value: '' };

/**
 * One intent per document, about a field that no record of its source has; fields by turns. A field that any record has,
 * or any current page speaks of, is left out, and so is a document whose own text does.
 */
export function findAbsentFields(
  index: ViewIndex,
  known: readonly FactIntent[],
  subjects: SubjectIndex,
): readonly UnknownIntent[] {
  const current = index.view.passages.filter(({ verdict }) => verdict === null);
  const pages = current.filter(({ kind }) => kind !== 'catalog');
  const fields = new Set(
    [...index.view.documents.values()].flatMap((document) => document.facts.map(({ field }) => field)),
  );
  const open = RARE.filter(
    ({ field, text }) => ![...fields].some((name) => field.test(name)) && !pages.some((page) => text.test(page.text)),
  );
  const stories = new Set(known.filter(isStory).map(({ sourceId }) => sourceId));
  const documents = [
    ...new Map(
      known.filter(({ pageLang }) => pageLang === null).map((one) => [one.evidence.passage.doc_key, one]),
    ).values(),
  ];
  return documents.flatMap((host, i) => {
    const usable = open.filter((rare) => rare.isStory === stories.has(host.sourceId));
    const rare = usable[i % Math.max(1, usable.length)];
    const { passage } = host.evidence;
    const texts = index.currentPassages(passage.source_id, passage.doc_id);
    if (!rare || texts.some(({ text }) => rare.text.test(text))) return [];
    const subject = subjects.ofDocument(passage.doc_key);
    const designation = subject && designate(subject, { field: rare.topic, value: null }, subjects);
    if (!designation) return [];
    return [{ ...host, field: rare.topic, topic: rare.topic, designation, example: TEXT }];
  });
}
