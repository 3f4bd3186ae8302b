/** The reasoning before the answer: which document says it, in which exact words, and why an older one does not count. */
import type { Random } from '../../core/random.js';
import { ANSWER, escapeDelimiters, quoted } from '../../dataset/delimiters.js';
import { dayOf } from '../../dataset/raft-formats/document.js';
import type { ContextEntry } from '../../dataset/raft-row.js';
import { foldText } from '../../text/normalize.js';
import { type AnswerLang, answerLang, type Evidence, type Question } from '../questions/question.js';
import { fill } from '../questions/style/parts.js';
import { inOrderOfQuestion } from './order-evidence.js';
import * as words from './reasoning-words.js';
import { workOut } from './worked-out.js';

interface Telling {
  readonly random: Random;
  /** The documents of the context, in its order. */
  readonly context: readonly ContextEntry[];
  /** The as-of date, an ISO instant: the today of questions about time. */
  readonly asOf: string;
}

/**
 * The `cot_answer` of a question whose oracles are in the context: the question's own reasoning, where it brings one, or
 * ours; then which of several versions holds and why; then the answer.
 */
export function reason(question: Question, { random, context, asOf }: Telling): string {
  const lang = answerLang(question.lang);
  const told =
    question.reasoning === undefined
      ? [...tell(question, lang, random), ...workOut(question, { random, asOf })]
      : [question.reasoning.trim()];
  return withAnswer([...told, ...tellOutdated(context, lang, random)], question.answer, lang);
}

/** The `cot_answer` of a refusal. */
export function reasonRefusal(
  question: Question,
  { refusal, random, context }: Telling & { readonly refusal: string },
): string {
  const lang = answerLang(question.lang);
  const near = nearMiss(question, context);
  const wordings = [...words.NOTHING[lang], ...(near === null ? [] : words.NEAR_MISS[lang])];
  const told = fill(random.pick(wordings), { ...sizeOf(context), t: escapeDelimiters(near ?? '') });
  return withAnswer([told], refusal, lang);
}

/** The `cot_answer` of a question that is to be answered by heart: it quotes nothing. */
export function reasonFromMemory(question: Question, { random, context }: Telling): string {
  const lang = answerLang(question.lang);
  return withAnswer([fill(random.pick(words.BY_HEART[lang]), sizeOf(context))], question.answer, lang);
}

function sizeOf(context: readonly ContextEntry[]): { readonly n: string } {
  return { n: String(context.length) };
}

/** Share of a name that a title has to begin with to be a relative's: `Salt Road, Vol. 3` of `Salt Road, Vol. 12`. */
const KIN = 0.6;

/** The title that is most like the name of what is asked about; null where the documents are about other things. */
function nearMiss({ subjects, unknown, gold }: Question, context: readonly ContextEntry[]): string | null {
  const names = [...subjects, ...(unknown?.subjects ?? []), ...(gold?.facts ?? []).flatMap((fact) => fact.subjects)];
  const likeness = (title: string): number => Math.max(0, ...names.map((name) => sharedBeginning(name, title)));
  const [closest] = context.toSorted((a, b) => likeness(b.title) - likeness(a.title) || b.score - a.score);
  return closest && likeness(closest.title) >= KIN ? closest.title : null;
}

function sharedBeginning(name: string, title: string): number {
  const [a, b] = [foldText(name), foldText(title)];
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a === '' ? 0 : length / a.length;
}

function withAnswer(sentences: readonly string[], answer: string, lang: AnswerLang): string {
  const between = lang === 'en' ? ' ' : '';
  return `${sentences.join(between)}${between}${ANSWER} ${escapeDelimiters(answer)}`;
}

function tell(question: Question, lang: AnswerLang, random: Random): string[] {
  const { evidence } = question;
  if (question.type === 'multi_hop' && evidence.length > 1) {
    return evidence.map((one, i) => cite(one, i === 0 ? words.FIRST : words.THEN, { lang, random }));
  }
  const wordings = wordingsFor(question);
  // One way of saying it for all: two documents that are compared are introduced alike.
  const chosen = random.pick(wordings[lang]);
  const alike = { en: [chosen], ja: [chosen] };
  const ordered = question.type === 'comparison' ? inOrderOfQuestion(question) : evidence;
  return ordered.map((one, i) => {
    const isSame = ordered[i - 1]?.passage.passage_id === one.passage.passage_id;
    return cite(one, isSame ? words.ALSO : alike, { lang, random });
  });
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
  return fill(random.pick(wordings[lang]), { t: title, d: dated, q: quote, w: day });
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
        o: dayOf(stale.source_updated_at),
        n: dayOf(newer?.source_updated_at ?? null),
      });
    });
}
