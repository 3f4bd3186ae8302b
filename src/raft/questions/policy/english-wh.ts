/** Who, where and which: English statements that name a person, a place in the shop's pages, or means of payment. */
import { ANAPHORA, askedSubject, expandContractions, LEANS, swapPerson } from './english-grammar.js';
import type { PolicyWording } from './wording.js';

type Found = Pick<PolicyWording, 'form' | 'asks'>;

const MAX_WORDS = 20;

/** All wordings of one sentence; empty where no rule fits. */
export function wordEnglishWh(sentence: string): readonly PolicyWording[] {
  const whole = sentence.trim();
  if (!/^[A-Z].*[.!]$/.test(whole) || /[[\]|*_`<>]/.test(whole) || LEANS.test(whole)) return [];
  const text = expandContractions(whole.replace(/\s+/g, ' ').replace(/[.!]$/, ''));
  return [who(text), where(text), accepted(text)].flatMap((found) => {
    if (found === null || found.asks.some((ask) => ANAPHORA.test(ask) || ask.split(' ').length > MAX_WORDS)) return [];
    return [{ ...found, reply: null, answer: whole, gold: whole }];
  });
}

/** Participles whose agent is asked for. */
const AGENTS: Readonly<Record<string, string>> = {
  paid: 'pays',
  borne: 'bears',
  covered: 'covers',
  set: 'sets',
  decided: 'decides',
  handled: 'handles',
  owned: 'owns',
  issued: 'issues',
  collected: 'collects',
};

/** Who can pay, set or own something; not what it is done by. */
const PERSONS =
  /^(?:the |your |our |an? )?(?:[\w-]+ )?(?:customers?|buyers?|sellers?|recipients?|senders?|shop|carriers?|banks?|company|publishers?|owners?|individuals?|organi[sz]ations?|users?|members?|employer|team|staff)\b/i;

/** `Return postage is paid by the customer` → `Who pays return postage?` */
function who(text: string): Found | null {
  const found =
    /^(?<what>[A-Z][\w' -]{2,60}?) (?:is|are) (?<did>\w+) by (?<agent>[\w' -]{2,50})(?:, not by [\w ]+)?$/.exec(
      text,
    )?.groups;
  const { what = '', did = '', agent = '' } = found ?? {};
  const verb = AGENTS[did];
  if (verb === undefined || !PERSONS.test(agent) || /\b(?:that|which|who|you|we|if|not)\b/i.test(what)) return null;
  const named = askedSubject(what);
  return { form: 'who', asks: [`Who ${verb} ${named}?`, `Could you tell me who ${verb} ${named}?`] };
}

/** `You can stop the renewal under "Membership"` → `Where can I stop the renewal?` */
function where(text: string): Found | null {
  const found =
    /^You can (?!not\b|only\b|also\b)(?<act>[^,;:—()"“]{4,70}?)(?: at any time)? (?:under|in) (?:the )?["“][^"”]+["”](?: (?:page|section|menu|tab))?(?:;.*)?$/.exec(
      text,
    )?.groups;
  const act = found?.['act'];
  if (act === undefined) return null;
  const said = swapPerson(act);
  return { form: 'where', asks: [`Where can I ${said}?`, `Where do I go to ${said}?`] };
}

const CARDS = /\b(?:Visa|Mastercard|MasterCard|JCB|American Express|Amex|Discover|Diners)\b/g;

/** `We accept Visa, Mastercard and JCB` → `Which cards do you accept?` */
function accepted(text: string): Found | null {
  if (!/^(?:We (?:accept|take)|You can pay (?:with|by)) /.test(text) || (text.match(CARDS)?.length ?? 0) < 2)
    return null;
  return {
    form: 'which',
    asks: ['Which cards do you accept?', 'Which credit cards can I pay with?', 'What cards do you take?'],
  };
}
