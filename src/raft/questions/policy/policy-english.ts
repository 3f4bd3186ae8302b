/**
 * English policy sentences turned into questions by moving words, not by inventing them: `You can return books within
 * 30 days of delivery.` → `Within how many days of delivery can I return books?` A sentence that no rule fits gives
 * no question; a wrong one would teach nonsense.
 */
import type { ValueMention } from '../../../text/values.js';
import { askedSubject, askFor, doSupport, lowerFirst, swapPerson, upperFirst, VERBS } from './english-grammar.js';

/** A question and the phrase of the sentence that answers it. */
export interface PolicyWording {
  readonly question: string;
  readonly answer: string;
  /** Name of the rule. */
  readonly form: string;
}

interface Clause {
  /** The clause with {@link SLOT} where the value stood, without its full stop. */
  readonly text: string;
  readonly mention: ValueMention;
}

type Rule = (clause: Clause) => PolicyWording | null;

/** A private-use character: no document has it. */
const SLOT = '\uE000';
const PREPOSITION =
  'within|for up to|for at least|for|up to|at least|no later than|no earlier than|after|in|at most|by';
/** What belongs to the value: `of delivery`, `before the release date`. */
const TAIL =
  '(?<tail>(?: (?:of|after|before|from|following|prior to|per|a|an|each|every|or more|or less|or longer)\\b[^,;:()]*)?)';
const SUBJECT =
  '(?<subject>(?!(?:To|For|In|On|With|From|At|By|After|Before|If|When|Until|About|Under|Over|Since|Please|There)\\b)' +
  "(?:You|We|They|[A-Z0-9¥$][\\w'’$¥-]*(?: (?:[\\w'’$¥-]|,(?=\\d))+){0,7}?))";

const VERB_INSIDE = new RegExp(
  `\\b(?:${VERBS}|is|are|was|were|can|will|costs|takes|has|have)$|[a-z] (?:${VERBS}|is|are|was|were|can|will|costs|takes|has|have)\\b`,
);

const RULES: readonly Rule[] = [threshold, cost, deposit, discount, auxiliary, takes, lapse, verb, notice];

/** What points outside the sentence cannot be asked without it. */
const ANAPHORA = /\b(?:this|these|those|that|it|they|them|such|the same|the above|either|otherwise|both|next|here)\b/i;
/** An answer that leaves these out would be wrong for somebody. */
const CONDITIONS =
  /\b(?:unless|except|provided|however|but|only if|whichever|or until|as long as|not|cannot|never|approximately)\b/i;

/**
 * Words a question that the sentence answers with `mention`.
 *
 * @param sentence one sentence with its final stop
 * @param mention a value in it, offsets relative to the sentence
 * @returns null when no rule fits
 */
