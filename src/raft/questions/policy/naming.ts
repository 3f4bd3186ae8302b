/**
 * How a question says which page it is about. A sentence on a page about pre-orders need not say "pre-order" again; a question
 * without the page must.
 */
import type { Random } from '../../../core/random.js';
import type { ViewPassage } from '../../../corpus/view.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import { normalizeText } from '../../../text/normalize.js';
import { familyOf } from '../../../verify/view-index.js';
import { lowerFirst, upperFirst } from './english-grammar.js';

/** The language that a sentence is written in. */
export type PageLang = 'en' | 'ja';

/** Words that tell the pages of a corpus apart. */
export interface PageNames {
  /**
   * What a question about the passage has to name: a heading or the title.
   *
   * @param about.isOfHeading the question was made of the heading, whose words then say nothing about the page
   * @returns null where the question says enough itself
   */
  topicFor(question: string, about: { passage: ViewPassage; lang: PageLang; isOfHeading: boolean }): string | null;
  /** How the pages write a word inside a sentence; null where they only begin sentences with it. */
  caseOf(word: string): 'small' | 'name' | null;
}

/** A word that stands in the titles and headings of more pages (families of translations) than this tells none apart. */
const MOST_PAGES = { share: 0.1, atLeast: 2 };

/** Looks through titles, headings and texts of the pages once. */
export function namePages(passages: readonly ViewPassage[]): PageNames {
  const pagesOf = new Map<string, Set<string>>();
  const families = new Set<string>();
  const cases = new WordCases();
  for (const passage of passages) {
    const family = familyOf(passage);
    families.add(family);
    for (const word of topicWords([passage.title, ...passage.heading_path].join('\n'))) {
      const pages = pagesOf.get(word);
      if (pages) pages.add(family);
      else pagesOf.set(word, new Set([family]));
    }
    cases.read(passage.text);
  }
  const most = Math.max(MOST_PAGES.atLeast, MOST_PAGES.share * families.size);
  const telling = (text: string): string[] => topicWords(text).filter((word) => (pagesOf.get(word)?.size ?? 0) <= most);
  return {
    caseOf: (word) => cases.of(word),
    topicFor(question, { passage, lang, isOfHeading }) {
      const plain = normalizeText(question).toLowerCase();
      const named = (text: string): number => telling(text).filter((word) => plain.includes(word)).length;
      const heading = sectionOf(passage);
      const tellsItself = !(isOfHeading && DEFINITE.test(question));
      const isNamed = heading !== null && tellsItself && named(heading) > (isOfHeading ? 1 : 0);
      if (named(passage.title) > 0 || isNamed) return null;
      const isApt = heading !== null && !isOfHeading && telling(heading).length > 0 && isNamable(heading, lang);
      const topic = topicOf(isApt ? heading : passage.title, lang, cases);
      return plain.includes(topic.toLowerCase()) || COLLECTION.test(topic) ? null : topic;
    },
  };
}

/** `If the check fails`: which one, only the page says. */
const DEFINITE = /\b(?:if|when) (?:the|this|these) /i;

/** A collection of questions is no topic of its own. */
const COLLECTION = /\bFAQ|frequent|よくある/i;

/** Which words are names: capitals in the middle of sentences tell. */
class WordCases {
  private readonly counts = new Map<string, { small: number; capital: number }>();

  read(text: string): void {
    for (const [word] of text.matchAll(/(?<=[a-z,;0-9] )[A-Za-z][a-z]+\b/g)) {
      const key = word.toLowerCase();
      const count = this.counts.get(key) ?? { small: 0, capital: 0 };
      if (key === word) count.small += 1;
      else count.capital += 1;
      this.counts.set(key, count);
    }
  }

  of(word: string): 'small' | 'name' | null {
    const count = this.counts.get(word.toLowerCase());
    if (count === undefined) return null;
    return count.capital > count.small ? 'name' : 'small';
  }
}

/** The heading that a passage stands under, below the title of its page. */
export function sectionOf(passage: ViewPassage): string | null {
  const heading = passage.heading_path.at(-1);
  return heading === undefined || heading === passage.title ? null : heading;
}

