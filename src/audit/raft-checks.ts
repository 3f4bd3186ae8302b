/** The checks of a RAFT dataset: leaks between splits, repeats, quotes, roles and facts. */
import type { RaftRow, Split } from '../dataset/raft-row.js';
import { DEFAULT_SHARES } from '../dataset/splits.js';
import { findNearDuplicates, NEAR_DUPLICATE_QUESTION } from '../text/near-duplicates.js';
import { foldText } from '../text/normalize.js';
import type { CorpusNow } from '../verify/claims/document-now.js';
import { isRotten, verdictOf } from '../verify/claims/finding.js';
import { judgeClaims } from '../verify/claims/judge.js';
import { claimsOf } from '../verify/claims/row-claims.js';
import { verifyRow } from '../verify/row.js';
import { type AuditCheck, countCheck } from './check.js';

const MAX_DUPLICATE_RATE = 0.05;
/** Splits are exact to the nearest lineage group, so small corpora stray from their shares. */
const MAX_SPLIT_DEVIATION = 0.05;

/** A row's place and what the cross-row checks need; the row itself is let go. */
export interface RowFacts {
  readonly where: string;
  readonly split: Split;
  readonly question: string;
  readonly folded: string;
  readonly group: string;
  readonly oracles: readonly string[];
  readonly generator: string;
  /** Another row's question and documents, in another order: on purpose, and no repetition. */
  readonly isTwin: boolean;
}

/** What was gathered while the rows went by. */
export interface Gathered {
  readonly rows: RowFacts[];
  readonly unreadable: string[];
  readonly defects: string[];
  readonly untrue: string[];
}

/** Gathers one row; `now` is the corpus, when there is one to compare with. */
export function gatherRow(
  gathered: Gathered,
  item: { where: string; split: Split; row: RaftRow },
  now: CorpusNow | null,
): void {
  const { where, split, row } = item;
  gathered.rows.push({
    where,
    split,
    question: row.question,
    folded: foldText(row.question),
    group: row.group,
    oracles: row.oracle_ids,
    generator: row.generator,
    isTwin: row.twin_of !== undefined,
  });
  const defects = verifyRow(row);
  if (defects.length > 0) gathered.defects.push(`${where} ${defects.join(', ')}`);
  if (now === null) return;
  const findings = judgeClaims(claimsOf(row, now.index), now);
  if (!isRotten(verdictOf(findings))) return;
  gathered.untrue.push(`${where} ${findings.map(({ message }) => message).join('; ')}`);
}

/** All checks over what was gathered. */
export async function checkRaft(
  gathered: Gathered,
  options: { readonly hasCorpus: boolean },
): Promise<readonly AuditCheck[]> {
  const { rows } = gathered;
  return [
    countCheck('readable_rows', gathered.unreadable, { message: (n) => `${n} lines are no RAFT rows` }),
    countCheck('quotes_and_roles', gathered.defects, {
      message: (n) => `${n} rows have quotes, answers or roles that do not check out`,
    }),
    checkFacts(gathered, options.hasCorpus),
    countCheck(
      'duplicates_across_splits',
      sharedAcrossSplits(rows, (row) => [row.folded]),
      {
        message: (n) => `${n} questions stand in more than one split`,
      },
    ),
    countCheck('near_duplicates_across_splits', await nearDuplicates(rows), {
      message: (n) =>
        `${n} pairs of questions in different splits are near-duplicates (Jaccard ≥ ${NEAR_DUPLICATE_QUESTION})`,
    }),
    countCheck(
      'group_leakage',
      sharedAcrossSplits(rows, (row) => [row.group]),
      {
        message: (n) => `${n} lineage groups stand in more than one split`,
      },
    ),
    countCheck(
      'oracle_leakage',
      sharedAcrossSplits(rows, (row) => row.oracles),
      {
        message: (n) => `${n} oracles answer questions of more than one split`,
      },
    ),
    checkRepeats(rows),
    checkSplits(rows),
    checkSynthetic(rows),
  ];
}

