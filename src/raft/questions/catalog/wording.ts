/** Wording: a topic, a subject, a language and a seeded choice become a question as somebody might type it. */
import { createRandom, type Random } from '../../../core/random.js';
import type { FactValue } from '../../../corpus/document.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import { answerLang, type Question } from '../question.js';
import { greetingsOf } from '../style/greetings.js';
import { fillParts, type Part } from '../style/parts.js';
import { type Forms, pickRegister, type Register } from '../style/register.js';
import { canShorten } from '../style/short-forms.js';
import { applyStyle, type Style } from '../style/style.js';
import type { Designation } from './designation.js';
import type { FactIntents, FactLabels } from './fact-intents.js';
import { formalMention, mention, quotesTitles, titleFor } from './mention.js';
import { shortNames } from './short-names.js';
import type { SubjectIndex } from './subject-index.js';

/** What all wordings of one build share. */
export interface Wording {
  readonly labels: FactLabels;
  readonly subjects: SubjectIndex;
  readonly style: Style;
  /** ISO instant: what "now" is. */
  readonly asOf: string;
  /** Fields by source, to tell `author` from `author_ja`. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Currencies by source. */
  readonly currencies: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether a refusal may offer to hand over to a person. */
  readonly handOver: boolean;
}

/** Gathers what wording needs to know about the sources. */
export function prepareWording(
  intents: FactIntents,
  options: Pick<Wording, 'labels' | 'subjects' | 'style' | 'asOf' | 'handOver'>,
): Wording {
  const fields = new Map<string, Set<string>>();
  const currencies = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, item: string): void => {
    map.set(key, (map.get(key) ?? new Set()).add(item));
  };
  for (const intent of [...intents.known, ...intents.unknown]) {
    add(fields, intent.sourceId, intent.field);
    const value = 'value' in intent ? (intent.value as FactValue) : intent.example;
    if (value.type === 'money') add(currencies, intent.sourceId, value.currency);
  }
  return { ...options, fields, currencies };
}

/** What a wording is made of. */
export interface Asking {
  readonly lang: QuestionLang;
  readonly wording: Wording;
  readonly random: Random;
}

/** A worded question before its answer. */
export interface Asked {
  readonly question: Pick<Question, 'text' | 'lang' | 'form' | 'subjects'>;
  /** How the answer says each subject. */
  readonly said: readonly string[];
}

/** What is to be put into words. */
export interface Request {
  /** Names the form in the row: `volumes`, `compare-price`. */
  readonly name: string;
  readonly forms: Forms;
  /** Subjects by slot, `t` for a single one. */
  readonly subjects: Readonly<Record<string, Designation>>;
  /** Other slots: labels, currencies, dates. */
  readonly slots?: Readonly<Record<string, string>>;
}

/** Puts a request into words; null where the language has no form for it or a subject no name. */
export function ask(request: Request, asking: Asking): Asked | null {
  const { lang, random, wording } = asking;
  const register = pickRegister(request.forms, wording.style.registers, random);
  if (register === null) return null;
  const named = nameSubjects(request.subjects, { ...asking, register });
  if (named === null) return null;
  const number = pickForm(request.forms[register], named.short, asking);
  const slots = { ...request.slots, ...named.slots };
  const parts = withGreeting(fillParts(request.forms[register][number] ?? '', slots), { ...asking, register });
  const styled = applyStyle(parts.parts, { lang, register, random, style: wording.style, short: named.short });
  const marks = [...(parts.isGreeting ? ['greeting'] : []), ...styled.marks];
  return {
    question: {
      text: styled.text.trimEnd(),
      lang,
      form: [request.name, lang, `${register}-${number}`, ...marks].join('/'),
      subjects: named.keys.map(styled.respell),
    },
    said: named.said,
  };
}

/** The number of a form; where a short form is wanted, of one that has something to shorten. */
function pickForm(forms: readonly string[], short: 'done' | 'wanted' | 'none', { lang, random }: Asking): number {
  const numbers = forms.map((_, number) => number);
  const shortable = short === 'wanted' ? numbers.filter((number) => canShorten(forms[number] ?? '', lang)) : [];
  return random.pick(shortable.length > 0 ? shortable : numbers);
}

type Voice = Asking & { readonly register: Register };

function nameSubjects(subjects: Readonly<Record<string, Designation>>, voice: Voice) {
  const { lang, random, register, wording } = voice;
  let short: 'done' | 'wanted' | 'none' = random.next() < wording.style.shortForms ? 'wanted' : 'none';
  const slots: Record<string, string> = {};
  const keys: string[] = [];
  const said: string[] = [];
  const seed = String(random.next());
  // Whoever writes `vol 3 of this` writes `vol 5 of that`: each subject is said with the same choices.
  const choices = (): Random => createRandom(seed);
  const named = Object.entries(subjects).map(([slot, designation]) => {
    const title = titleFor(designation, lang, choices());
    const shortName =
      short === 'wanted' && title !== null ? shortNames(title, designation.titles, wording.subjects)[0] : undefined;
    if (shortName !== undefined) short = 'done';
    return { slot, designation, title, written: shortName ?? title ?? '' };
  });
  const isQuoted = quotesTitles(
    named.map(({ written }) => written),
    { lang, register, random },
  );
  for (const { slot, designation, title, written } of named) {
    if (title === null) return null;
    const mentioned = mention(designation, { lang, register, random: choices(), title: written, isQuoted });
    slots[slot] = mentioned.text;
    keys.push(...mentioned.keys);
    said.push(formalMention(designation, answerLang(lang), title));
  }
  return { slots, keys, said, short };
}

/** Something said before or after, never both. */
function withGreeting(parts: readonly Part[], { lang, random, register, wording }: Voice) {
  const greetings = greetingsOf(lang, register);
  const isGreeting = random.next() < wording.style.greetings && greetings.before.length > 0;
  if (!isGreeting) return { parts, isGreeting };
  const isFirst = random.next() < 0.6;
  const text = random.pick(isFirst ? greetings.before : greetings.after);
  // A slip in it would be a slip beside the question.
  const greeting: Part = { text, fixed: true };
  return { parts: isFirst ? [greeting, ...parts] : [...parts, greeting], isGreeting };
}
