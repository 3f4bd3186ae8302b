/** The little grammar that turning shop prose into customers' questions takes. */
import type { ValueMention } from '../../../text/values.js';

/** Verbs whose third person is taken apart again; anything else in that place could be a noun. */
const BASE_VERBS = (
  'keep hold take last send ship refund charge remain stay run earn give allow deliver arrive close open apply start ' +
  'return reply answer ask pay process credit store delete retain notify offer accept cancel begin wait add cover ' +
  'write remind tell leave wait search respond review remove suspend terminate read say collect use share sell bill'
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

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcan[’']t\b|\bcannot\b/gi, 'can not'],
  [/\bwon[’']t\b/gi, 'will not'],
  [/\b(is|are|do|does|did|has|have|must|should|need|was|were)n[’']t\b/gi, '$1 not'],
  [/\b(you|we|they|it|that|there|I)[’']ll\b/gi, '$1 will'],
  [/\b(you|we|they)[’']re\b/gi, '$1 are'],
  [/\b(you|we|they)[’']ve\b/gi, '$1 have'],
  [/\b(you|we|they)[’']d\b/gi, '$1 would'],
];

/** `We won’t` → `We will not`, `cannot` → `can not`: one form for the rules to look at. */
export function expandContractions(text: string): string {
  return CONTRACTIONS.reduce((expanded, [short, long]) => expanded.replace(short, long), text);
}

/** What may follow an object `you`: nothing, or a word that is no verb. */
const OBJECT_YOU =
  /\byou(?=$|[.,;:!?)]| (?:and|or|for|to|with|from|in|on|at|by|about|as|of|if|when|once|before|after|until|unless|while|because|so|again|back|directly|a|an|the|your|our|this|that|it|them|how|what|which|whether|who|any|some|all|no|only|up|out|access|information|more|money|via|through|under|during|within|without|right|prior|well|better|ahead|first|early|\d+)\b)|(?<=\b(?:charge|bill|tell|send|give|ask|notify|contact|e-?mail|remind|warn|help|refund|show|inform|provide|offer|allow|enable|treat|protect|identify|verify|connect|reimburse|pay) )you\b|(?<=\b(?:for|with|from|about|of|by|between|against|upon|on|at) )you\b|(?<=\bto )you(?= (?:will|shall|may|must|can)\b)/gi;
const SWAP: Readonly<Record<string, string>> = {
  your: 'my',
  yours: 'mine',
  yourself: 'myself',
  yourselves: 'myself',
  our: 'your',
  ours: 'yours',
  ourselves: 'yourselves',
  us: 'you',
  we: 'you',
};

/** The shop writes `you` and `your` to the customer; the customer writes `I`, `me` and `my`, and calls the shop `you`. */
export function swapPerson(text: string): string {
  return text
    .replace(OBJECT_YOU, '\uE002')
    .replace(/\byou (are|were)\b/gi, (_, verb: string) => (verb.toLowerCase() === 'are' ? '\uE001 am' : '\uE001 was'))
    .replace(/\byou\b/gi, '\uE001')
    .replace(/\b(?:yourselves|yourself|yours?|ourselves|ours?|us|we)\b/gi, (word) =>
      word === 'US' ? word : (SWAP[word.toLowerCase()] ?? word),
    )
    .replaceAll('\uE001', 'I')
    .replaceAll('\uE002', 'me');
}

/** The subject of a statement as the customer says it inside a question. */
export function askedSubject(subject: string): string {
  if (/^You$/i.test(subject)) return 'I';
  if (/^We$/i.test(subject)) return 'you';
  return swapPerson(lowerSubject(subject));
}

/** A capital that only the start of the sentence asked for goes; names, titles and contracts' defined terms keep theirs. */
export function lowerSubject(subject: string): string {
  const words = subject.split(' ');
  const [first = ''] = words;
  if (!/^[A-Z][a-z’'-]*$/.test(first) || DEFINED_TERM.test(subject)) return subject;
  const hasCapitals = /[A-Z]/.test(subject.slice(1));
  // `A Kettle for the Mountain God` is a title, `The MangaAssist app` and `A Machine Account` are none.
  const isTitle = /^An? /.test(subject) && / [a-z]+ .*[A-Z]\S*$/.test(subject);
  return !hasCapitals || (ARTICLE.test(first) && !isTitle) ? lowerFirst(subject) : subject;
}

const ARTICLE = /^(?:The|A|An|Your|Our|All|Any|Each|Every|If|When|Once|After|Before)$/;
const DEFINED_TERM =
  /^(?:Customer|User|Developer|Partner|Participant|Company|Provider|Licensee|Licensor|Recipient|Contractor|Supplier|Affiliate)$/;

export function lowerFirst(text: string): string {
  return /^I\b/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Points outside the sentence, so that a question with it could not be understood alone. */
export const ANAPHORA =
  /\b(?:this|these|those|it|its|they|them|their|theirs|such|either|neither|otherwise|both|next|here|there|following|above|below|aforementioned|foregoing|so|same|other|others|latter|former|respective|herein|thereof|therein|hereunder)\b|\b(?:after|before|in|of|for|to|by|from|on|with|that) that\b|\b(?:if|when|once|while|exercise|use|change|make|see|read|do|get|give|find|keep|have|stop|choose|honor|revoke) that\b|\bthat(?=[.,;:?]|$| (?:case|time|date|period|day|point|order|means|is|are)\b)/i;

/** A sentence that goes on from an earlier one. */
export const LEANS =
  /^(?:After that|Then|It|They|This|These|Those|That|In (?:that|this|these|those|such)|In both|Either way|Otherwise|However|But|And|Or|So|Also|In addition|Additionally|For example|For instance|If so|If not|Instead|Therefore|Thus|As a result|Likewise|Similarly|Meanwhile|Similarly|Both|Neither|Here|Some|Others?|Another|One|Ones|As such|Accordingly|Finally|Afterwards|Outside these|Yes|No|Note|Even so|Still|At this|At that|To do (?:so|this)|Such)\b/;
