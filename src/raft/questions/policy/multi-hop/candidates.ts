/**
 * Questions over two documents: a catalog entry has the fact that decides which policy holds. Both are oracles, both are
 * quoted, and the answer says both steps.
 */
import type { Random } from '../../../../core/random.js';
import type { FactValue } from '../../../../corpus/document.js';
import type { QuestionLang } from '../../../../dataset/raft-row.js';
import type { ViewIndex } from '../../../../verify/view-index.js';
import type { LineageGroups } from '../../../lineage-groups.js';
import type { Candidate, CandidateScope } from '../../candidate.js';
import type { FactLabels } from '../../catalog/fact-intents.js';
import { renderValue } from '../../catalog/render-value.js';
import { type AnswerLang, answerLang, type Question } from '../../question.js';
import { lowerFirst } from '../english-grammar.js';
import { mixJapanese } from '../japanese-mixed.js';
import { withTopic } from '../naming.js';
import type { PolicyIntent } from '../policy-questions.js';
import { goldOf } from '../wording.js';
import { categoriesOf } from './categories.js';
import { catalogEntries, type Entry, evidenceOf, factOf } from './holders.js';
import { categoryLinks, deadlineLinks, isComing, type Link, NAME, thresholdLinks } from './links.js';

/** What the links are made from. */
export interface MultiHopOptions {
  readonly index: ViewIndex;
  readonly groups: LineageGroups;
  readonly labels: FactLabels;
}

/** Entries that one statement is asked of, within one split: more would only repeat it. */
const MOST_ENTRIES = 400;

/** Links the policies to the catalogs once; what it returns draws the candidates of one split. */
export function prepareMultiHop(
  intents: readonly PolicyIntent[],
  options: MultiHopOptions,
): (scope: CandidateScope) => readonly Candidate[] {
  const { index, groups } = options;
  if (intents.length === 0) return () => [];
  const entries = catalogEntries(index, groups);
  const links = [
    // What is to come is under other rules: those of pre-orders.
    ...categoryLinks(intents, categoriesOf(entries.filter((entry) => !isComing(entry, index.view.as_of)))),
    ...thresholdLinks(intents, entries),
    ...deadlineLinks(intents, entries, index.view.as_of),
  ];
  return ({ random, isInside }) =>
    links
      .filter(({ policy }) => isInside(policy.group))
      .flatMap((link) => {
        const inside = link.entries.filter(({ group }) => isInside(group));
        return random
          .shuffle(inside)
          .slice(0, MOST_ENTRIES)
          .map((entry) => candidate(link, entry, options));
      });
}

function candidate(link: Link, entry: Entry, options: MultiHopOptions): Candidate {
  const { passage, span } = link.policy;
  return {
    group: entry.group,
    bucket: JSON.stringify([link.kind, link.field, passage.passage_id, span.start]),
    word: (lang, random) => wordMultiHop({ link, entry }, lang, { ...options, random }),
  };
}

interface Context {
  readonly index: ViewIndex;
  readonly labels: FactLabels;
  readonly random: Random;
}

/** Words it; null in a language that the policy is not written in, or where the entry's fact cannot be quoted. */
export function wordMultiHop(
  { link, entry }: { readonly link: Link; readonly entry: Entry },
  lang: QuestionLang,
  context: Context,
): Question | null {
  const { policy, field } = link;
  const { index, labels, random } = context;
  const value = factOf(entry, field);
  const reply = link.replyFor(entry);
  const name = nameFor(entry, lang, random);
  if ((lang === 'en') !== (policy.lang === 'en') || value === null || reply === undefined || name === null) return null;
  const evidence = evidenceOf(entry, field, { index, labels });
  if (evidence === null || evidence.passage.passage_id === policy.passage.passage_id) return null;
  const form = random.int(link.asks.length + (link.introduced?.length ?? 0));
  const text = ask({ link, form, name }, lang, random);
  if (text === null) return null;
  return {
    text,
    lang,
    type: 'multi_hop',
    form: `multi-hop/${link.kind}/${lang}/${policy.wording.form}/${form}`,
    group: entry.group,
    evidence: [evidence, { passage: policy.passage, span: policy.span }],
    facts: [{ passage: evidence.passage, field, value }],
    answer: answer({ link, entry, value, reply, name }, answerLang(lang), labels),
    subjects: [name],
    gold: goldOf({ gold: policy.wording.answer }),
  };
}

function nameFor({ names }: Entry, lang: QuestionLang, random: Random): string | null {
  if (lang === 'en') return names.en ?? names.ja;
  const both = [names.ja, names.en].filter((name) => name !== null);
  return lang === 'mixed' && both.length > 0 ? random.pick(both) : (both[0] ?? null);
}

/** The page is named where the statement holds for its page only; the entry's name stays as the catalog writes it. */
function ask(
  { link, form, name }: { readonly link: Link; readonly form: number; readonly name: string },
  lang: QuestionLang,
  random: Random,
): string | null {
  const said = lang === 'en' ? name : `『${name}』`;
  const isIntroduced = form >= link.asks.length;
  const plain = (isIntroduced ? link.introduced?.[form - link.asks.length] : link.asks[form]) ?? '';
  const named = plain.replace(NAME, said);
  const topic = isIntroduced ? null : (link.policy.topics.find((found) => found !== null) ?? null);
  const question = withTopic(named, topic, { lang, random });
  return lang === 'mixed' ? (mixJapanese(question, said) ?? (/[A-Za-z]{3}/.test(name) ? question : null)) : question;
}

interface Answered {
  readonly link: Link;
  readonly entry: Entry;
  readonly value: FactValue;
  readonly reply: 'yes' | 'no' | null;
  readonly name: string;
}

const REPLIES = { en: { yes: 'Yes. ', no: 'No. ' }, ja: { yes: 'はい。', no: 'いいえ。' } } as const;

/** The entry's fact, then what the policy says. */
function answer({ link, entry, value, reply, name }: Answered, lang: AnswerLang, labels: FactLabels): string {
  const { policy, field } = link;
  const label = labels(entry.passage.source_id, field);
  const known = lang === 'en' ? lowerFirst(label?.en ?? '') : label?.ja;
  const what = known || field.replaceAll('_', ' ');
  const stated = renderValue(value, lang);
  const prefix = reply === null ? '' : REPLIES[lang][reply];
  return lang === 'en'
    ? `${prefix}The ${what} of ${name} is ${stated}. ${policy.wording.answer}`
    : `${prefix}『${name}』の${what}は${stated}です。${policy.wording.answer}`;
}
