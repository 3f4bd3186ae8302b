/** Questions from policy sentences that state a value. */
import { drop, KEEP, type StageCounts, tally } from '../../../core/stage.js';
import type { ViewPassage } from '../../../corpus/view.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import { foldText } from '../../../text/normalize.js';
import { splitSentences } from '../../../text/segment.js';
import type { Span } from '../../../text/spans.js';
import { extractValues, type ValueMention } from '../../../text/values.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import type { LineageGroups } from '../../lineage-groups.js';
import type { Question } from '../question.js';
import { lowerFirst } from './english-grammar.js';
import { type PolicyWording, wordEnglish } from './policy-english.js';
import { mixJapanese, wordJapanese } from './policy-japanese.js';

const POLICY_KINDS: ReadonlySet<string> = new Set(['policy', 'guide', 'faq']);
const ASKED_KINDS: ReadonlySet<string> = new Set(['duration', 'money', 'percent', 'count']);
/** Longer sentences are lists and legalese; shorter ones labels. */
const SENTENCE_LENGTH = { min: 12, max: 320 };

/**
 * All questions of the current policy, guide and FAQ passages, in the language of the passage, and for Japanese ones a
 * mixed form where its nouns allow one. Dropped by sentence, with reasons: `no_value` (nothing to ask for),
 * `no_sensible_question` (no rule words one), `ambiguous_question` (another sentence answers the same question
 * differently), `answer_in_question`.
 */
export function findPolicyQuestions(
  index: ViewIndex,
  options: { readonly groups: LineageGroups; readonly counts: StageCounts },
): readonly Question[] {
  const questions: Question[] = [];
  for (const passage of index.view.passages) {
    if (passage.verdict !== null || passage.spoiler || !POLICY_KINDS.has(passage.kind)) continue;
    const group = options.groups.ofDocument.get(passage.doc_key) ?? passage.doc_key;
    for (const span of splitSentences(passage.text)) {
      const found = askSentence(passage, span, group);
      if (Array.isArray(found)) questions.push(...found);
      else tally(options.counts, found as ReturnType<typeof drop>);
    }
  }
  return withoutAmbiguous(questions, options.counts);
}

function askSentence(passage: ViewPassage, span: Span, group: string): Question[] | ReturnType<typeof drop> {
  const sentence = passage.text.slice(span.start, span.end);
  const mentions = extractValues(sentence).filter((mention) => ASKED_KINDS.has(mention.kind));
  if (mentions.length === 0) return drop('no_value');
  if (sentence.length < SENTENCE_LENGTH.min || sentence.length > SENTENCE_LENGTH.max)
    return drop('no_sensible_question');
  const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(sentence);
  const word = (mention: ValueMention) => (japanese ? wordJapanese(sentence, mention) : wordEnglish(sentence, mention));
  const questions = mentions.flatMap((mention) => {
    const wording = word(mention);
    if (wording === null || !wording.answer.includes(mention.surface.trim())) return [];
    const context = contextFor(wording.question, passage, japanese ? 'ja' : 'en');
    return variants(wording, japanese ? 'ja' : 'en').map(({ lang, wording: worded }) =>
      toQuestion({ passage, span, mention, group, context }, lang, worded),
    );
  });
  return questions.length > 0 ? questions : drop('no_sensible_question');
}

function variants(wording: PolicyWording, lang: 'en' | 'ja'): { lang: QuestionLang; wording: PolicyWording }[] {
  const mixed = lang === 'ja' ? mixJapanese(wording) : null;
  return [{ lang, wording }, ...(mixed === null ? [] : [{ lang: 'mixed' as const, wording: mixed }])];
}

interface Source {
  readonly passage: ViewPassage;
  readonly span: Span;
  readonly mention: ValueMention;
  readonly group: string;
  /** What goes before the question; empty where it names its subject itself. */
  readonly context: string;
}

function toQuestion(source: Source, lang: QuestionLang, wording: PolicyWording): Question {
  const { passage, span, mention, group, context } = source;
  return {
    text: `${context}${context !== '' && lang === 'en' ? lowerFirst(wording.question) : wording.question}`,
    lang,
    type: 'policy',
    form: `policy/${lang}/${wording.form}`,
    group,
    evidence: [{ passage, span }],
    facts: [],
    answer: wording.answer,
    subjects: [],
    gold: { text: mention.surface },
  };
}

/**
 * A sentence on a page about pre-orders need not say "pre-order" again; a question without the page must. Unless it
 * shares a word with the title or a heading, the title goes in front.
 */
function contextFor(question: string, passage: ViewPassage, lang: QuestionLang): string {
  const folded = foldText(question);
  if (topicWords([passage.title, ...passage.heading_path].join(' '), lang).some((word) => folded.includes(word))) {
    return '';
  }
  return lang === 'en' ? `About “${passage.title}”: ` : `「${passage.title.replace(/について$/, '')}」についてですが、`;
}

/** Stems of English content words; bigrams of kanji and katakana in Japanese. */
function topicWords(text: string, lang: QuestionLang): readonly string[] {
  const folded = foldText(text);
  if (lang === 'en')
    return (folded.match(/[a-z]{4,}/g) ?? []).filter((word) => !STOP.has(word)).map((word) => word.slice(0, 5));
  const runs = folded.match(/[\p{Script=Han}\p{Script=Katakana}ー]{2,}/gu) ?? [];
  return runs
    .flatMap((run) => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)))
    .filter((word) => !/^[ァ-ヴー]*$/.test(word) || word.length > 1);
}

const STOP = new Set([
  'about',
  'within',
  'with',
  'your',
  'what',
  'when',
  'have',
  'long',
  'from',
  'that',
  'this',
  'how',
  'policy',
  'guide',
]);

/** One question, two answers: neither is asked. The same question with the same answer is asked once. */
function withoutAmbiguous(questions: readonly Question[], counts: StageCounts): readonly Question[] {
  const answers = new Map<string, Set<string>>();
  for (const { text, gold } of questions) {
    const key = foldText(text);
    answers.set(key, (answers.get(key) ?? new Set()).add(foldText(gold?.text ?? '')));
  }
  const asked = new Set<string>();
  return questions.filter((question) => {
    const key = foldText(question.text);
    const ambiguous = (answers.get(key)?.size ?? 0) > 1;
    const repeated = asked.has(key);
    asked.add(key);
    const givenAway = key.includes(foldText(question.gold?.text ?? ''));
    const decision = ambiguous
      ? drop('ambiguous_question')
      : repeated
        ? drop('repeated_question')
        : givenAway
          ? drop('answer_in_question')
          : KEEP;
    return tally(counts, decision);
  });
}
