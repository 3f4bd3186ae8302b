/** An eval for a person: whether it passed, means with intervals, where it is weak, what drifted, gates, and why. */

import type { Trend } from '../../evals/history/trend.js';
import { STALE_REASONS } from '../../evals/suite/check-suite.js';
import type { StaleGold } from '../../evals/suite/gold.js';
import type { EvalReport } from '../../evals/suite-report.js';
import { driftLine } from './drift.js';
import { outcomeOf } from './failures.js';
import { means, settings } from './means.js';
import { renderJudgement } from './pools.js';
import { table } from './table.js';
import { sparkline } from './trend.js';
import { weakSlices } from './weak-slices.js';

export interface EvalToShow {
  /** The command that tells all of the gold that has drifted. */
  readonly check: string;
  /** Null: it is not kept. */
  readonly trend: Trend | null;
  /** Folder that run files were written to. */
  readonly runs?: string | undefined;
}

export function renderEval(report: EvalReport, { check, trend, runs }: EvalToShow): string {
  return [
    ...headline(report),
    '',
    means(report.retrievers),
    ...settings(report.retrievers),
    counting(report),
    ...weakSlices(report.retrievers),
    ...staleGold(report, check),
    ...gates(report),
    '',
    ...renderJudgement(report, { of: 'suite' }),
    ...trendOf(trend),
    ...(runs === undefined ? [] : ['', `Runs and qrels.txt are in ${runs}: raft-corpus score reads them.`]),
  ].join('\n');
}

function headline(report: EvalReport): readonly string[] {
  const { questions, corpus_tag, truth_tag, as_of } = report;
  const parts = [
    `${questions.scored} of ${questions.total} questions scored`,
    `${questions.unanswerable} ${questions.unanswerable === 1 ? 'has' : 'have'} no answer`,
    ...(questions.stale_gold > 0
      ? [`${questions.stale_gold} not scored: ${questions.stale_gold === 1 ? 'its' : 'their'} gold has drifted`]
      : []),
  ];
  const day = as_of.slice(0, 10);
  const where = corpus_tag === truth_tag ? `on ${corpus_tag}, as of ${day}` : `on the index of ${corpus_tag}`;
  const absent = questions.gold_not_in_index;
  return [
    outcomeOf(report, `${report.suite} ${where}`),
    `${parts.join('; ')}.`,
    ...(corpus_tag === truth_tag
      ? []
      : [`Judged by ${truth_tag}, as of ${day}: what it does not call current is stale, whatever the index says.`]),
    ...(absent === 0
      ? []
      : [
          absent === 1
            ? 'One question has an answer that this index lacks: it counts as not found.'
            : `${absent} questions have answers that this index lacks: they count as not found.`,
        ]),
  ];
}

function counting({ policies, depth }: EvalReport): string {
  const words = Object.entries(policies).map(([name, said]) => `${name.replace('_', ' ')} ${said.split(':', 1)[0]}`);
  return `counted: ${depth} passages a question, ${words.join(', ')}; brackets are bootstrap 95 % intervals`;
}

function gates({ gates: checked, gates_left_out: left }: EvalReport): readonly string[] {
  const lines = checked.map((gate) => `${gate.passed ? 'pass' : 'FAIL'}  ${gate.id}: ${gate.message}`);
  const rest = left.length > 0 ? [`not checked, as their retrievers were left out: ${left.join(', ')}`] : [];
  if (lines.length > 0) return ['', ...lines, ...rest];
  return ['', 'No gates: no figure can fail this eval. Give the suite some, or --gate.', ...rest];
}

const LISTED = 10;

/** One line a question: the first of its golds that drifted, and how many more did. */
function staleGold({ stale_gold: stale }: EvalReport, check: string): readonly string[] {
  if (stale.length === 0) return [];
  const questions = new Map<string, StaleGold[]>();
  for (const gold of stale) questions.set(gold.question_id, [...(questions.get(gold.question_id) ?? []), gold]);
  const rows = [...questions].slice(0, LISTED).map(([id, [first, ...others]]) => {
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    return first === undefined ? [] : [id, `${first.source}/${first.doc}`, `${driftOf(first)}${more}`];
  });
  const rest = questions.size - rows.length;
  return [
    '',
    'Not scored, because the gold no longer holds:',
    table(['question', 'document', 'old → new'], rows),
    ...(rest > 0 ? [`… and ${rest} more: ${check}`] : []),
  ];
}

function driftOf({ drift, reason, expected, actual }: StaleGold): string {
  if (drift.length > 0) return driftLine(drift);
  return `${STALE_REASONS[reason]}${actual === null ? '' : ` (${String(actual)})`}: ${String(expected)}`;
}

/** The last evals in a line; `--trend` shows them as a table. */
function trendOf(trend: Trend | null): readonly string[] {
  if (trend === null || trend.points.length < 2) return [];
  const [measure = ''] = trend.measures;
  const seen = trend.points.flatMap(({ values }) => (values[measure] ? [values[measure].mean] : []));
  const [before, last] = trend.points.slice(-2);
  if (before === undefined || last === undefined || seen.length < 2) return [];
  const step = `${before.values[measure]?.mean.toFixed(3) ?? '–'} → ${last.values[measure]?.mean.toFixed(3) ?? '–'}`;
  const changed = last.changed.length > 0 ? `; changed since: ${last.changed.join(', ')}` : '';
  const tags = before.corpus_tag === last.corpus_tag ? '' : ` (${before.corpus_tag} → ${last.corpus_tag})`;
  return [
    '',
    `${measure} of ${trend.retriever}, last ${seen.length} evals: ${sparkline(seen)}  ${step}${tags}${changed}`,
  ];
}
