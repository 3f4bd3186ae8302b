/** The reasoning before the answer: which document says it, in which exact words, and why an older one does not count. */
import type { Random } from '../../core/random.js';
import type { FactValue } from '../../corpus/document.js';
import { ANSWER, escapeDelimiters, quoted } from '../../dataset/delimiters.js';
import { dayOf } from '../../dataset/raft-formats/document.js';
import type { ContextEntry } from '../../dataset/raft-row.js';
import { extractValues } from '../../text/values.js';
import { renderValue } from '../questions/catalog/render-value.js';
import { type AnswerLang, answerLang, type Evidence, type Question } from '../questions/question.js';
import * as words from './reasoning-words.js';

interface Telling {
  readonly random: Random;
  /** The documents of the context, in its order. */
  readonly context: readonly ContextEntry[];
}

/**
 * The `cot_answer` of a question whose oracles are in the context: the question's own reasoning, where it brings one, or
 * ours; then which of several versions holds and why; then the answer.
 */
export function reason(question: Question, { random, context }: Telling): string {
  const lang = answerLang(question.lang);
  const told = question.reasoning === undefined ? tell(question, lang, random) : [question.reasoning.trim()];
  return withAnswer([...told, ...tellOutdated(context, lang, random)], question.answer, lang);
}

/** The `cot_answer` of a refusal. */
export function reasonRefusal(
  question: Question,
  { refusal, random, context }: Telling & { readonly refusal: string },
): string {
  const lang = answerLang(question.lang);
  return withAnswer([fill(random.pick(words.NOTHING[lang]), look(context))], refusal, lang);
}

/** The `cot_answer` of a question that is to be answered by heart: it quotes nothing. */
export function reasonFromMemory(question: Question, { random, context }: Telling): string {
  const lang = answerLang(question.lang);
  return withAnswer([fill(random.pick(words.BY_HEART[lang]), look(context))], question.answer, lang);
}

/** How many documents there are, and which comes closest to the question. */
function look(context: readonly ContextEntry[]): { readonly n: string; readonly t: string } {
  const [closest] = context.toSorted((a, b) => b.score - a.score);
  return { n: String(context.length), t: escapeDelimiters(closest?.title ?? '') };
}

function withAnswer(sentences: readonly string[], answer: string, lang: AnswerLang): string {
  const between = lang === 'en' ? ' ' : '';
  return `${sentences.join(between)}${between}${ANSWER} ${escapeDelimiters(answer)}`;
}

function tell(question: Question, lang: AnswerLang, random: Random): string[] {
  const { evidence } = question;
  if (question.type === 'multi_hop' && evidence.length > 1) {
    const steps = evidence.map((one, i) => cite(one, i === 0 ? words.FIRST : words.THEN, { lang, random }));
    return [...steps, ...holdAgainstThreshold(question, lang, random)];
  }
  const wordings = wordingsFor(question);
  // One way of saying it for all: two documents that are compared are introduced alike.
  const chosen = random.pick(wordings[lang]);
  const alike = { en: [chosen], ja: [chosen] };
  const ordered = question.type === 'comparison' ? inOrderOfQuestion(question) : evidence;
  const sentences = ordered.map((one, i) => {
    const isSame = ordered[i - 1]?.passage.passage_id === one.passage.passage_id;
    return cite(one, isSame ? words.ALSO : alike, { lang, random });
  });
  return question.type === 'comparison' ? [...sentences, ...compare(question, lang, random)] : sentences;
}

/** Evidence in the order in which the question names what it is about, so that the order does not tell the winner. */
function inOrderOfQuestion({ text, evidence, gold }: Question): readonly Evidence[] {
  const facts = gold?.facts ?? [];
  if (facts.length !== evidence.length) return evidence;
  const placed = evidence.map((one, i) => {
    const places = (facts[i]?.subjects ?? []).map((subject) => text.indexOf(subject)).filter((at) => at >= 0);
    return { one, place: Math.min(...places) };
  });
  return placed.sort((a, b) => a.place - b.place || 0).map(({ one }) => one);
}

function wordingsFor({ type, form, evidence }: Question): words.Wordings {
  if (type === 'temporal' && evidence.every(({ passage }) => dayOf(passage.source_updated_at) !== ''))
    return words.TEMPORAL;
  if (/exception/.test(form)) return words.EXCEPTION;
  if (/condition/.test(form)) return words.CONDITION;
  if (type === 'policy') return words.POLICY;
  return type === 'comparison' ? words.COMPARISON : words.FACT;
}