/** A noun phrase; a heading like `If nobody is home` or `How to report` is none. */
function isNamable(heading: string, lang: PageLang): boolean {
  if (/[“”"「」『』:：?？!！[\]*_`|]|\d/.test(heading)) return false;
  if (lang === 'ja') {
    return (
      /(?:[\p{Script=Han}\p{Script=Katakana}ー]|支払い|取り扱い)$/u.test(heading) &&
      !/(?:場合|とき|[のるたいな]方)$/.test(heading)
    );
  }
  const words = heading.split(' ');
  return (
    words.length >= 2 &&
    words.length <= 6 &&
    !/^(?:How|What|When|Where|Who|Which|Why|If|Can|Do|Does|Is|Are|Your|Our|Before|After|While|For|To|Before|In|On|Not?|The rest|Some|More|Other|Sign|Contact|Get|Set|Use|Make|Keep|Learn|Read|Report|Submit|Request|Ask|Choose|Add|Remove|Change|Update|Delete|Be|Don|Let|See|Take|Try|Stay|Know|Include|Provide|Follow|Focus)\b/i.test(
      heading,
    )
  );
}

/** A title as it stands in a sentence: quoted where it is a sentence or long. */
function topicOf(title: string, lang: PageLang, cases: WordCases): string {
  if (lang === 'ja') {
    const name = title.replace(/(?:について|のご案内|のお知らせ)$/, '').replace(/^ご(?=\p{Script=Han})/u, '');
    return /(?:には|とは|か|ます|です|ません|なら|[にをへがは])$/.test(name) ? `「${name}」` : name;
  }
  const bare = title.replace(/^(?:[A-Z]\.|\d+(?:\.\d+)*\.?)\s+/, '').replace(/\.$/, '');
  if (/[?!.:;,]|^(?:How|What|When|Where|Why|Who|Which|If)\b/.test(bare) || bare.split(' ').length > 7)
    return `“${bare}”`;
  const small = (word: string): boolean => /^[A-Z][a-z'’-]*$/.test(word) && cases.of(word) === 'small';
  const words = bare
    .split(' ')
    .map((word, i) => (small(word) || (i === 0 && isPlainStart(word, cases)) ? lowerFirst(word) : word));
  // All or nothing: `GitHub Acceptable use policies` is neither a title nor a phrase.
  const isTitled = bare
    .split(' ')
    .every((word) => /^[A-Z0-9]/.test(word) || /^(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)$/.test(word));
  const isHalf = words.some((word) => /^[A-Z][a-z]/.test(word) && (isTitled || cases.of(word) !== 'name'));
  const named = isHalf ? bare : words.join(' ');
  return /(?:policy|agreement|statement|guidelines)$/i.test(named) && !/^the /.test(named) ? `the ${named}` : named;
}

/** A first word that no sentence shows to be a name. */
function isPlainStart(word: string, cases: WordCases): boolean {
  return /^[A-Z][a-z'’-]*$/.test(word) && cases.of(word) !== 'name';
}

const FRAMES: Readonly<Record<PageLang, readonly ((topic: string, question: string) => string)[]>> = {
  en: [
    (topic, question) => `About ${topic}: ${lowerFirst(question)}`,
    (topic, question) => `I have a question about ${topic}. ${question}`,
    (topic, question) => `Regarding ${topic}, ${lowerFirst(question)}`,
    (topic, question) => `${upperFirst(topic)}: ${lowerFirst(question)}`,
    (topic, question) => `A question on ${topic}: ${lowerFirst(question)}`,
    (topic, question) => `Hi, this is about ${topic}. ${question}`,
  ],
  ja: [
    (topic, question) => `${topic}についてですが、${question}`,
    (topic, question) => `${topic}について質問です。${question}`,
    (topic, question) => `${topic}の件で、${question}`,
    (topic, question) => `${topic}のことなんですが、${question}`,
    (topic, question) => `${topic}についてお尋ねします。${question}`,
  ],
};

/** The question with its topic before it, worded one way or another. */
export function withTopic(
  question: string,
  topic: string | null,
  context: { lang: QuestionLang; random: Random },
): string {
  if (topic === null) return question;
  return context.random.pick(FRAMES[context.lang === 'en' ? 'en' : 'ja'])(topic, question);
}

/** Stems of English content words; bigrams of kanji and katakana in Japanese. */
function topicWords(text: string): readonly string[] {
  const plain = normalizeText(text).toLowerCase();
  const english = (plain.match(/[a-z]{4,}/g) ?? []).filter((word) => !STOP.has(word)).map((word) => word.slice(0, 6));
  const runs = plain.replace(STOP_JA, ' ').match(/[\p{Script=Han}\p{Script=Katakana}ー]{2,}/gu) ?? [];
  const pairs = runs.flatMap((run) => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)));
  return [...new Set([...english, ...pairs])];
}

/** Nouns that any page may have a chapter on. */
const STOP_JA =
  /有効期限|受付時間|方法|条件|金額|期[限間]|時間|料金|日数|対象|利用|確認|連絡|情報|端末|権利|提供先?|表示|場合|商品|購入|必要|保管|回答|言語|価格|手続き?/g;
const STOP = new Set(
  (
    'about cannot within with your what when have long from that this how policy guide does will would could should must need needs ' +
    'happens happen which where while they them there their been being after before into only also more most some other than then'
  ).split(' '),
);