function checkFacts(gathered: Gathered, hasCorpus: boolean): AuditCheck {
  if (hasCorpus) {
    return countCheck('stale_facts', gathered.untrue, {
      message: (n) => `${n} rows state facts or quote words that no longer hold: raft-corpus check names them`,
    });
  }
  const message = 'there was no corpus to compare the facts with';
  return { id: 'stale_facts', value: null, threshold: 0, status: 'warn', message, examples: [] };
}

/** Keys that rows of two splits share, as `key: place, place`. */
function sharedAcrossSplits(rows: readonly RowFacts[], keysOf: (row: RowFacts) => readonly string[]): string[] {
  const first = new Map<string, RowFacts>();
  const shared = new Map<string, string>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const seen = first.get(key);
      if (seen === undefined) first.set(key, row);
      else if (seen.split !== row.split && !shared.has(key)) shared.set(key, `${seen.where} and ${row.where}: ${key}`);
    }
  }
  return [...shared.values()];
}

async function nearDuplicates(rows: readonly RowFacts[]): Promise<string[]> {
  const pairs = await findNearDuplicates({
    texts: rows.map((row) => row.question),
    threshold: NEAR_DUPLICATE_QUESTION,
  });
  return pairs.flatMap(({ a, b }) => {
    const [first, second] = [rows[a], rows[b]];
    if (!first || !second || first.split === second.split || first.folded === second.folded) return [];
    return [`${first.where} and ${second.where}: ${first.question} | ${second.question}`];
  });
}

/** Share of rows, twins apart, that repeat an earlier question; the event's `duplicate_rate`. */
export function duplicateRate(rows: readonly RowFacts[]): number {
  const own = rows.filter((row) => !row.isTwin);
  return own.length === 0 ? 0 : 1 - new Set(own.map((row) => row.folded)).size / own.length;
}

function checkRepeats(rows: readonly RowFacts[]): AuditCheck {
  const value = duplicateRate(rows);
  const seen = new Set<string>();
  const examples = rows
    .filter((row) => !row.isTwin && seen.size === seen.add(row.folded).size)
    .map((row) => `${row.where} ${row.question}`);
  return {
    id: 'duplicate_rate',
    value,
    threshold: MAX_DUPLICATE_RATE,
    status: value > MAX_DUPLICATE_RATE ? 'fail' : 'pass',
    message: `${(value * 100).toFixed(1)} % of the questions repeat an earlier one`,
    examples: examples.slice(0, 5),
  };
}

function checkSplits(rows: readonly RowFacts[]): AuditCheck {
  const shares = Object.entries(DEFAULT_SHARES).map(([split, wanted]) => {
    const found = rows.length === 0 ? 0 : rows.filter((row) => row.split === split).length / rows.length;
    return { split, wanted, found };
  });
  const value = Math.max(...shares.map(({ wanted, found }) => Math.abs(wanted - found)));
  return {
    id: 'split_ratio',
    value,
    threshold: MAX_SPLIT_DEVIATION,
    status: value > MAX_SPLIT_DEVIATION ? 'warn' : 'pass',
    message: shares.map(({ split, found }) => `${split} ${(found * 100).toFixed(1)} %`).join(', '),
    examples: [],
  };
}

/** Share of rows that no person wrote; the event's `synthetic_share`. */
export function syntheticShare(rows: readonly RowFacts[]): number {
  return rows.length === 0 ? 0 : rows.filter((row) => row.generator !== 'import').length / rows.length;
}

/**
 * Generated rows are synthetic, and the share says so: 1 for a dataset of the grounded generator. The cap of 10 % that
 * protects intent labels does not apply here: what bounds a RAFT row is that its quote, answer and facts are verified
 * against the corpus, which the other checks do. So this check informs and its threshold is 1.
 */
function checkSynthetic(rows: readonly RowFacts[]): AuditCheck {
  const value = syntheticShare(rows);
  const message = `${(value * 100).toFixed(1)} % of the rows are generated; RAFT rows are bounded by verification, not by a cap`;
  return { id: 'synthetic_share', value, threshold: 1, status: 'pass', message, examples: [] };
}
