/**
 * English policy sentences turned into questions by moving words, not by inventing them: `You can return books within
 * 30 days of delivery.` → `Within how many days of delivery can I return books?` A sentence that no rule fits gives
 * no question; a wrong one would teach nonsense.
 */
import type { ValueMention } from '../../../text/values.js';
import {
  ANAPHORA,
  askedSubject,
  askFor,
  doSupport,
  lowerFirst,
  swapPerson,
  upperFirst,
  VERBS,
} from './english-grammar.js';
import type { PolicyWording } from './wording.js';

interface Asked {
  readonly asks: readonly string[];
  readonly form: string;
  /** What the question is about, where it is neither the customer nor the shop. */
  readonly subject?: string;
}

interface Clause {
  /** The clause with {@link SLOT} where the value stood, without its full stop. */
  readonly text: string;
  readonly mention: ValueMention;
}

type Rule = (clause: Clause) => Asked | null;

/** A private-use character: no document has it. */
const SLOT = '\uE000';
const PREPOSITION =
  'within|for up to|for at least|for|up to|at least|no later than|no earlier than|after|in|at most|by';
/** What belongs to the value: `of delivery`, `before the release date`. */
const TAIL =
  '(?<tail>(?: (?:of|after|before|from|following|prior to|per|a|an|each|every|or more|or less|or longer)\\b[^,;:()]*)?)';
const SUBJECT =
  '(?<subject>(?!(?:To|For|In|On|With|From|At|By|After|Before|If|When|Until|About|Under|Over|Since|Please|There|Up)\\b)' +
  "(?:You|We|They|[A-Z0-9¥$][\\w'’$¥-]*(?: (?:[\\w'’$¥-]|,(?=\\d))+){0,7}?))";

const VERB_INSIDE = new RegExp(
  `\\b(?:${VERBS}|is|are|was|were|can|will|costs|takes|has|have)$|[a-z] (?:${VERBS}|is|are|was|were|can|will|costs|takes|has|have)\\b`,
);

