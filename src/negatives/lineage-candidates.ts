/**
 * Stale versions and siblings have rules of their own. They differ from the oracle by a token, so the filters by score and
 * likeness would delete exactly the best ones. Where the gold answer is known, what they state decides; where it is not,
 * nothing shows that they do not answer, and the filters of every other candidate apply.
 */
import { type Decision, KEEP, type StageCounts, tally } from '../core/stage.js';
import { extractValues } from '../text/values.js';
import { statesAnswer } from './answers/text-answer.js';
import { backgroundScores } from './background.js';
import { byScore, type Candidate } from './candidate.js';
import type { MiningPassage } from './corpus.js';
import {
  drop,
  type FilterContext,
  filterDuplicates,
  filterIdentity,
  filterScore,
  type ScoreBounds,
} from './filters.js';
import type { LineageIndex } from './lineage.js';
import { distanceToPositives } from './nearness.js';
import { isPage, type PageSearch } from './page-search.js';
import type { QueryContext } from './query-context.js';
import type { Evidence } from './types.js';

export interface LineageSearch extends FilterContext {
  readonly lineage: LineageIndex;
  readonly pages: PageSearch;
  /** Rows that stand for the corpus. */
  readonly background: readonly number[];
  readonly bounds: ScoreBounds;
  readonly counts: StageCounts;
  /** Cosine of the query with a row. */
  readonly scoreOf: (row: number) => number;
}

type Verified = { readonly decision: Decision; readonly evidence: Evidence | null };

/** A passage that lineage or words lead to. */
interface Found {
  readonly row: number;
  readonly relation: string;
  /** Among those of one relation: the larger, the nearer. */
  readonly closeness: number;
}

interface Kept extends Candidate {
  readonly relation: string;
  readonly closeness: number;
}

/**
 * What was true of what is asked: older versions of the positives and of their translations, pages that contradict them,
 * and other pages that are not current and state another value. In the positives' language first, then what states another
 * value, then by kinship in that order.
 */
export function staleCandidates(context: QueryContext, search: LineageSearch): Candidate[] {
  const { lineage, texts } = search;
  const found = context.positives.flatMap(({ row }) =>
    lineage.staleOf(row).map((old): Found => {
      const isVersion = texts.family(old) === texts.family(row);
      const isOwn = texts.document(old) === texts.document(row);
      return { row: old, relation: isVersion ? 'version' : 'contradicted', closeness: isOwn ? 3 : 2 };
    }),
  );
  const near = pagesNear(context, search, (passage) => passage.verdict !== null);
  return keptOf([...found, ...near], 'stale', context, search).sort(
    (a, b) =>
      foreignRank(a.row, context, search) - foreignRank(b.row, context, search) ||
      tellingRank(a) - tellingRank(b) ||
      b.closeness - a.closeness ||
      byScore(a, b),
  );
}

/**
 * Relatives of the positives that do not answer: other volumes and editions, the same section of sister policies, records
 * with rare facts in common, pages about what was asked. Of each relation the nearest in turn, those that state another
 * value first.
 */
export function siblingCandidates(context: QueryContext, search: LineageSearch): Candidate[] {
  const found = context.positives.flatMap(({ row }) =>
    search.lineage.siblingsOf(row).map(({ row: sibling, relation, weight }): Found => {
      const distance = relation === 'group' ? distanceToPositives(sibling, context, search.corpus) : null;
      return { row: sibling, relation, closeness: distance === null ? weight : -distance };
    }),
  );
  const near = pagesNear(context, search, (passage) => passage.verdict === null);
  const kept = keptOf([...found, ...near], 'sibling', context, search).sort(
    (a, b) =>
      foreignRank(a.row, context, search) - foreignRank(b.row, context, search) ||
      tellingRank(a) - tellingRank(b) ||
      b.closeness - a.closeness ||
      byScore(a, b),
  );
  return inTurn(kept);
}

