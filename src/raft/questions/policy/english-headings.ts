/**
 * English headings turned into the questions that their sections answer: `How to report` → `How do I report?`, `What we collect` →
 * `What do you collect?`, `If nobody is home` → `What happens if nobody is home?`. A heading of an FAQ is a question already.
 */
import {
  ANAPHORA,
  askedSubject,
  doSupport,
  expandContractions,
  lowerFirst,
  swapPerson,
  VERBS,
} from './english-grammar.js';

/** A question that a whole section answers. */
export interface HeadingQuestion {
  readonly form: string;
  readonly asks: readonly string[];
}

const NUMBERING = /^(?:[A-Z]\.|\d+(?:\.\d+)*\.?|[ivx]+\.|\([a-z0-9]+\)|step \d+:?|q:)\s+/i;
const MAX_WORDS = 16;

/** What headings are read with. */
export interface HeadingContext {
  /** The page states rules, so that what happens and what holds can be asked about. */
  readonly isRulebook: boolean;
  /** Whether a word, in small letters, is one of the corpus's own: `refunds`, and not `microsoft`. */
  readonly isCommon: (word: string) => boolean;
}

/**
 * Words the question of a heading.
 *
 * @param heading without markup
 * @returns null for headings that are no question, lean on others, or say nothing
 */
