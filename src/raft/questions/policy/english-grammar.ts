/** The little grammar that turning shop prose into customers' questions takes. */
import type { ValueMention } from '../../../text/values.js';

/** Verbs whose third person is taken apart again; anything else in that place could be a noun. */
const BASE_VERBS = (
  'keep hold take last send ship refund charge remain stay run earn give allow deliver arrive close open apply start ' +
  'return reply answer ask pay process credit store delete retain notify offer accept cancel begin wait add cover ' +
  'write remind tell leave wait search respond review remove suspend terminate read say'
).split(' ');

/** A regular-expression alternation of those verbs, in both persons. */
export const VERBS = BASE_VERBS.flatMap((verb) => [verb, thirdPerson(verb)]).join('|');

function thirdPerson(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return verb.replace(/y$/, 'ies');
  return /(?:s|sh|ch|x)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

/** `do` or `does`, and the verb's base form: what a question needs where the statement has no auxiliary. */
export function doSupport(subject: string, found: string): { readonly aux: 'do' | 'does'; readonly base: string } {
  if (/^(?:You|We|They)$/.test(subject)) return { aux: 'do', base: found };
  const base = BASE_VERBS.find((verb) => found === thirdPerson(verb));
  if (base !== undefined) return { aux: 'does', base };
  return /[^s]s$/.test(found) ? { aux: 'does', base: found.slice(0, -1) } : { aux: 'do', base: found };
}

const NUMBER_WORD =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|sixty|ninety)';
const LEADING_NUMBERS = new RegExp(`^(?:(?:to|or|and|${NUMBER_WORD})\\b[ -]?)+`, 'i');

/** `30 days` → `how many days`, `¥500` → `how much`; null for values that are not asked for this way. */
export function askFor(mention: ValueMention): string | null {
  if (mention.kind === 'money') return 'how much';
  if (mention.kind === 'percent') return 'what percentage';
  if (mention.kind !== 'duration' && mention.kind !== 'count') return null;
  const words = /([A-Za-z][A-Za-z -]*)$/.exec(mention.surface)?.[1]?.trim() ?? '';
  const noun = words.replace(LEADING_NUMBERS, '');
  if (!/^[a-z]+(?: [a-z]+)*$/i.test(noun) || / of /.test(noun)) return null;
  return `how many ${noun.endsWith('s') ? noun : `${noun}s`}`;
}

const PRONOUNS: Readonly<Record<string, string>> = {
  your: 'my',
  yours: 'mine',
  yourself: 'myself',
  our: 'your',
  us: 'you',
  you: 'me',
  we: 'you',
};
const SUBJECT_YOU =
  /\byou(?= (?:\w+ed|have|had|can|could|want|need|are|buy|order|receive|get|pay|made|paid|bought|spent|change|cancel|ask)\b)/gi;

/** The shop writes `you` and `your` to the customer; the customer writes `I`, `me` and `my`, and calls the shop `you`. */
export function swapPerson(text: string): string {
  return text
    .replace(SUBJECT_YOU, '\uE001')
    .replace(/\b(?:yourself|yours?|you|our|us|we)\b/gi, (word) => PRONOUNS[word.toLowerCase()] ?? word)
    .replaceAll('\uE001', 'I');
}

/** The subject of a statement as the customer says it inside a question. */
export function askedSubject(subject: string): string {
  if (subject === 'You') return 'I';
  if (subject === 'We') return 'you';
  return swapPerson(lowerSubject(subject));
}

/** A capital that only the start of the sentence asked for goes; names and titles keep theirs. */
function lowerSubject(subject: string): string {
  const [first = ''] = subject.split(' ');
  const isName = !/^[A-Z][a-z’'-]*$/.test(first) || /[A-Z]/.test(subject.slice(1));
  return isName ? subject : lowerFirst(subject);
}

export function lowerFirst(text: string): string {
  return /^I\b/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
