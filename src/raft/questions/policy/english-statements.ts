/**
 * English statements turned into the yes-or-no questions that they answer, and into questions about their conditions:
 * `You cannot return gift cards.` → `Can I return gift cards?` · No. The answer is the sentence as it stands.
 */
import { askConditions, type Condition, splitCondition } from './english-conditions.js';
import {
  ANAPHORA,
  askedSubject,
  expandContractions,
  LEANS,
  lowerSubject,
  swapPerson,
  upperFirst,
} from './english-grammar.js';
import type { PolicyWording, Reply } from './wording.js';

/** Longer questions are legalese. */
const MAX_WORDS = 24;
const MARKUP = /[[\]|*_`<>{}#]/;

/**
 * All wordings of one sentence.
 *
 * @param sentence with its final stop
 * @returns empty where no rule fits
 */
export function wordEnglishStatement(sentence: string): readonly PolicyWording[] {
  const whole = sentence.trim();
  if (
    !/^[A-Z“"]/.test(whole) ||
    !/[.!]$/.test(whole) ||
    MARKUP.test(whole) ||
    LEANS.test(whole) ||
    /\bfor You\b/.test(whole)
  )
    return [];
  const text = expandContractions(whole.replace(/\s+/g, ' ').replace(/[.!]$/, ''));
  const condition = splitCondition(text);
  const found = condition === null ? fromClause(text) : fromCondition(condition);
  return found
    .map(({ form, asks, reply, subject }) => ({
      form,
      asks: asks.filter(isAskable),
      reply,
      answer: whole,
      gold: whole,
      ...(subject === undefined ? {} : { subject }),
    }))
    .filter(({ asks }) => asks.length > 0);
}

type Found = Pick<PolicyWording, 'form' | 'asks' | 'reply' | 'subject'>;

function isAskable(ask: string): boolean {
  if (ANAPHORA.test(ask.replace(/^(?:Is|Are) there /, ''))) return false;
  return (
    ask.split(' ').length <= MAX_WORDS &&
    !/[;:—()]|, (?:and|or)? ?$|\?.*\?| (?:to|of|for|with|at|by|from|and|or|I do|you do)\?$/.test(ask)
  );
}

function fromCondition(condition: Condition): readonly Found[] {
  const asks = askConditions(condition);
  return asks.length === 0 ? [] : [{ form: 'condition', asks, reply: null }];
}

interface Clause {
  readonly subject: string;
  readonly aux: string;
  readonly negated: boolean;
  readonly rest: string;
}

const SUBJECT =
  "(?<subject>(?!(?:To|For|In|On|With|From|At|By|After|Before|If|When|Until|About|Under|Over|Since|Please|There|As|Up|Usually|Sometimes|Often|No|None|Nobody|Nothing|Only|Neither|Not|All|What|Whatever|Any|Every|Each|While|Because|Though|Although|Unless|Most|Many|Few|Several)\\b)[A-Z0-9][\\w'’$¥+-]*(?: [\\w'’$¥+-]+){0,6}?)";
const CLAUSE = new RegExp(
  `^${SUBJECT} (?<aux>can|may|must|will|should|is|are|do|does|need)(?<not> not| never)? (?<rest>.+)$`,
);
/** A subject with a clause inside is cut in the wrong place; one with `and` has parts that lean on each other. */
const NO_SUBJECT =
  /\b(?:the|a|an)\b.*\b(?:the|a|an)\b|\b(?:that|which|who|whose|where|you|we|they|if|when|is|are|was|were|has|have|can|may|will|must|do|does|not|to|by|for)\b|\b(?:and|or|of|in|on|the|a|an)$/i;

function parse(text: string): Clause | null {
  const found = CLAUSE.exec(text)?.groups;
  if (!found) return null;
  const { subject = '', aux = '', rest = '' } = found;
  if (!/^(?:You|We)$/.test(subject) && NO_SUBJECT.test(subject)) return null;
  // `Actions is billed …`: a name that looks like a plural.
  if (/^[A-Z]\w*[^s]s$/.test(subject) && /^(?:is|does)$/.test(aux)) return null;
  return { subject, aux, negated: found['not'] !== undefined, rest };
}

/** Begins a condition of what was said before. */
const CONDITION =
  /^,? ?(?:if|as long as|so long as|provided that|only if|only when|while|once (?!per\b|a\b|only\b|and\b|$)|when|as soon as|until)\b/;
/** What is allowed after all: then the answer is the whole statement, and no plain no. */
const EXCEPTION = /^,? ?(?:unless|except)\b/;
/** What makes an answer more than yes or no, wherever it stands. */
const QUALIFIED =
  /\b(?:unless|except|only|but|however|other than|subject to|to the extent|whichever|generally|usually|typically|normally)\b/i;
const NUMBER = '(?:[¥$€£]?\\d[\\d,.]*|one|two|three|four|five|six|seven|ten|fourteen|thirty)';
/** `within 14 days of delivery`: what the question about the value asks for. */
const VALUE_PHRASE = new RegExp(`(?: free of charge)? (?:within|up to|for up to|no later than|by) ${NUMBER}\\b.*$`);
const HAS_VALUE = new RegExp(
  `[¥$€£]\\d|\\d%|\\b${NUMBER}(?: ?%| ?(?:business |calendar |working )?(?:days?|hours?|minutes?|weeks?|months?|years?)\\b)`,
);
const TIMED = /\b(?:at any time|at the same time|within|every|at once)\b/;
/** What a tail belongs to more closely than to the rest of the clause. */
const CUT_SHORT = /\b(?:know|see|say|tell|understand|decide|even|only|just|than|especially|regardless)$/;
/** A clause that goes on or back: `also`, `then`, `again`. */
const LEANING_ADVERB =
  /^(?:also|then|therefore|otherwise|instead|thus|likewise|furthermore|not|never|only|generally|usually|of course|gladly|continue)\b|\b(?:again|anyway|as well|too|instead|of course)\b/;

function fromClause(text: string): readonly Found[] {
  const none = /^There (?<be>is|are) no (?<what>[a-z][^,;:—()]+)$/.exec(text)?.groups;
  if (none !== undefined) {
    const { be = '', what = '' } = none;
    return QUALIFIED.test(what)
      ? []
      : [{ form: 'none', asks: [`${upperFirst(be)} there any ${swapPerson(what)}?`], reply: 'no' }];
  }
  const clause = parse(text);
  if (clause === null || LEANING_ADVERB.test(clause.rest)) return [];
  const question = questionOf(clause);
  const { core, tail } = splitTail(clause.rest);
  if (
    question === null ||
    !standsAlone(core) ||
    (!isNamed(clause) && !core.includes(' ')) ||
    HAS_VALUE.test(clause.subject) ||
    (tail !== null && CUT_SHORT.test(core)) ||
    tail?.startsWith('(')
  )
    return [];
  const subject = isNamed(clause) ? { subject: askedName(clause.subject) } : {};
  const asks = (rest: string): string[] => question.frames.map((frame) => frame(swapPerson(rest)));
  if (tail !== null && CONDITION.test(tail.trim()) && / (?:one|it|them|so)$/.test(tail)) return [];
  if (tail !== null && CONDITION.test(tail.trim())) return conditioned(clause, { asks: asks(core), core, subject });
  if (question.reply === 'no') {
    if (tail !== null && EXCEPTION.test(tail))
      return [{ form: 'exception', asks: asks(core), reply: null, ...subject }];
    // What is cut off may carry what is denied: `cannot be returned, if …`.
    const isWhole = tail === null || /^,? ?because\b/.test(tail);
    return isWhole && !QUALIFIED.test(core) ? [{ form: 'polar', asks: asks(core), reply: 'no', ...subject }] : [];
  }
  if (tail !== null && QUALIFIED.test(tail)) {
    return clause.aux === 'can' ? [{ form: 'proviso', asks: asks(core), reply: null, ...subject }] : [];
  }
  if (/^(?:have )?no\b/.test(core) || (tail !== null && core.split(' ').length < 4 && !isNamed(clause))) return [];
  if (!HAS_VALUE.test(core)) return [{ form: 'polar', asks: asks(core), reply: 'yes', ...subject }];
  const trimmed = core.replace(VALUE_PHRASE, '');
  if (!/^(?:can|may)$/.test(clause.aux) || HAS_VALUE.test(trimmed) || !trimmed.includes(' ')) return [];
  return [{ form: 'polar', asks: asks(trimmed), reply: 'yes', ...subject }];
}

/** `S can V if C`: whether and when, with the statement as the answer. */
function conditioned(
  clause: Clause,
  context: { readonly asks: readonly string[]; readonly core: string; readonly subject: Pick<Found, 'subject'> },
): readonly Found[] {
  const { asks, core, subject } = context;
  const [plain = ''] = asks;
  const timed = TIMED.test(core) || HAS_VALUE.test(core);
  const when = plain.replace(/^(?:Can|May|Is|Are) /, (aux) => `When ${aux.toLowerCase()}`);
  if (clause.negated || !/^(?:can|may|is|are)$/.test(clause.aux)) return [];
  if (/^(?:is|are)$/.test(clause.aux))
    return timed || /\b(?:you|we)\b/i.test(core) ? [] : [{ form: 'when', asks: [when], reply: null, ...subject }];
  const whether = plain.replace(VALUE_PHRASE, '?').replace('??', '?');
  return [{ form: 'proviso', asks: timed ? [whether] : [whether, when], reply: null, ...subject }];
}

function isNamed({ subject }: Clause): boolean {
  return !/^(?:You|We)$/.test(subject);
}

interface QuestionOf {
  readonly frames: readonly ((rest: string) => string)[];
  readonly reply: Reply;
}

const PARTICIPLE =
  /^(?!(?:concerned|committed|pleased|interested|dedicated|excited|based|related|limited|designed|intended|focused|located|advised|encouraged|deemed|considered|supposed)\b)(?:be )?(?:\w+ly )?(?:\w{2,}ed|sold|sent|kept|paid|made|given|shown|taken|lost|held|set|bought|put|hidden|written|free|available|included|required|needed|valid|eligible|refundable|responsible|allowed|able|subject|entitled|liable|due|optional|final)\b/;

/** How the statement is asked, and what the statement replies. */
function questionOf({ subject, aux, negated, rest }: Clause): QuestionOf | null {
  const name = askedName(subject);
  const reply: Reply = negated ? 'no' : 'yes';
  const isCustomer = subject === 'You';
  switch (aux) {
    case 'can':
      return {
        reply,
        frames: isCustomer
          ? [(v) => `Can I ${v}?`, (v) => `Am I able to ${v}?`, (v) => `Would I be able to ${v}?`]
          : [(v) => `Can ${name} ${v}?`],
      };
    case 'may':
      // `The lettering may be late` is no permission.
      if ((!isCustomer && !PERSONS.test(subject)) || POSSIBLE.test(rest)) return null;
      return {
        reply,
        frames: isCustomer
          ? [(v) => `May I ${v}?`, (v) => `Am I allowed to ${v}?`, (v) => `Can I ${v}?`]
          : [(v) => `May ${name} ${v}?`, (v) => `${isPlural(subject) ? 'Are' : 'Is'} ${name} allowed to ${v}?`],
      };
    case 'must':
      if (negated) return isCustomer ? { reply, frames: [(v) => `May I ${v}?`, (v) => `Am I allowed to ${v}?`] } : null;
      return {
        reply,
        frames: isCustomer
          ? [(v) => `Do I have to ${v}?`, (v) => `Must I ${v}?`, (v) => `Do I need to ${v}?`]
          : [(v) => `${isPlural(subject) ? 'Do' : 'Does'} ${name} have to ${v}?`, (v) => `Must ${name} ${v}?`],
      };
    case 'will':
      if (!/^(?:You|We|Your? .*|[A-Z]\w+)$/.test(subject) || isPlural(subject) || rest.split(' ').length < 4)
        return null;
      return { reply, frames: [(v) => `Will ${name} ${v}?`] };
    case 'should':
      return isCustomer ? { reply, frames: [(v) => `Should I ${v}?`] } : null;
    case 'need':
      return negated && isCustomer
        ? { reply, frames: [(v) => `Do I need to ${v}?`, (v) => `Do I have to ${v}?`] }
        : null;
    case 'do':
    case 'does':
      if (!negated) return null;
      if (/^(?:need|have) to /.test(rest)) return { reply, frames: [(v) => `${upperFirst(aux)} ${name} ${v}?`] };
      return { reply, frames: [(v) => `${upperFirst(aux)} ${name} ${v}?`] };
    default: {
      const be = name === 'I' ? 'Am' : upperFirst(aux);
      return PARTICIPLE.test(rest) ? { reply, frames: [(v) => `${be} ${name} ${v}?`] } : null;
    }
  }
}

/** What may happen, not what is allowed. */
const POSSIBLE = /^(?:need|be|have|see|receive|notice|experience|find|want|wish|also|still)\b/;
const PERSONS =
  /^(?:Users?|Members?|Customers?|Visitors?|Employees?|Subscribers?|Developers?|Partners?|Participants?|Minors|Children|Guests?|The assistant|The customer|Developer|Customer|Partner)$/;

function isPlural(subject: string): boolean {
  return /[^s]s$/.test(subject) || / and /.test(subject);
}

/** The subject inside the question; `You` is the customer. */
function askedName(subject: string): string {
  return askedSubject(/^(?:You|We)$/.test(subject) ? subject : lowerSubject(subject));
}

/** Cuts the rest of a clause where something of its own begins. */
function splitTail(rest: string): { readonly core: string; readonly tail: string | null } {
  const cut = rest.search(
    /[;:—(]|, (?:and|but|so|because|which|though|or|unless|except|as|if|when|once|after|before|whether|including|however|by|with|to|in|at|on|for|provided|not)\b| (?:because|unless|except|as long as|so long as|provided that|only if|only when|if|while|whereas|although|but|so that|until|as soon as|when)\b|,? once (?:you|we|the|a|an|it|your|they|all)\b/,
  );
  if (cut < 0) return { core: rest, tail: null };
  return { core: rest.slice(0, cut).trim(), tail: rest.slice(cut) };
}

/** Two predicates in one clause (`is plain and carries no title`) do not make one question. */
function standsAlone(core: string): boolean {
  return (
    (core.includes(' ') || PARTICIPLE.test(core)) &&
    !/ and (?:is|are|can|may|must|will|do|does|cannot|[a-z]+s (?:a|an|the|no|to|you|your|it)\b)/.test(core) &&
    !/,/.test(core.replace(/,(?= [^,]+(?:,| and | or ))/g, '')) &&
    !/\b(?:and|or|to|of|for)$/.test(core)
  );
}
