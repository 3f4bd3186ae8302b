/**
 * Stale versions and siblings have rules of their own. They differ from the oracle by a token, so the filters by score and
 * likeness would delete exactly the best ones. Where the gold answer is known, what they state decides; where it is not,
 * nothing shows that they do not answer, and the filters of every other candidate apply.
 */
import { type Decision, KEEP, type StageCounts, tally } from '../core/stage.js';
import { extractValues } from '../text/values.js';
import { statesAnswer } from './answers/text-answer.js';
import { byScore, type Candidate } from './candidate.js';
import {
  drop,
  type FilterContext,
  filterDuplicates,
  filterIdentity,
  filterScore,
  type ScoreBounds,
} from './filters.js';
import type { LineageIndex } from './lineage.js';
import type { QueryContext } from './query-context.js';
import type { Evidence } from './types.js';

export interface LineageSearch extends FilterContext {
  readonly lineage: LineageIndex;
  readonly bounds: ScoreBounds;
  readonly counts: StageCounts;
  /** Cosine of the query with a row. */
  readonly scoreOf: (row: number) => number;
}

type Verified = { readonly decision: Decision; readonly evidence: Evidence | null };

/** Older versions of the positives, and what they contradict, that do not answer; those in the positives' language and with the most telling evidence first. */
export function staleCandidates(context: QueryContext, search: LineageSearch): Candidate[] {
  const rows = new Set(context.positives.flatMap(({ row }) => search.lineage.staleOf(row)));
  return candidatesOf(
    [...rows].map((row) => ({ row, relation: null })),
    'stale',
    context,
    search,
  );
}

/** Siblings of the positives that do not answer; those in the positives' language and with the most telling evidence first. */
export function siblingCandidates(context: QueryContext, search: LineageSearch): Candidate[] {
  const found = new Map(
    context.positives.flatMap(({ row }) => search.lineage.siblingsOf(row)).map((sibling) => [sibling.row, sibling]),
  );
  return candidatesOf([...found.values()], 'sibling', context, search);
}

function candidatesOf(
  found: readonly { readonly row: number; readonly relation: string | null }[],
  origin: 'stale' | 'sibling',
  context: QueryContext,
  search: LineageSearch,
): Candidate[] {
  const kept: Candidate[] = [];
  for (const { row, relation } of found) {
    const score = search.scoreOf(row);
    const { decision, evidence } = verify({ row, relation, score }, origin, context, search);
    if (!decision.keep) tally(search.counts, decision);
    else kept.push({ row, origin, score, orderScore: score, evidence, relation });
  }
  const isForeign = (row: number): number => (isInPositivesLanguage(row, context, search) ? 0 : 1);
  return kept.sort((a, b) => isForeign(a.row) - isForeign(b.row) || tellingRank(a) - tellingRank(b) || byScore(a, b));
}

/** What states something else in the answer's place comes before what only says nothing of it. */
function tellingRank({ evidence }: Candidate): number {
  return evidence === 'other_value' || evidence === 'answer_drifted' ? 0 : 1;
}

function verify(
  found: { readonly row: number; readonly relation: string | null; readonly score: number },
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
  return origin === 'stale' ? verifyStale(row, context, search) : verifySibling(row, relation, context);
}

function isCopyOfPositive(row: number, { positiveRows }: QueryContext, { texts }: LineageSearch): boolean {
  return [...positiveRows].some((positive) => texts.folded(positive) === texts.folded(row));
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

/** Within a group a value is of one lineage, whatever the edition is called; other relatives are entities of their own. */
function verifySibling(row: number, relation: string | null, { guard }: QueryContext): Verified {
  const statement = guard.ownStatement(row);
  if (guard.answers(row) || (statement === 'same' && relation === 'group')) return dropped(drop('answer_bearing'));
  if (statement === 'same') return dropped(drop('same_value'));
  if (statement === null) return kept('lacks_answer');
  return kept(statement === 'other' ? 'other_value' : 'lacks_field');
}

function dropped(decision: Decision): Verified {
  return { decision, evidence: null };
}

function kept(evidence: Evidence): Verified {
  return { decision: KEEP, evidence };
}
