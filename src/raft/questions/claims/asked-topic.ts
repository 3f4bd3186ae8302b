/** Which field a question asks for, by its words: so that a question in other words is still the same question. */
import type { QuestionLang } from '../../../dataset/raft-row.js';
import { normalizeText } from '../../../text/normalize.js';
import { formsOf, TOPICS, type Topic } from '../catalog/phrases/topics.js';
import { stemsOf } from './words.js';

/** Words that ask; of Japanese those without kanji, which stems leave out. */
const ASKING =
  /\bhow (?:much|many|long|old|big|heavy)\b|\b(?:when|who|whose|where|which)\b|いくら|いつ|だれ|どなた|どこ|どちら|いくつ|出て|でて|売って|買え|書い|描い|始ま|終わ/giu;

/** Words of a question by which its topic can be told. */
export function cuesOf(text: string): ReadonlySet<string> {
  const asking = [...normalizeText(text).toLowerCase().matchAll(ASKING)].map(([cue]) => cue);
  return new Set([...stemsOf(text), ...asking]);
}

/** A topic, with other words for it: labels, the wording that is known to ask for it. */
export interface AskedTopic {
  readonly topic: Topic;
  readonly words: readonly string[];
}

/** Whether `text` asks for `asked` rather than for one of `others`: it says a word of it, and none of them has more. */
export function asksFor(
  text: string,
  {
    asked,
    others,
    lang,
  }: { readonly asked: AskedTopic; readonly others: readonly AskedTopic[]; readonly lang: QuestionLang },
): boolean {
  const cues = cuesOf(text);
  const own = scoreOf(cues, asked, lang);
  return own > 0 && others.every((other) => other.topic === asked.topic || scoreOf(cues, other, lang) <= own);
}

/** Cues that few topics have say most: inverse document frequency over the topics. */
function scoreOf(cues: ReadonlySet<string>, { topic, words }: AskedTopic, lang: QuestionLang): number {
  const own = vocabularyOf(topic, lang);
  const more = new Set(words.flatMap((word) => [...cuesOf(word)]));
  let score = 0;
  for (const cue of cues) {
    if (!own.has(cue) && !more.has(cue)) continue;
    const bearers = TOPICS.filter((other) => vocabularyOf(other, lang).has(cue)).length;
    score += Math.log((TOPICS.length + 1) / Math.max(1, bearers));
  }
  return score;
}

const vocabularies = new Map<string, ReadonlySet<string>>();

/** Cues of all phrases of a topic; a mixed question may use those of either language. */
function vocabularyOf(topic: Topic, lang: QuestionLang): ReadonlySet<string> {
  const key = `${lang}/${topic}`;
  let known = vocabularies.get(key);
  if (known === undefined) {
    const langs: readonly QuestionLang[] = lang === 'mixed' ? ['mixed', 'ja', 'en'] : [lang];
    const phrases = langs.flatMap((one) => Object.values(formsOf(topic, one)).flat());
    known = new Set(phrases.flatMap((phrase) => [...cuesOf(phrase.replace(/\{\w+\}/g, ' '))]));
    vocabularies.set(key, known);
  }
  return known;
}