/** What passes for kin or for a page about what was asked must be closer to the query than this share of the corpus. */
const FACTS_FLOOR = 0.9;
const TOPIC_FLOOR = 0.5;
/** Relations by lineage: however a model scores such a passage, it is what the oracle is mistaken for. */
const LINEAGE: readonly string[] = ['version', 'contradicted', 'group', 'section'];

const KINSHIPS: readonly string[] = ['group', 'section', 'topic'];

/** The first of each kind of relation, then the second of each; facts in common are one kind. */
function inTurn(kept: readonly Kept[]): Kept[] {
  const kinds = new Map<string, Kept[]>();
  for (const one of kept) {
    const kind = KINSHIPS.includes(one.relation) ? one.relation : 'facts';
    const known = kinds.get(kind);
    if (known) known.push(one);
    else kinds.set(kind, [one]);
  }
  const turns = [...kinds.values()].flatMap((members) => members.map((one, turn) => ({ one, turn })));
  return turns.sort((a, b) => a.turn - b.turn).map(({ one }) => one);
}

/** Of how near the oracle's own page is, what another must be: to state another value, and to say nothing of the answer. */
const NEAR = 0.2;
const VERY_NEAR = 0.5;

/**
 * Pages about what was asked that lineage does not lead to. Nothing but their words speaks for them, so they must state a
 * value of the answer's kind, or, of a typed fact, name its entity; or be a current page of the oracle's own kind, which
 * shares most of its words: policies divide their subject, where guides and questions repeat it.
 */
function pagesNear(
  context: QueryContext,
  { pages, texts }: LineageSearch,
  isWanted: (passage: MiningPassage) => boolean,
): readonly Found[] {
  const { guard, families, positives } = context;
  if (!guard.isInformed || positives.length === 0) return [];
  // A page has a sister, a typed fact an entity to be named, an answer with values a kind: without any, no page is wanted.
  const isOfPage = positives.some(({ row }) => isPage(texts.passage(row)));
  const isTyped = (context.query.gold?.facts ?? []).length > 0 || guard.parts.some(({ kinds }) => kinds.size > 0);
  if (!isOfPage && !isTyped) return [];
  return pages.near(context).flatMap(({ row, share }) => {
    const passage = texts.passage(row);
    if (!isWanted(passage) || families.has(texts.family(row))) return [];
    const isSister =
      passage.verdict === null && positives.some(({ row: of }) => texts.passage(of).kind === passage.kind);
    const says = guard.isAbout(row) || (share >= NEAR && guard.statesLikeValue(row));
    return says || (isSister && share >= VERY_NEAR) ? [{ row, relation: 'topic', closeness: share }] : [];
  });
}

/** Each passage once, by the first of its relations. */
function keptOf(
  found: readonly Found[],
  origin: 'stale' | 'sibling',
  context: QueryContext,
  search: LineageSearch,
): Kept[] {
  const seen = new Set<number>();
  const scoreAbove = backgroundScores(search.background, context.positiveRows, search.scoreOf);
  const isFeeble = (relation: string, score: number): boolean =>
    !LINEAGE.includes(relation) && score < scoreAbove(relation === 'topic' ? TOPIC_FLOOR : FACTS_FLOOR);
  return found.flatMap(({ row, relation, closeness }): Kept[] => {
    if (seen.has(row)) return [];
    seen.add(row);
    const score = search.scoreOf(row);
    const { decision, evidence } = isFeeble(relation, score)
      ? dropped(drop('no_nearer_than_any'))
      : verify({ row, relation, score }, origin, context, search);
    if (decision.keep) return [{ row, origin, score, orderScore: score, evidence, relation, closeness }];
    tally(search.counts, decision);
    return [];
  });
}

function foreignRank(row: number, context: QueryContext, search: LineageSearch): number {
  return isInPositivesLanguage(row, context, search) ? 0 : 1;
}

/** What states something else in the answer's place comes before what only says nothing of it. */
function tellingRank({ evidence }: Candidate): number {
  return evidence === 'other_value' || evidence === 'answer_drifted' ? 0 : 1;
}

