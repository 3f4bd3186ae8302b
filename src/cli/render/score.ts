/** Scores as trec_eval prints them: measure, query or `all`, and four decimals, with tabs between. */
import { compareBytes } from '../../core/order.js';
import type { Policies } from '../../evals/policies.js';
import type { ScoreReport } from '../../evals/score/score-run.js';
import { printable } from '../failure.js';

/** Width of trec_eval's first column. */
const NAME_WIDTH = 22;
const EXAMPLES = 5;

/** One line a value: with `perQuery` those of each query first, then the means. */
export function renderScore(report: ScoreReport, { perQuery }: { readonly perQuery: boolean }): string {
  const names = Object.keys(report.mean);
  const lines: string[] = [];
  // An object's keys that look like numbers come first, whatever their order was.
  for (const query of perQuery ? Object.keys(report.per_query).sort(compareBytes) : []) {
    const values = report.per_query[query] ?? {};
    for (const name of names) if (values[name] !== undefined) lines.push(line(name, query, values[name]));
  }
  for (const name of names) lines.push(line(name, 'all', report.mean[name] ?? null));
  return lines.join('\n');
}

function line(name: string, query: string, value: number | null): string {
  return `${name.padEnd(NAME_WIDTH)}\t${query}\t${value === null ? '-' : fourDecimals(value)}`;
}

/**
 * A value in [0, 1] with four decimals, as C's printf rounds: what lies exactly between two goes to the even one, where
 * `toFixed` goes up. Only odd multiples of 1/32 do lie there: 0.03125 is 0.0312.
 */
export function fourDecimals(value: number): string {
  const of32 = value * 32;
  if (Math.abs(of32 % 2) !== 1) return value.toFixed(4);
  const below = Math.floor(value * 10_000);
  return ((below % 2 === 0 ? below : below + 1) / 10_000).toFixed(4);
}

/** What a reader of the columns has to know, for stderr: policies, and which queries were not measured as they are. */
export function scoreNotes({ counts, missing, depth }: ScoreReport, policies: Policies): string {
  const { ties, missing: whenMissing, noRelevant, unjudged, gains } = policies;
  const stated = {
    ties,
    missing: whenMissing,
    no_relevant: noRelevant,
    unjudged,
    gains,
    ...(depth === null ? {} : { depth }),
  };
  const { queries, results, judged_share } = counts;
  const lines = [
    `policies: ${Object.entries(stated)
      .map(([policy, word]) => `${policy}=${word}`)
      .join(' ')}`,
    `queries: ${queries.judged} judged, ${queries.run} in the run, ${queries.scored} scored; ${results.toLocaleString('en')} results` +
      (judged_share === null ? '' : `, ${(100 * judged_share).toFixed(1)} % of those for judged queries are judged`),
  ];
  if (missing.length > 0) {
    const one = queries.missing === 1;
    const judged = one ? '1 judged query is' : `${queries.missing} judged queries are`;
    const zero = one ? 'counts as 0 (--missing drop leaves it out)' : 'count as 0 (--missing drop leaves them out)';
    const worth = whenMissing === 'zero' ? zero : 'left out';
    lines.push(`missing: ${judged} not in the run and ${worth}: ${some(missing)}`);
  }
  if (queries.ignored > 0)
    lines.push(
      `ignored: ${queries.ignored} ${queries.ignored === 1 ? 'query of the run has' : 'queries of the run have'} no judgements`,
    );
  if (queries.no_relevant > 0) {
    const worth = noRelevant === 'zero' ? 'counted as 0 (--no-relevant drop leaves them out)' : 'left out';
    lines.push(
      `no relevant document: ${queries.no_relevant} ${queries.no_relevant === 1 ? 'query' : 'queries'}, ${worth}`,
    );
  }
  return `${printable(lines.join('\n'))}\n`;
}

function some(ids: readonly string[]): string {
  return `${ids.slice(0, EXAMPLES).join(', ')}${ids.length > EXAMPLES ? ' …' : ''}`;
}