const RULES: readonly Rule[] = [threshold, cost, deposit, discount, auxiliary, takes, lapse, verb, notice];

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
export function wordEnglishValue(sentence: string, mention: ValueMention): PolicyWording | null {
  if (!/^[A-Z0-9“"'¥$]/.test(sentence) || !/[.!]$/.test(sentence.trim()) || /[[\]|*_`]/.test(sentence)) return null;
  if (CONDITIONS.test(sentence)) return null;
  const end = clauseEnd(sentence, mention);
  if (end === null) return null;
  const text = maskValue(sentence.slice(0, end), mention);
  if (ANAPHORA.test(text)) return null;
  const { lead, clause } = splitLead(text);
  for (const rule of RULES) {
    const asked = rule({ text: clause, mention });
    if (asked) {
      const asks = asked.asks.map((ask) => squeeze(lead === null ? ask : `${lead}, ${lowerFirst(ask)}`));
      const answer = `${sentence.slice(0, end).trim()}.`;
      const subject = asked.subject === undefined ? {} : { subject: asked.subject };
      return { form: `value/${asked.form}`, asks, reply: null, answer, gold: mention.surface, ...subject };
    }
  }
  return null;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Where the value's clause ends; null where another value in it would make the question ambiguous. */
function clauseEnd(sentence: string, mention: ValueMention): number | null {
  const body = sentence.trimEnd().replace(/[.!]+$/, '');
  if (mention.end > body.length) return null;
  const after = body.slice(mention.end);
  const cut = after.search(/[,;:—(]| (?:because|so that|while|whereas|although)\b/);
  const kept = cut < 0 ? after : after.slice(0, cut);
  if (kept.startsWith('-') || /\d/.test(kept) || /\band\b.*\b(?:is|are|can|must|will)\b/.test(kept)) return null;
  return mention.end + kept.length;
}

function maskValue(clause: string, mention: ValueMention): string {
  return squeeze(`${clause.slice(0, mention.start)}${SLOT}${clause.slice(mention.end)}`).replace(
    /\b(you|we|they)['’]ll\b/gi,
    '$1 will',
  );
}

function splitLead(text: string): { readonly lead: string | null; readonly clause: string } {
  const lead = /^(?:If|When|For|In|On|Once|With|As|Before|After|To)\b[^,\uE000]{3,80}(?=, \S)/.exec(text)?.[0];
  if (lead === undefined) return { lead: null, clause: text };
  return { lead: swapPerson(lead.replace(/(?<=^\w+ )you\b/, 'I')), clause: upperFirst(text.slice(lead.length + 2)) };
}

/** `Shipping is free for orders of N or more`, `Orders of N or more ship free`. */
function threshold({ text, mention }: Clause): Asked | null {
  if (mention.kind !== 'money') return null;
  const free = match(
    text,
    `${SUBJECT} (?:is|are) (?<how>free|waived)[^,]*? (?:orders?|purchases?) (?:of|over|above) ${SLOT}(?: or more)?`,
  );
  const ships = match(text, `(?:All )?[Oo]rders (?:of|over|above) ${SLOT}(?: or more)? ship (?:for )?free`);
  if (!free && !ships) return null;
  const what = free ? `${askedSubject(free['subject'] ?? '')} to be ${free['how']}` : 'free shipping';
  return {
    asks: [
      `How much do I have to spend on one order for ${what}?`,
      `What does an order have to come to for ${what}?`,
      `From what order value ${free ? `is ${askedSubject(free['subject'] ?? '')} ${free['how']}` : 'do orders ship free'}?`,
    ],
    form: 'threshold',
  };
}

/** `Standard shipping costs N per order`. */
function cost({ text, mention }: Clause): Asked | null {
  const found = match(text, `${SUBJECT} (?<verb>costs?) ${SLOT}(?<tail>(?: (?:per|a|an|for|to)\\b.*)?)`);
  if (!found || mention.kind !== 'money') return null;
  const { subject = '', verb: costs = '', tail = '' } = found;
  const where = /^ (?:per|an?)\b/.test(tail) ? '' : tail;
  const named = askedSubject(subject);
  return {
    asks: [
      `How much ${costs === 'costs' ? 'does' : 'do'} ${named} cost${where}?`,
      `What ${costs === 'costs' ? 'does' : 'do'} ${named} cost${where}?`,
      `What is the price of ${named}${where}?`,
    ],
    form: 'cost',
  };
}

/** `Limited editions need a deposit of N at …`. */
function deposit({ text, mention }: Clause): Asked | null {
  const found = match(text, `${SUBJECT} (?:needs?|requires?) an? (?<what>[a-z ]+?) of ${SLOT}.*`);
  if (!found || mention.kind !== 'money') return null;
  const { subject = '', what = '' } = found;
  const named = askedSubject(subject);
  return { asks: [`How much is the ${what} for ${named}?`, `What ${what} is needed for ${named}?`], form: 'deposit' };
}

/** `Finished series are N% off`. */
function discount({ text, mention }: Clause): Asked | null {
  const found = match(text, `${SUBJECT} (?<verb>is|are|gets?|receives?) ${SLOT} off.*`);
  if (!found || mention.kind !== 'percent') return null;
  const who = `${/^(?:is|are)$/.test(found['verb'] ?? '') ? 'on' : 'for'} ${askedSubject(found['subject'] ?? '')}`;
  return { asks: [`What discount is there ${who}?`, `How big is the discount ${who}?`], form: 'discount' };
}

/** `S can V within N days of X` → `Within how many days of X can S V?` */
function auxiliary({ text, mention }: Clause): Asked | null {
  const found = match(
    text,
    `${SUBJECT} (?<aux>can|may|must|will|should|is|are) (?<rest>[^,;:]+?) (?<prep>${PREPOSITION}) ${SLOT}${TAIL}`,
  );
  if (!found) return null;
  const { subject = '', aux = '', rest = '', prep = '', tail = '' } = found;
  return ask({ aux, subject, rest, prep, tail, mention, form: 'auxiliary' });
}

/** `The check takes about two minutes`. */
function takes({ text, mention }: Clause): Asked | null {
  const found = match(text, `${SUBJECT} (?<verb>takes?|lasts?) (?:about |up to |at least )?${SLOT}${TAIL}`);
  if (!found || mention.kind !== 'duration') return null;
  const { subject = '', verb: word = '' } = found;
  const { aux, base } = doSupport(subject, word);
  const named = askedSubject(subject);
  return {
    asks: [`How long ${aux} ${named} ${base}?`, `How much time ${aux} ${named} ${base}?`],
    form: 'takes',
  };
}

/** `Points expire N months after X` → `How many months after X do points expire?` */
function lapse({ text, mention }: Clause): Asked | null {
  const verbs = 'expires?|ends?|lapses?|arrives?|begins?|starts?|closes?|leaves?|ships?';
  const found = match(
    text,
    `${SUBJECT} (?<verb>${verbs}) ${SLOT}(?<tail> (?:after|before|from|following)\\b[^,;:()]*)`,
  );
  const howMany = askFor(mention);
  if (!found || howMany === null) return null;
  const { subject = '', verb: word = '', tail = '' } = found;
  const { aux, base } = doSupport(subject, word);
  const named = askedSubject(subject);
  const when = swapPerson(tail);
  return {
    asks: [
      `${upperFirst(howMany)}${when} ${aux} ${named} ${base}?`,
      `How long${when} ${aux} ${named} ${base}?`,
      `When ${aux} ${named} ${base}?`,
    ],
    form: 'lapse',
  };
}

/** `The carrier keeps a parcel for seven days` → `For how many days does the carrier keep a parcel?` */
function verb({ text, mention }: Clause): Asked | null {
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
function notice({ text, mention }: Clause): Asked | null {
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

function ask({ aux, subject, rest, prep, tail, mention, form }: Parts): Asked | null {
  const howMany = askFor(mention);
  if (
    howMany === null ||
    (mention.kind === 'money' && (prep.startsWith('for') || /^(?:is|are)$/.test(aux))) ||
    new RegExp(`\\b(?:${PREPOSITION}|about|around|of)$| and (?:${VERBS}|can|may|must|will|should|is|are)\\b`).test(
      rest,
    ) ||
    rest.split(' ').length > 16
  )
    return null;
  const named = askedSubject(subject);
  const moved = `${prep} ${howMany}${swapPerson(tail)}`.trim();
  const said = swapPerson(rest);
  const modal = /^(?:can|may|must|will)$/.test(aux);
  const asks = [
    `${upperFirst(moved)} ${aux} ${named} ${said}?`,
    ...(modal ? [`Could you tell me ${moved} ${named} ${aux} ${said}?`] : []),
    ...howLong({ aux, named, said, prep, tail: swapPerson(tail), mention }),
  ];
  return { asks, form, ...(/^(?:I|you)$/.test(named) ? {} : { subject: named }) };
}

/** `within 14 days of delivery` → `How long after delivery …?`, `for 7 days` → `How long …?` */
function howLong(parts: {
  readonly aux: string;
  readonly named: string;
  readonly said: string;
  readonly prep: string;
  readonly tail: string;
  readonly mention: ValueMention;
}): string[] {
  const { aux, named, said, prep, tail, mention } = parts;
  if (mention.kind !== 'duration') return [];
  const since = /^ (?:of|after|from|following) (?<event>.+)$/.exec(tail)?.groups?.['event'];
  if (/^for(?: up to| at least)?$/.test(prep) && tail === '') return [`How long ${aux} ${named} ${said}?`];
  if (prep !== 'within') return [];
  if (since === undefined) {
    return named === 'I' && /^(?:can|may|must)$/.test(aux) && tail === ''
      ? [`How much time do I have to ${said}?`]
      : [];
  }
  const mine = named === 'I' && /^(?:can|may|must)$/.test(aux);
  return [
    `How long after ${since} ${aux} ${named} ${said}?`,
    ...(mine ? [`How long do I have after ${since} to ${said}?`] : []),
  ];
}

/** The named groups of a whole clause; null also when the subject holds a verb, that is, when it is no subject. */
function match(text: string, pattern: string): Readonly<Record<string, string | undefined>> | null {
  const groups = new RegExp(`^${pattern}$`).exec(text)?.groups;
  return groups && !VERB_INSIDE.test(groups['subject'] ?? '') ? groups : null;
}