function verify(
  found: { readonly row: number; readonly relation: string; readonly score: number },
  origin: 'stale' | 'sibling',
  context: QueryContext,
  search: LineageSearch,
): Verified {
  const { row, relation } = found;
  const identity = filterIdentity(row, context);
  if (!identity.keep) return dropped(identity);
  if (isCopyOfPositive(row, context, search)) return dropped(drop('duplicate_of_positive'));
  if (origin === 'stale' && search.texts.passage(row).severity === 'cosmetic') return dropped(drop('cosmetic_drift'));
  if (!context.guard.isInformed) return { decision: judgedByScore(found, context, search), evidence: null };
  if (relation === 'topic') return verifyPage(found, context, search);
  return origin === 'stale' ? verifyStale(row, context, search) : verifySibling(row, relation, context);
}

function isCopyOfPositive(row: number, { positiveRows }: QueryContext, { texts }: LineageSearch): boolean {
  return [...positiveRows].some((positive) => texts.readAlike(positive, row));
}

function judgedByScore(
  { row, score }: { readonly row: number; readonly score: number },
  context: QueryContext,
  search: LineageSearch,
): Decision {
  const byBounds = filterScore(score, context.reference, search.bounds);
  return byBounds.keep ? filterDuplicates(row, context, search) : byBounds;
}

/** A version whose asked value did not change still answers. */
function verifyStale(row: number, context: QueryContext, search: LineageSearch): Verified {
  const statement = context.guard.ownStatement(row);
  if (statement === 'same') return dropped(drop('answer_unchanged'));
  if (statement === 'other') return kept('other_value');
  if (statement === 'none') return kept('lacks_field');
  if (context.guard.parts.some((part) => statesAnswer(part, row, search.texts)))
    return dropped(drop('answer_unchanged'));
  if (!isInPositivesLanguage(row, context, search)) return verifyForeign(row, context, search);
  return kept('answer_drifted');
}

/** In another language wording cannot be compared, only values can: without any, nothing shows that it does not answer. */
function verifyForeign(row: number, context: QueryContext, { texts }: LineageSearch): Verified {
  const { text = '', also = [] } = context.query.gold ?? {};
  const wanted = [text, ...also].flatMap((part) => extractValues(part).map(({ canonical }) => canonical));
  const stated = texts.values(row);
  return wanted.some((value) => !stated.has(value)) ? kept('other_value') : dropped(drop('answer_unchanged'));
}

function isInPositivesLanguage(row: number, { positives }: QueryContext, { texts }: LineageSearch): boolean {
  return positives.some((positive) => texts.passage(positive.row).lang === texts.passage(row).lang);
}

/** A page that no lineage links: its prose is all that is known of it. */
function verifyPage(
  found: { readonly row: number; readonly score: number },
  context: QueryContext,
  search: LineageSearch,
): Verified {
  const { guard } = context;
  const statement = guard.ownStatement(found.row);
  if (statement === 'same' || guard.answers(found.row)) return dropped(drop('answer_bearing'));
  if (statement === 'other' || guard.statesLikeValue(found.row)) return kept('other_value');
  if (statement === 'none') return kept('lacks_field');
  // It may say the answer in words of its own: what scores as an answer does is taken for one.
  return { decision: judgedByScore(found, context, search), evidence: 'lacks_answer' };
}

/** Within a group a value is of one lineage, whatever the edition is called; other relatives are entities of their own. */
function verifySibling(row: number, relation: string, { guard }: QueryContext): Verified {
  const statement = guard.ownStatement(row);
  const answersInGroup = relation === 'group' && (statement === 'same' || guard.holdsNumber(row));
  if (guard.answers(row) || answersInGroup) return dropped(drop('answer_bearing'));
  if (statement === 'same') return dropped(drop('same_value'));
  if (statement === null) return kept(guard.statesLikeValue(row) ? 'other_value' : 'lacks_answer');
  return kept(statement === 'other' ? 'other_value' : 'lacks_field');
}

function dropped(decision: Decision): Verified {
  return { decision, evidence: null };
}

function kept(evidence: Evidence): Verified {
  return { decision: KEEP, evidence };
}
