/** A mining run for a person. */

import { LEAST_ANSWERS } from '../../negatives/calibrate.js';
import type { MiningPassage } from '../../negatives/corpus.js';
import { DROP_REASONS, type DropReason } from '../../negatives/reasons.js';
import type { Distribution, MiningReport, ReportedNegative } from '../../negatives/report.js';
import {
  type Calibration,
  type MarginChoice,
  type MinedRow,
  type MiningSummary,
  ORIGINS,
} from '../../negatives/types.js';
import type { MiningVerdict } from '../mining/verdict.js';
import { VERDICT_WORDS } from './hardness.js';
import { oneLine, table } from './table.js';
import { teacherLine } from './teacher.js';

export interface RenderedMining {
  readonly summary: MiningSummary;
  readonly report: MiningReport;
  readonly verdict: MiningVerdict;
  readonly short: readonly MinedRow[];
  readonly passageOf: (id: string) => MiningPassage | undefined;
}

export interface RenderedRun {
  readonly path: string | null;
  /** The refresh, or the collection. */
  readonly name: string;
  readonly written: number;
  readonly maxShortage: number;
  readonly failed: boolean;
  /** Of how many questions this is a preview; null when it is of all. */
  readonly previewOf: number | null;
}

const SHOWN = 5;

export function renderMining(mined: RenderedMining, run: RenderedRun): string {
  const { summary, report } = mined;
  return [
    headline(report, run),
    '',
    table(
      ['', 'count', 'mean', 'sd', '10 %', 'median', '90 %'],
      [
        figures('positives', report.positives),
        ...ORIGINS.flatMap((origin) => {
          const { scores } = report.by_origin[origin];
          return scores.count === 0 ? [] : [figures(`negatives: ${origin}`, scores)];
        }),
        figures('margins', report.margins),
      ],
    ),
    '',
    teacherLine(summary.teacher),
    marginLine(summary.margin),
    ...easyLines(report),
    '',
    table(
      ['candidates dropped', 'count', 'because it is'],
      Object.entries(summary.counts.dropped)
        .sort((a, b) => b[1] - a[1])
        .map(([reason, count]) => [reason, count, DROP_REASONS[reason as DropReason] ?? '']),
    ),
    ...examples(
      'most suspicious: closest to a positive, and no rule has shown that it does not answer',
      report.suspicious,
      mined,
    ),
    ...shortageLines(mined.short, run),
    '',
    verdictLine(mined.verdict),
  ].join('\n');
}

/** In a sentence: why, where there is something to do about it, and how hard else. */
function verdictLine({ verdict, reasons, queries }: MiningVerdict): string {
  const why = reasons.at(-1) ?? '';
  return `as hard negatives: ${VERDICT_WORDS[verdict]}, from ${queries.toLocaleString('en')} questions. ${why}`;
}

function headline({ found, queries }: MiningReport, run: RenderedRun): string {
  const where = run.path === null ? '' : `, in ${run.path}`;
  const preview = run.previewOf === null ? '' : ` (a preview of ${run.previewOf.toLocaleString('en')})`;
  return `${found.toLocaleString('en')} negatives for ${queries.toLocaleString('en')} questions${preview} from ${run.name}${where}`;
}

function figures(name: string, { count, mean, sd, p10, median, p90 }: Distribution): (string | number)[] {
  return [name, count, ...[mean, sd, p10, median, p90].map((value) => (value === null ? '' : value.toFixed(3)))];
}

const MARGIN_FROM: Readonly<Record<MarginChoice['from'], string>> = {
  weakest: 'the weakest positive',
  auto: "the weakest positive in the strongest one's language",
  strongest: 'the strongest positive',
};

function marginLine({ from, percent_of_positive, calibration }: MarginChoice): string {
  if (percent_of_positive === null) return 'margin: no share of the positive is asked for';
  const share = `negatives may score up to ${percent(percent_of_positive)} of ${MARGIN_FROM[from]}`;
  if (calibration === null) return `margin: ${share}`;
  if (calibration.fallback !== null) return `margin: ${share}. ${fallbackReason(calibration)}`;
  const effect = calibration.effect.find((entry) => entry.percent_of_positive === percent_of_positive);
  const seen = `${calibration.answers.count.toLocaleString('en')} known answers and ${calibration.distractors.count.toLocaleString('en')} known distractors of ${calibration.queries.toLocaleString('en')} questions`;
  const passing = percent(calibration.passing_answers ?? 0);
  return `margin: ${share}, calibrated on ${seen}: ${passing} of the answers would pass, ${percent(effect?.dropped ?? 0)} of the first 50 candidates are dropped`;
}

/** Why nothing better than the default could be found, and what would help. */
function fallbackReason({ fallback, answers, passing_answers }: Calibration): string {
  const known = answers.count.toLocaleString('en');
  if (fallback === 'few_answers')
    return `This is the usual value, not one fitted to your model: fitting takes ${LEAST_ANSWERS} further passages that are known to answer, and these questions have ${known}. Second oracles for a question, or graded passages, would give them; until then, read the suspicious ones below`;
  return `This is the usual value, not one fitted to your model: no share works, because this model often scores an answer no higher than a distractor. Of ${known} further passages that are known to answer, ${percent(passing_answers ?? 0)} score below the line and only the answer guard can catch them, so read the suspicious ones below, or use a stronger model`;
}

function easyLines({ too_easy, likely_false_negatives }: MiningReport): readonly string[] {
  const lines: string[] = [];
  const { share, interval, dropped, judged } = likely_false_negatives;
  if (share !== null) {
    lines.push(
      `false negatives that scores alone would have let through: ${percent(share)} of ${judged.toLocaleString('en')} (${percent(interval.low)}–${percent(interval.high)}), ${dropped.toLocaleString('en')} dropped`,
    );
  }
  if (too_easy.share !== null) lines.push(`too easy (half the positive's score or less): ${percent(too_easy.share)}`);
  return lines;
}

function examples(
  title: string,
  negatives: readonly ReportedNegative[],
  { passageOf }: RenderedMining,
): readonly string[] {
  if (negatives.length === 0) return [];
  const rows = negatives.slice(0, SHOWN).map(({ query, passage_id, score, positive_score }) => {
    const cells = [oneLine(query, 40), oneLine(passageOf(passage_id)?.text ?? passage_id, 60)];
    return [...cells, score.toFixed(3), (positive_score ?? 0).toFixed(3)];
  });
  return ['', `${title}:`, table(['question', 'mined', 'score', 'to positive'], rows)];
}

function shortageLines(short: readonly MinedRow[], run: RenderedRun): readonly string[] {
  if (short.length === 0) return [];
  const gate = run.failed ? ` (more than the share of ${run.maxShortage} that --max-shortage allows)` : '';
  const lines = short.slice(0, SHOWN).map((row) => `  ${shortage(row)}`);
  const more = short.length > SHOWN ? [`  … and ${(short.length - SHOWN).toLocaleString('en')} more: --json`] : [];
  return ['', `${short.length.toLocaleString('en')} questions are short of negatives${gate}:`, ...lines, ...more];
}

function shortage({ query_id, wanted, found, dropped }: MinedRow): string {
  const reasons = Object.entries(dropped)
    .filter(([reason]) => reason !== 'positive')
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4);
  const told =
    reasons.length === 0 ? 'the corpus has no more' : reasons.map(([reason, n]) => `${n} ${reason}`).join(', ');
  return `${query_id}: wanted ${wanted}, found ${found}: ${told}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