export function wordEnglish(sentence: string, mention: ValueMention): PolicyWording | null {
  if (!/^[A-Z0-9“"'¥$]/.test(sentence) || !/[.!]$/.test(sentence.trim()) || /[[\]|*_`]/.test(sentence)) return null;
  if (CONDITIONS.test(sentence)) return null;
  const text = mask(sentence, mention);
  if (text === null || ANAPHORA.test(text)) return null;
  const { lead, clause } = splitLead(text);
  for (const rule of RULES) {
    const wording = rule({ text: clause, mention });
    if (wording) return finish(wording, lead);
  }
  return null;
}

function finish(wording: PolicyWording, lead: string | null): PolicyWording {
  const question = lead === null ? wording.question : `${lead}, ${lowerFirst(wording.question)}`;
  const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();
  return { ...wording, question: squeeze(question), answer: squeeze(wording.answer) };
}

/** Cuts what follows the value's clause; another value in the same clause would make the question ambiguous. */
function mask(sentence: string, mention: ValueMention): string | null {
  const body = sentence.trim().replace(/[.!]+$/, '');
  if (mention.end > body.length) return null;
  const after = body.slice(mention.end);
  const cut = after.search(/[,;:—(]| (?:because|so that|while|whereas|although)\b/);
  const kept = cut < 0 ? after : after.slice(0, cut);
  if (kept.startsWith('-') || /\d/.test(kept) || /\band\b.*\b(?:is|are|can|must|will)\b/.test(kept)) return null;
  return `${body.slice(0, mention.start)}${SLOT}${kept}`
    .replace(/\s+/g, ' ')
    .replace(/\b(you|we|they)['’]ll\b/gi, '$1 will');
}

function splitLead(text: string): { readonly lead: string | null; readonly clause: string } {
  const lead = /^(?:If|When|For|In|On|Once|With|As|Before|After|To)\b[^,\uE000]{3,80}(?=, \S)/.exec(text)?.[0];
  if (lead === undefined) return { lead: null, clause: text };
  return { lead: swapPerson(lead.replace(/(?<=^\w+ )you\b/, 'I')), clause: upperFirst(text.slice(lead.length + 2)) };
}

/** `Shipping is free for orders of N or more`, `Orders of N or more ship free`. */
function threshold({ text, mention }: Clause): PolicyWording | null {
  if (mention.kind !== 'money') return null;
  const free = match(
    text,
    `${SUBJECT} (?:is|are) (?<how>free|waived)[^,]*? (?:orders?|purchases?) (?:of|over|above) ${SLOT}(?: or more)?`,
  );
  const ships = match(text, `(?:All )?[Oo]rders (?:of|over|above) ${SLOT}(?: or more)? ship (?:for )?free`);
  if (!free && !ships) return null;
  const what = free ? `${askedSubject(free['subject'] ?? '')} to be ${free['how']}` : 'free shipping';
  const more = text.includes(`${SLOT} or more`) ? ' or more' : '';
  return {
    question: `How much do I have to spend on one order for ${what}?`,
    answer: `${mention.surface}${more}.`,
    form: 'threshold',
  };
}

/** `Standard shipping costs N per order`. */
function cost({ text, mention }: Clause): PolicyWording | null {
  const found = match(text, `${SUBJECT} (?<verb>costs?) ${SLOT}(?<tail>(?: (?:per|a|an|for|to)\\b.*)?)`);
  if (!found || mention.kind !== 'money') return null;
  const { subject = '', verb: costs = '', tail = '' } = found;
  const where = /^ (?:per|an?)\b/.test(tail) ? '' : tail;
  return {
    question: `How much ${costs === 'costs' ? 'does' : 'do'} ${askedSubject(subject)} cost${where}?`,
    answer: `${mention.surface}${tail}.`,
    form: 'cost',
  };
}

/** `Limited editions need a deposit of N at …`. */
function deposit({ text, mention }: Clause): PolicyWording | null {
  const found = match(text, `${SUBJECT} (?:needs?|requires?) an? (?<what>[a-z ]+?) of ${SLOT}.*`);
  if (!found || mention.kind !== 'money') return null;
  const { subject = '', what = '' } = found;
  return {
    question: `How much is the ${what} for ${askedSubject(subject)}?`,
    answer: `${mention.surface}.`,
    form: 'deposit',
  };
}

/** `Finished series are N% off`. */
function discount({ text, mention }: Clause): PolicyWording | null {
  const found = match(text, `${SUBJECT} (?<verb>is|are|gets?|receives?) ${SLOT} off.*`);
  if (!found || mention.kind !== 'percent') return null;
  return {
    question: `What discount is there ${/^(?:is|are)$/.test(found['verb'] ?? '') ? 'on' : 'for'} ${askedSubject(found['subject'] ?? '')}?`,
    answer: `${mention.surface} off.`,
    form: 'discount',
  };
}

/** `S can V within N days of X` → `Within how many days of X can S V?` */
function auxiliary({ text, mention }: Clause): PolicyWording | null {
  const found = match(
    text,
    `${SUBJECT} (?<aux>can|may|must|will|should|is|are) (?<rest>[^,;:]+?) (?<prep>${PREPOSITION}) ${SLOT}${TAIL}`,
  );
  if (!found) return null;
  const { subject = '', aux = '', rest = '', prep = '', tail = '' } = found;
  return ask({ aux, subject, rest, prep, tail, mention, form: 'auxiliary' });
}

/** `The check takes about two minutes`. */
function takes({ text, mention }: Clause): PolicyWording | null {
  const found = match(text, `${SUBJECT} (?<verb>takes?|lasts?) (?<about>about |up to |at least )?${SLOT}${TAIL}`);
  if (!found || mention.kind !== 'duration') return null;
  const { subject = '', verb: word = '', about = '', tail = '' } = found;
  const { aux, base } = doSupport(subject, word);
  return {
    question: `How long ${aux} ${askedSubject(subject)} ${base}?`,
    answer: `${upperFirst(`${about}${mention.surface}`)}${tail}.`,
    form: 'takes',
  };
}

/** `Points expire N months after X` → `How many months after X do points expire?` */
function lapse({ text, mention }: Clause): PolicyWording | null {
  const verbs = 'expires?|ends?|lapses?|arrives?|begins?|starts?|closes?|leaves?|ships?';
  const found = match(
    text,
    `${SUBJECT} (?<verb>${verbs}) ${SLOT}(?<tail> (?:after|before|from|following)\\b[^,;:()]*)`,
  );
  const howMany = askFor(mention);
  if (!found || howMany === null) return null;
  const { subject = '', verb: word = '', tail = '' } = found;
  const { aux, base } = doSupport(subject, word);
  return {
    question: `${upperFirst(howMany)}${swapPerson(tail)} ${aux} ${askedSubject(subject)} ${base}?`,
    answer: `${upperFirst(mention.surface)}${tail}.`,
    form: 'lapse',
  };
}

/** `The carrier keeps a parcel for seven days` → `For how many days does the carrier keep a parcel?` */
function verb({ text, mention }: Clause): PolicyWording | null {
  const found = match(
    text,
    `${SUBJECT} (?<verb>${VERBS})(?<object>(?: [^,;:]+?)??) (?<prep>${PREPOSITION}) ${SLOT}${TAIL}`,
  );
  if (!found) return null;
  const { subject = '', verb: word = '', object = '', prep = '', tail = '' } = found;
  const { aux, base } = doSupport(subject, word);
  return ask({ aux, subject, rest: `${base}${object}`, prep, tail, mention, form: 'verb' });
}

/** `We write to you N days before X` → `How many days before X do you write to me?` */
function notice({ text, mention }: Clause): PolicyWording | null {
  const found = match(
    text,
    `${SUBJECT} (?<verb>${VERBS})(?<object> [^,;:]+?) ${SLOT}(?<tail> (?:after|before)\\b[^,;:()]*)`,
  );
  if (!found || mention.kind !== 'duration') return null;
  const { subject = '', verb: word = '', object = '', tail = '' } = found;
  const { aux, base } = doSupport(subject, word);
  return ask({ aux, subject, rest: `${base}${object}`, prep: '', tail, mention, form: 'notice' });
}

interface Parts {
  readonly aux: string;
  readonly subject: string;
  readonly rest: string;
  readonly prep: string;
  readonly tail: string;
  readonly mention: ValueMention;
  readonly form: string;
}

function ask({ aux, subject, rest, prep, tail, mention, form }: Parts): PolicyWording | null {
  const howMany = askFor(mention);
  if (
    howMany === null ||
    new RegExp(`\\b(?:${PREPOSITION}|about|around|of)$| and (?:${VERBS})\\b`).test(rest) ||
    rest.split(' ').length > 16
  )
    return null;
  const moved = `${prep} ${howMany}${swapPerson(tail)}`.trim();
  return {
    question: `${upperFirst(moved)} ${aux} ${askedSubject(subject)} ${swapPerson(rest)}?`,
    answer: `${upperFirst(`${prep} ${mention.surface}`.trim())}${tail}.`,
    form,
  };
}

/** The named groups of a whole clause; null also when the subject holds a verb, that is, when it is no subject. */
function match(text: string, pattern: string): Readonly<Record<string, string | undefined>> | null {
  const groups = new RegExp(`^${pattern}$`).exec(text)?.groups;
  return groups && !VERB_INSIDE.test(groups['subject'] ?? '') ? groups : null;
}
