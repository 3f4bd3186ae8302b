/** Which phrases a field is asked with: the catalog's own names for common fields, and the tense of a date. */
import type { FactValue } from '../../../../corpus/document.js';
import type { QuestionLang } from '../../../../dataset/raft-row.js';
import type { AnswerLang } from '../../question.js';
import type { Forms } from '../../style/register.js';
import { ENGLISH_ANSWERS } from './answers-english.js';
import { JAPANESE_ANSWERS } from './answers-japanese.js';
import { ENGLISH_PRODUCTS } from './english-products.js';
import { ENGLISH_RARE, ENGLISH_RARE_ANSWERS } from './english-rare.js';
import { ENGLISH_SERIES } from './english-series.js';
import { JAPANESE_PRODUCTS } from './japanese-products.js';
import { JAPANESE_RARE, JAPANESE_RARE_ANSWERS } from './japanese-rare.js';
import { JAPANESE_SERIES } from './japanese-series.js';
import { MIXED_PRODUCTS } from './mixed-products.js';
import { MIXED_RARE } from './mixed-rare.js';
import { MIXED_SERIES } from './mixed-series.js';

const ENGLISH = { ...ENGLISH_SERIES, ...ENGLISH_PRODUCTS, ...ENGLISH_RARE };

/** What is asked; every language has phrases for it, or none where nobody would ask. */
export type Topic = keyof typeof ENGLISH;

const FORMS: Readonly<Record<QuestionLang, Readonly<Record<Topic, Forms>>>> = {
  en: ENGLISH,
  ja: { ...JAPANESE_SERIES, ...JAPANESE_PRODUCTS, ...JAPANESE_RARE },
  mixed: { ...MIXED_SERIES, ...MIXED_PRODUCTS, ...MIXED_RARE },
};
const ANSWERS: Readonly<Record<AnswerLang, Readonly<Record<Topic, readonly string[]>>>> = {
  en: { ...ENGLISH_ANSWERS, ...ENGLISH_RARE_ANSWERS },
  ja: { ...JAPANESE_ANSWERS, ...JAPANESE_RARE_ANSWERS },
};

/** All topics. */
export const TOPICS = Object.keys(ENGLISH) as readonly Topic[];

/** Surface forms of a question; a topic with a tense has the neutral ones too. */
export function formsOf(topic: Topic, lang: QuestionLang): Forms {
  const own = FORMS[lang][topic];
  if (topic !== 'release_date_past' && topic !== 'release_date_future') return own;
  const neutral = FORMS[lang].release_date;
  return {
    polite: [...neutral.polite, ...own.polite],
    casual: [...neutral.casual, ...own.casual],
    terse: [...neutral.terse, ...own.terse],
  };
}

/** Sentences that state the answer. */
export function answersOf(topic: Topic, lang: AnswerLang): readonly string[] {
  return ANSWERS[lang][topic];
}

/** Fields by the names that catalogs give them, endings for a language apart. */
const TOPIC_OF: readonly (readonly [RegExp, Topic])[] = [
  [/^(?:volumes|volume_count|num_volumes|total_volumes)$/, 'volumes'],
  [/^(?:authors?|writer|mangaka|creator)$/, 'author'],
  [/^publisher$/, 'publisher'],
  [/^(?:magazine|serialization|serialisation)$/, 'magazine'],
  [/^genres?$/, 'genres'],
  [/^(?:demographic|audience)$/, 'demographic'],
  [/^(?:age_rating|age_limit)$/, 'age_rating'],
  [/^(?:status|publishing_status)$/, 'status'],
  [/^(?:started|start_year|first_published)$/, 'started'],
  [/^(?:availability|stock_status)$/, 'availability'],
  [/^(?:format|binding)$/, 'format'],
  [/^(?:score|rating|average_rating|mean_score)$/, 'score'],
  [/^(?:type|kind|category|media_type)$/, 'type'],
  [/^(?:colou?r)$/, 'colour'],
  [/^weight$/, 'weight'],
  [/^(?:pages|page_count|num_pages)$/, 'pages'],
  [/^translators?$/, 'translator'],
  [/^warranty$/, 'warranty'],
  [/^(?:country_of_origin|origin|made_in)$/, 'origin'],
  [/^discount(?:_percent|_rate)?$/, 'discount'],
  [/^(?:supplier|brand|manufacturer|maker|vendor)$/, 'maker'],
];
const CODE = /^(?:isbn|isbn_?1[03]|ean|jan|gtin|barcode|asin|item_code|product_code|sku_code|model_number)$/;
const RELEASE = /^(?:release_date|released|date_released|publication_date|published|published_at|on_sale)$/;
const BEGIN = /^(?:begin|start_date|air_date|first_aired)$/;
const END = /^(?:end|end_date|last_aired)$/;

/** What {@link topicOf} looks at. */
export interface TopicContext {
  /** ISO instant: past and future dates are asked about in different words. */
  readonly asOf: string;
  /** The record's own word for what it is: `tv`, `movie`; null when it does not say. */
  readonly medium: string | null;
  /** A date that nobody knows is asked about as one to come. */
  readonly isKnown: boolean;
}

/** The topic of a field with this value; null for a field that is never asked about in this shape. */
export function topicOf(field: string, value: FactValue, context: TopicContext): Topic | null {
  if (value.type === 'money') return 'price';
  const title = /^title[_-](ja|jp|japanese|en|english|zh|chinese)$/i.exec(field)?.[1]?.slice(0, 2).toLowerCase();
  if (title !== undefined)
    return title === 'en' ? 'title_en' : title === 'zh' || title === 'ch' ? 'title_zh' : 'title_ja';
  const bare = field.toLowerCase().replace(/_(?:ja|jp|en)$/, '');
  if (CODE.test(bare)) return 'code';
  if (value.type === 'date') return dateTopic(bare, value.value, context);
  if (bare === 'price' && value.type === 'number') return 'listed_price';
  return TOPIC_OF.find(([name]) => name.test(bare))?.[1] ?? 'generic';
}

function dateTopic(field: string, value: string, { asOf, medium, isKnown }: TopicContext): Topic | null {
  const tense = isKnown && value.slice(0, 10) <= asOf.slice(0, 10) ? 'past' : 'future';
  if (RELEASE.test(field)) return `release_date_${tense}`;
  const isBroadcast = medium === null || /^(?:tv|web|ona|series|anime)/i.test(medium);
  if (BEGIN.test(field)) return isBroadcast ? `begin_${tense}` : `premiere_${tense}`;
  // A film ends on the day it begins: nobody asks.
  if (END.test(field)) return isBroadcast ? `end_${tense}` : null;
  return 'generic';
}