/** A quoted sentence brings its own full stop. */
const ENDS = /[.!?。！？…][”"'’」』）)]*$/;

function cite(
  { passage, span }: Evidence,
  wordings: words.Wordings,
  { lang, random }: { readonly lang: AnswerLang; readonly random: Random },
): string {
  const text = passage.text.slice(span.start, span.end);
  const day = dayOf(passage.source_updated_at);
  const dated = day === '' ? '' : lang === 'en' ? ` (updated ${day})` : `（${day}更新）`;
  const quote = `${quoted(text)}${lang === 'en' && !ENDS.test(text) ? '.' : ''}`;
  const title = escapeDelimiters(passage.title);
  return fill(random.pick(wordings[lang]), { t: title, d: dated, q: quote, day });
}

/** What the two values come to, beside each other. */
function compare({ form, facts: [first, second] }: Question, lang: AnswerLang, random: Random): string[] {
  if (first && second && /-gap\b/.test(form)) return gap([first.value, second.value], lang, random);
  const relation = first && second ? relationOf(first.value, second.value) : null;
  if (!first || !second || relation === null) return [];
  const [a, b] = [renderValue(first.value, lang), renderValue(second.value, lang)];
  return [fill(random.pick(words.COMPARED[relation][lang]), { a, b })];
}

/** Where the difference is asked for, it is worked out. */
function gap([first, second]: readonly [FactValue, FactValue], lang: AnswerLang, random: Random): string[] {
  const isAmount = first.type === 'money' || first.type === 'number';
  if (!isAmount || second.type !== first.type) return [];
  const [a, b] = first.value >= second.value ? [first, second] : [second, first];
  const x = { ...a, value: Number((a.value - b.value).toFixed(2)) };
  const shown = { a: renderValue(a, lang), b: renderValue(b, lang), x: renderValue(x, lang) };
  return [fill(random.pick(words.GAP[lang]), shown)];
}

/** Where a rule begins at an amount of money, the fact is held against it. */
function holdAgainstThreshold({ form, evidence, facts: [fact] }: Question, lang: AnswerLang, random: Random): string[] {
  if (!/threshold/.test(form) || fact?.value.type !== 'money') return [];
  const { currency, value } = fact.value;
  const rules = evidence.filter(({ passage }) => passage.passage_id !== fact.passage.passage_id);
  const [amount] = rules
    .flatMap(({ passage, span }) => extractValues(passage.text.slice(span.start, span.end)))
    .flatMap((found) => (found.kind === 'money' && found.unit === currency ? found.amount : []));
  if (amount === undefined) return [];
  const wordings = value < amount ? words.THRESHOLD.below : words.THRESHOLD.reached;
  const threshold = { type: 'money', value: amount, currency } as const;
  const shown = { a: renderValue(fact.value, lang), b: renderValue(threshold, lang) };
  return [fill(random.pick(wordings[lang]), shown)];
}

function relationOf(a: FactValue, b: FactValue): keyof typeof words.COMPARED | null {
  if (a.type === 'date' && b.type === 'date') {
    return a.value === b.value ? null : a.value < b.value ? 'earlier' : 'later';
  }
  if (a.type === 'money' && b.type === 'money' && a.currency === b.currency) {
    return a.value === b.value ? null : a.value < b.value ? 'cheaper' : 'dearer';
  }
  if (a.type !== 'number' || b.type !== 'number' || a.value === b.value) return null;
  return a.value < b.value ? 'less' : 'more';
}

/** Which version holds, with both dates: one sentence for each stale document in the context. */
function tellOutdated(context: readonly ContextEntry[], lang: AnswerLang, random: Random): string[] {
  const oracles = context.filter(({ role }) => role === 'oracle');
  return context
    .filter(({ role, verdict }) => role === 'distractor' && verdict !== 'current')
    .map((stale) => {
      const successor = oracles.find(
        ({ source_id, doc_id }) => source_id === stale.source_id && doc_id === stale.doc_id,
      );
      const newer = successor ?? oracles[0];
      const wordings = successor ? words.SUPERSEDES : words.OUTDATED;
      const title = escapeDelimiters(successor?.title ?? stale.title);
      return fill(random.pick(wordings[lang]), {
        t: title,
        old: dayOf(stale.source_updated_at),
        new: dayOf(newer?.source_updated_at ?? null),
      });
    });
}

/** All at once: what is filled in may hold braces itself. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}
