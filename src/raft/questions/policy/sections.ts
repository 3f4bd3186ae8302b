/** Questions that whole sections answer, from their headings. */
import type { ViewPassage } from '../../../corpus/view.js';
import { splitSentences } from '../../../text/segment.js';
import type { Span } from '../../../text/spans.js';
import { LEANS } from './english-grammar.js';
import { wordEnglishHeading } from './english-headings.js';
import { wordJapaneseHeading } from './japanese-headings.js';
import { type PageNames, sectionOf } from './naming.js';
import type { PolicyWording } from './wording.js';

/** Characters of an answer; a longer section is answered by its first sentences, where the question is that narrow. */
const LONGEST = { en: 420, ja: 220 };
const FIRST_SENTENCES = 2;
/** Questions that nothing less than the whole section answers. */
const WHOLE: ReadonlySet<string> = new Set(['topic', 'heading-condition']);
const MARKUP = /[[\]|`<>{}]|\*\*|__|:$/;

/** A heading's question with the span that answers it. */
export interface SectionQuestion {
  readonly passage: ViewPassage;
  readonly span: Span;
  readonly wording: PolicyWording;
}

/** The questions of all sections that fit one passage, in the order of the passages. */
export function askSections(
  passages: readonly ViewPassage[],
  context: { readonly isRulebook: (passage: ViewPassage) => boolean; readonly names: PageNames },
): readonly SectionQuestion[] {
  const sections = new Map<string, ViewPassage[]>();
  const parents = new Set<string>();
  for (const passage of passages) {
    const key = sectionKey(passage, passage.heading_path.length);
    sections.set(key, [...(sections.get(key) ?? []), passage]);
    for (let depth = 0; depth < passage.heading_path.length; depth++) parents.add(sectionKey(passage, depth));
  }
  return [...sections].flatMap(([key, parts]) => {
    const first = parts.reduce((a, b) => (b.span_start < a.span_start ? b : a));
    const heading = sectionOf(first);
    if (heading === null) return [];
    const isWhole = parts.length === 1 && !parents.has(key);
    return askSection(first, heading, { ...context, isWhole });
  });
}

function sectionKey(passage: ViewPassage, depth: number): string {
  return JSON.stringify([passage.doc_key, ...passage.heading_path.slice(0, depth)]);
}

function askSection(
  passage: ViewPassage,
  heading: string,
  context: {
    readonly isRulebook: (passage: ViewPassage) => boolean;
    readonly names: PageNames;
    readonly isWhole: boolean;
  },
): SectionQuestion[] {
  const lang = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(heading) ? 'ja' : 'en';
  const isRulebook = context.isRulebook(passage);
  const found =
    lang === 'ja'
      ? wordJapaneseHeading(heading, { isRulebook })
      : wordEnglishHeading(heading, { isRulebook, isCommon: (word) => context.names.caseOf(word) !== 'name' });
  const span =
    found === null ? null : answerSpan(passage, lang, { whole: WHOLE.has(found.form), isWhole: context.isWhole });
  if (found === null || span === null) return [];
  const source = passage.text.slice(span.start, span.end);
  if (MARKUP.test(source) || LEANS.test(source)) return [];
  const answer = plainProse(source, lang);
  return [
    { passage, span, wording: { form: `section/${found.form}`, asks: found.asks, reply: null, answer, gold: answer } },
  ];
}

/** The section, where it is short enough; else its first sentences, where they may do. */
function answerSpan(
  passage: ViewPassage,
  lang: 'en' | 'ja',
  { whole, isWhole }: { readonly whole: boolean; readonly isWhole: boolean },
): Span | null {
  const sentences = splitSentences(passage.text);
  const [first] = sentences;
  const last = sentences.at(-1);
  if (first === undefined || last === undefined) return null;
  if (isWhole && last.end - first.start <= LONGEST[lang]) return { start: first.start, end: last.end };
  const second = sentences[FIRST_SENTENCES - 1] ?? last;
  const isList = /^\s*(?:[-*•]|\d+\.)\s/m.test(passage.text.slice(first.start));
  return whole || isList || second.end - first.start > LONGEST[lang] ? null : { start: first.start, end: second.end };
}

/** List items one after the other, without line ends and markers. */
function plainProse(source: string, lang: 'en' | 'ja'): string {
  const items = source.split(/\n\s*/).map((line) => line.replace(/^(?:[-*•・]|\d+\.)\s*/, '').trim());
  const isList = /^(?:[-*•・]|\d+\.)\s/m.test(source);
  if (!isList) return items.join(lang === 'ja' ? '' : ' ');
  if (items.every((item) => /[.!?。]$/.test(item))) return items.join(lang === 'ja' ? '' : ' ');
  return lang === 'ja' ? `${items.join('、')}。`.replace('。。', '。') : `${items.join('; ')}.`.replace('..', '.');
}