export function wordEnglishHeading(heading: string, context: HeadingContext): HeadingQuestion | null {
  const bare = heading.trim().replace(NUMBERING, '').replace(/\.$/, '').replace(/\s+/g, ' ');
  if (bare === '' || /[`*_<>[\]{}|:/]|\.\.\.|…/.test(bare) || bare.split(' ').length > MAX_WORDS) return null;
  const text = sentenceCase(bare, context.isCommon);
  const found = text.endsWith('?') ? fromQuestion(text) : fromClause(text, context);
  if (found === null || found.asks.some((ask) => ANAPHORA.test(ask))) return null;
  return { ...found, asks: found.asks.map((ask) => ask.replace(/\b([Cc])an not\b/g, '$1annot')) };
}

const QUESTION_WORDS =
  /^(?:How|What|When|Where|Who|Which|Why|Can|Could|Do|Does|Did|Is|Are|May|Must|Should|Will|Am|Has|Have|If .{5,}, (?:how|what|when|where|who|can|do|does|is|are|may|must|should|will))\b/;

/** The page's own question; where it speaks as the company, the customer turns it around. */
function fromQuestion(text: string): HeadingQuestion | null {
  if (!QUESTION_WORDS.test(text) || text.split(' ').length < 4) return null;
  const isCompany = /\b(?:we|our|us)\b/i.test(text) && !/\b(?:I|my|me)\b/.test(text);
  return { form: 'faq', asks: [isCompany ? swapPerson(text) : text] };
}

function fromClause(text: string, { isRulebook, isCommon }: HeadingContext): HeadingQuestion | null {
  const plain = expandContractions(text);
  return (
    howTo(plain) ?? (isRulebook ? condition(plain) : null) ?? wh(plain) ?? (isRulebook ? topic(text, isCommon) : null)
  );
}

/** `How to ask for a person` */
function howTo(text: string): HeadingQuestion | null {
  const act = /^How to (?<act>[a-z].*)$/.exec(text)?.groups?.['act'];
  if (act === undefined) return null;
  const asked = swapPerson(act);
  return {
    form: 'how-to',
    asks: [
      `How do I ${asked}?`,
      `How can I ${asked}?`,
      `What do I have to do to ${asked}?`,
      `Could you explain how to ${asked}?`,
    ],
  };
}

/** `If nobody is home`, `When a release is postponed` */
function condition(text: string): HeadingQuestion | null {
  const happens =
    /^If [a-z].*$|^When (?!you\b|we\b|to\b|your\b)[a-z][a-z' -]* (?:is|are|fails?|arrives?|leaves?) ?.*$/.exec(text);
  if (!happens) return null;
  const asked = swapPerson(lowerFirst(text));
  const asks = [`What happens ${asked}?`];
  if (/^if/.test(asked)) asks.push(`What ${asked}?`, `Could you tell me what happens ${asked}?`);
  return { form: 'heading-condition', asks };
}

const WH = '(?<wh>What|Who|Where|When|Why|Which [a-z]+|How (?:long|much|many [a-z]+|often|fast|soon|far))';
const AUX = 'can|may|must|will|should|do|does|is|are';

/** `What we collect`, `How long you have`, `What cannot be returned`, `What the assistant may not decide` */
function wh(text: string): HeadingQuestion | null {
  const people = new RegExp(`^${WH} (?<who>you|we) (?<rest>.+)$`).exec(text)?.groups;
  if (people) return inverted(people['wh'] ?? '', people['who'] ?? '', people['rest'] ?? '');
  const subject =
    /^(?<wh>What|Who|Which [a-z]+) (?<rest>(?:can|may|must|will|is|are|needs|counts|gets|pays|has|applies|happens|receives|owns) .+)$/.exec(
      text,
    )?.groups;
  if (subject) return asking('heading', `${subject['wh']} ${swapPerson(subject['rest'] ?? '')}`);
  const noun = new RegExp(
    `^${WH} (?<subject>(?:the|a|an) [a-z]+|[a-z]+s) (?<verb>${AUX}|get|${VERBS})\\b(?<rest>.*)$`,
  ).exec(text)?.groups;
  if (!noun) return null;
  const { subject: named = '', verb = '', rest = '' } = noun;
  if (new RegExp(`^(?:${AUX})$`).test(verb))
    return asking('heading', `${noun['wh']} ${verb} ${named}${swapPerson(rest)}`);
  const { aux, base } = /s$/.test(named) ? { aux: 'do', base: verb } : doSupport(named, verb);
  return asking('heading', `${noun['wh']} ${aux} ${named} ${base}${swapPerson(rest)}`);
}

function inverted(word: string, who: string, rest: string): HeadingQuestion | null {
  const name = askedSubject(who);
  const modal = /^(?<aux>can|may|must|will|should|are)(?<not> not)? (?<rest>.+)$/.exec(rest)?.groups;
  if (modal) {
    const be = modal['aux'] === 'are' && name === 'I' ? 'am' : modal['aux'];
    return asking('heading', `${word} ${be} ${name}${modal['not'] ?? ''} ${swapPerson(modal['rest'] ?? '')}`);
  }
  const [verb = ''] = rest.split(' ');
  if (/ed$/.test(verb) || /^(?:do|did|had|was|were)$/.test(verb)) return null;
  return asking('heading', `${word} do ${name} ${swapPerson(rest)}`);
}

function asking(form: string, question: string): HeadingQuestion {
  return { form, asks: [`${question}?`] };
}

/** What pages of rules have rules on; other noun phrases are names of chapters. */
const RULED =
  /\b(?:fees?|postage|shipping|delivery|deliveries|opening hours|(?:delivery|response|processing|opening) times?|validity|expiry|expiration|refunds?|returns?|payments?|paying|invoices?|cancell?ations?|cancelling|termination|retention|deletion|warranty|warranties|liability|confidentiality|taxes|tax|prices?|discounts?|coupons?|points(?! of)|membership|trial|bonuses|devices|licen[cs]es?|disputes?|appeals?|subscriptions?|spoilers|reviews|cookies|parcels|cards|transfer|instalments|installments|assignment|indemnity|indemnification|logos|trademarks|forks|gifts|chargebacks?|customs|addresses|postponed|upgrades|downgrades|overages)\b/i;
/** Begins with a verb, a preposition or a pronoun: no name of a thing. */
const NO_TOPIC =
  /^(?:Be|Do|Don|No|Yes|Not|Let|See|Use|Get|Go|Keep|Make|Ask|Try|Read|Write|Tell|Please|Thank|About|Our|Your|My|We|You|I|It|This|That|These|Those|There|Here|For|To|In|On|At|By|With|From|As|Some|Any|All|Every|Each|How|What|When|Where|Who|Which|Why|If|And|Or|But|So|Before|After|While|During|Until|Under|Frequent\w*|Notes?|More|Other|Additional|Learn|Best)\b|[!?,;()“”"0-9]|\b(?:policy|terms|statement|agreement|addendum|notice)$/i;

/** `Return postage` */
function topic(text: string, isCommon: (word: string) => boolean): HeadingQuestion | null {
  const words = text.split(' ');
  if (!RULED.test(text) || NO_TOPIC.test(text) || words.length > 6 || /^[A-Z\s&-]+$/.test(text)) return null;
  const [first = ''] = words;
  const thing = /^[A-Z][a-z-]*$/.test(first) && isCommon(first.toLowerCase()) ? lowerFirst(text) : text;
  return {
    form: 'topic',
    asks: [
      `What are the rules on ${thing}?`,
      `What do I need to know about ${thing}?`,
      `Could you tell me about ${thing}?`,
      `What does the policy say about ${thing}?`,
    ].map(swapTopic),
  };
}

function swapTopic(ask: string): string {
  return ask.replace(/\byour\b/g, 'my').replace(/\bour\b/g, 'your');
}

/** `Limits of Liability` → `Limits of liability`; words that the corpus never writes small stay as they are. */
function sentenceCase(text: string, isCommon: (word: string) => boolean): string {
  const words = text.split(' ');
  const isTitled =
    words.length > 1 && words.every((word) => /^[A-Z]/.test(word) || SMALL.test(word) || !/[A-Za-z]/.test(word));
  if (!isTitled) return text;
  const lower = (word: string): string =>
    /^[A-Z][a-z]+\??$/.test(word) && isCommon(word.toLowerCase().replace('?', '')) ? word.toLowerCase() : word;
  return words.map((word, i) => (i === 0 ? word : lower(word))).join(' ');
}

const SMALL = /^(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|your|our|under|is|are|be)\b/;
