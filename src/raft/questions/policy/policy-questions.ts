/** All that policy, guide and FAQ passages answer: sentences that state a value, a permission or a condition, and sections under a heading. */
import { drop, KEEP, type StageCounts, tally } from '../../../core/stage.js';
import type { ViewPassage } from '../../../corpus/view.js';
import { foldText } from '../../../text/normalize.js';
import { splitSentences } from '../../../text/segment.js';
import type { Span } from '../../../text/spans.js';
import { extractValues } from '../../../text/values.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import type { LineageGroups } from '../../lineage-groups.js';
import { wordEnglishStatement } from './english-statements.js';
import { wordEnglishValue } from './english-values.js';
import { wordEnglishWh } from './english-wh.js';
import { wordJapaneseStatement } from './japanese-statements.js';
import { wordJapaneseValue } from './japanese-values.js';
import { namePages, type PageLang, type PageNames } from './naming.js';
import { askSections } from './sections.js';
import type { PolicyWording } from './wording.js';

const POLICY_KINDS: ReadonlySet<string> = new Set(['policy', 'guide', 'faq']);
const ASKED_KINDS: ReadonlySet<string> = new Set(['duration', 'money', 'percent', 'count']);
/** Longer sentences are lists and legalese; shorter ones labels. */
const SENTENCE_LENGTH = { min: 8, max: 320 };
/** A subordinate's advice is no rule: of guides only values and questions of their own are asked. */
const RULES: ReadonlySet<string> = new Set(['policy', 'faq']);

/** Something that a span of a passage answers, in all its wordings. */
export interface PolicyIntent {
  readonly passage: ViewPassage;
  readonly span: Span;
  readonly lang: PageLang;
  readonly group: string;
  readonly wording: PolicyWording;
  /** What each way of asking has to name beside itself; null where it says enough. */
  readonly topics: readonly (string | null)[];
}

/**
 * All intents of the current passages, in the order of the view. Counted by sentence and section, with reasons: `nothing_to_ask`
 * (no rule words a question), `ambiguous_question` (something else answers the same question differently), `repeated_question`,
 * `answer_in_question`, `answer_not_in_source` (a rule's answer is not in its span: a defect, never an example).
 */
export function findPolicyIntents(
  index: ViewIndex,
  options: { readonly groups: LineageGroups; readonly counts: StageCounts },
): { readonly intents: readonly PolicyIntent[]; readonly names: PageNames } {
  const passages = index.view.passages.filter(
    ({ verdict, spoiler, kind }) => verdict === null && !spoiler && POLICY_KINDS.has(kind),
  );
  const names = namePages(passages);
  const found: PolicyIntent[] = [];
  const add = (passage: ViewPassage, span: Span, wordings: readonly PolicyWording[]): void => {
    if (wordings.length === 0) tally(options.counts, drop('nothing_to_ask'));
    const lang = langOf(passage.text.slice(span.start, span.end));
    const group = options.groups.ofDocument.get(passage.doc_key) ?? passage.doc_key;
    for (const raw of wordings) {
      const wording = lang === 'en' ? withNames(raw, passage.text.slice(span.start, span.end), names) : raw;
      if (wording === null) continue;
      const isOfHeading = wording.form.startsWith('section/') && wording.form !== 'section/faq';
      const topics = wording.asks.map((ask) => names.topicFor(ask, { passage, lang, isOfHeading }));
      found.push({ passage, span, lang, group, wording, topics });
    }
  };
  for (const passage of passages) {
    const spans = splitSentences(passage.text);
    for (const [i, span] of spans.entries()) {
      const wordings = wordSentence(passage.text.slice(span.start, span.end), RULES.has(passage.kind));
      const next = spans[i + 1];
      const after = next === undefined ? '' : passage.text.slice(next.start, next.end);
      if (next === undefined || !EXCEPTS.test(after)) add(passage, span, wordings);
      else if (/[:：]$/.test(after)) add(passage, span, []);
      else
        add(
          passage,
          { start: span.start, end: next.end },
          wordings.map((wording) => withException(wording, passage, [span, next])),
        );
    }
  }
  for (const { passage, span, wording } of askSections(passages, {
    isRulebook: ({ kind }) => RULES.has(kind),
    names,
  })) {
    add(passage, span, [wording]);
  }
  return { intents: onlyClear(found, options.counts), names };
}

/** A sentence that takes back part of the one before it. */
const EXCEPTS = /^(?:ただし|もっとも|However|But|Except|Unless|The (?:only )?exceptions?)/;

/** The statement is no plain yes or no any more, and its exception is part of the answer. */
function withException(wording: PolicyWording, { text }: ViewPassage, spans: readonly Span[]): PolicyWording {
  const [first = '', second = ''] = spans.map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ' '));
  const answer = `${first}${langOf(first) === 'ja' ? '' : ' '}${second}`;
  return { ...wording, form: `exception/${wording.form}`, reply: null, answer };
}

function langOf(text: string): PageLang {
  return /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? 'ja' : 'en';
}

/** All wordings of one sentence. */
function wordSentence(sentence: string, isRule: boolean): readonly PolicyWording[] {
  if (sentence.length < SENTENCE_LENGTH.min || sentence.length > SENTENCE_LENGTH.max) return [];
  const isJapanese = langOf(sentence) === 'ja';
  const mentions = extractValues(sentence).filter((mention) => ASKED_KINDS.has(mention.kind));
  const wordValue = isJapanese ? wordJapaneseValue : wordEnglishValue;
  const values = mentions.flatMap((mention) => wordValue(sentence, mention) ?? []);
  if (!isRule) return values;
  if (isJapanese) return [...values, ...wordJapaneseStatement(sentence)];
  return [...values, ...wordEnglishWh(sentence), ...wordEnglishStatement(sentence)];
}

/**
 * A sentence that starts with a name lost its capital where the question starts with another word. Null where a single word
 * stands as the subject and nobody can tell which of the two it is.
 */
function withNames(wording: PolicyWording, source: string, names: PageNames): PolicyWording | null {
  const first = /^[A-Z][a-z]+\b/.exec(source.trim())?.[0];
  if (first === undefined || names.caseOf(first) === 'small') return wording;
  if (names.caseOf(first) === null) {
    const isBare = wording.subject?.toLowerCase() === first.toLowerCase() && !/(?:[^s]s|ing)$/.test(first);
    return isBare ? null : wording;
  }
  const restore = (text: string): string => text.replace(new RegExp(`\\b${first.toLowerCase()}\\b`, 'g'), first);
  return {
    ...wording,
    asks: wording.asks.map(restore),
    ...(wording.subject === undefined ? {} : { subject: restore(wording.subject) }),
  };
}

/** One question, two answers: neither is asked. The same question with the same answer is asked once. */
function onlyClear(intents: readonly PolicyIntent[], counts: StageCounts): readonly PolicyIntent[] {
  const answers = new Map<string, Set<string>>();
  for (const intent of intents) {
    for (const key of keysOf(intent)) {
      answers.set(key, (answers.get(key) ?? new Set()).add(foldText(intent.wording.gold)));
    }
  }
  const asked = new Set<string>();
  return intents.filter((intent) => {
    const keys = keysOf(intent);
    const decide = () => {
      if (!isInSource(intent)) return drop('answer_not_in_source');
      if (keys.some((key) => (answers.get(key)?.size ?? 0) > 1)) return drop('ambiguous_question');
      if (keys.some((key) => asked.has(key))) return drop('repeated_question');
      const gold = foldText(intent.wording.gold);
      return keys.some((key) => key.includes(gold)) ? drop('answer_in_question') : KEEP;
    };
    const kept = tally(counts, decide());
    if (kept) for (const key of keys) asked.add(key);
    return kept;
  });
}

function keysOf({ wording, topics }: PolicyIntent): string[] {
  return wording.asks.map((ask, i) => foldText(`${topics[i] ?? ''} ${ask}`));
}

/** The answer and the value are in the quoted span, spelling apart. */
function isInSource({ passage, span, wording }: PolicyIntent): boolean {
  const source = foldText(passage.text.slice(span.start, span.end));
  return source.includes(foldText(wording.answer)) && source.includes(foldText(wording.gold));
}
