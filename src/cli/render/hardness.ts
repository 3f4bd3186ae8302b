/** How hard a set of negatives is, for a person: the verdict and why; with `verbose` every figure. */
import { percent } from '../../evals/hardness/gates.js';
import type { HardnessReport, Quantiles, Share } from '../../evals/hardness/report.js';
import type { Interval } from '../../stats/bootstrap.js';
import { table } from './table.js';

/** How verdicts are called. */
export const VERDICT_WORDS: Readonly<Record<HardnessReport['verdict'], string>> = {
  too_noisy: 'TOO NOISY',
  too_easy: 'TOO EASY',
  sound: 'sound',
  unmeasured: 'not measured',
};

export function renderHardness(
  report: HardnessReport,
  { verbose = false }: { readonly verbose?: boolean } = {},
): string {
  const { name, negatives, queries } = report;
  const size = `${negatives.toLocaleString('en')} of ${queries.toLocaleString('en')} questions`;
  return [
    `negatives (${name}, ${size}): ${VERDICT_WORDS[report.verdict]}${failing(report)}`,
    ...report.reasons.map((reason) => `  ${reason}`),
    ...report.warnings.map((warning) => `  note: ${warning}`),
    ...(verbose && queries > 0 ? details(report) : []),
  ].join('\n');
}

/** Gates that fail a set whose verdict names nothing: nobody should read "sound" and wonder at the exit code. */
function failing({ verdict, gates }: HardnessReport): string {
  const failed = gates.filter(({ passed }) => !passed).map(({ id }) => shortName(id));
  const isTold = verdict === 'too_easy' || verdict === 'too_noisy';
  return isTold || failed.length === 0 ? '' : `, but it fails ${failed.join(', ')}`;
}

function details(report: HardnessReport): readonly string[] {
  return [
    '',
    scorers(report),
    '',
    canaries(report),
    '',
    origins(report),
    '',
    languages(report),
    '',
    ...figures(report),
    '',
    ...report.gates.map(({ id, value, threshold, bound, passed }) => {
      const limit = `${bound === 'min' ? 'at least' : 'at most'} ${threshold}`;
      return `${passed ? 'pass' : 'FAIL'}  ${shortName(id)}: ${value === null ? 'not measured' : value.toFixed(3)}, ${limit}`;
    }),
  ];
}

const TOOK_PART: Readonly<Record<string, string>> = { true: 'yes', false: 'no', null: 'unknown' };

function scorers({ scorers: found, judge }: HardnessReport): string {
  return table(
    ['scorer', 'mined', 'right first', '95 %', 'above random', 'share of the way: 25 %', 'median', '75 %', ''],
    found.map(({ name, took_part, hit_at_1, random_auc, share_of_the_way: way }) => [
      shortName(name),
      TOOK_PART[String(took_part)] ?? '',
      percent(hit_at_1.value),
      range(hit_at_1.interval),
      share(random_auc),
      share(way?.p25),
      share(way?.median),
      share(way?.p75),
      name === judge ? 'judges' : '',
    ]),
  );
}

function canaries({ canaries: found }: HardnessReport): string {
  return table(
    ['without reading', 'right first', '95 %', 'guessing'],
    found.map(({ name, hit_at_1, chance }) => [
      name,
      percent(hit_at_1.value),
      range(hit_at_1.interval),
      percent(chance),
    ]),
  );
}

function origins({ origins: found }: HardnessReport): string {
  return table(
    ['origin', 'negatives', 'median of the way', 'hardest of a pool', 'answer after all'],
    Object.entries(found).map(([name, { negatives, median_share_of_the_way, hardest_in, false_negatives }]) => [
      name,
      negatives,
      share(median_share_of_the_way),
      hardest_in,
      false_negatives === null ? '' : `${percent(false_negatives.value)} of ${false_negatives.of}`,
    ]),
  );
}

function languages({ languages: found, scorers: all }: HardnessReport): string {
  const independent = all.filter((scorer) => scorer.independent).map(({ name }) => name);
  return table(
    ['questions in', 'pools', 'median of the way', ...independent.map((name) => `${shortName(name)} right first`)],
    Object.entries(found).map(([name, { pools, median_share_of_the_way, hit_at_1 }]) => [
      name,
      pools,
      share(median_share_of_the_way),
      ...independent.map((scorer) => share(hit_at_1[scorer])),
    ]),
  );
}

function figures(report: HardnessReport): readonly string[] {
  const { margins, below_floor, saturation, solvable, length_auc, random } = report;
  return [
    ...(margins ? [`margins (best positive − best negative): ${spread(margins)}`] : []),
    ...(below_floor
      ? [`below what random pairs reach (${below_floor.floor.toFixed(3)}): ${shareText(below_floor)} of negatives`]
      : []),
    ...(saturation ? [saturationText(saturation)] : []),
    ...(solvable.bm25 ? [`all right passages above all negatives by BM25: ${shareText(solvable.bm25)} of pools`] : []),
    ...(solvable.title_overlap
      ? [`the same by words of the question in titles alone: ${shareText(solvable.title_overlap)}`]
      : []),
    ...(length_auc === null
      ? []
      : [`a right passage is longer than a negative in ${percent(length_auc)} of pairs (50 % gives nothing away)`]),
    `random: ${random.passages} passages of ${random.from === 'corpus' ? 'the corpus' : 'the other pools'}`,
  ];
}

function saturationText({ pool_hit_at_1, corpus_hit_at_1, gap }: NonNullable<HardnessReport['saturation']>): string {
  const pool = `the evaluated model is right first in ${shareText(pool_hit_at_1)} of pools`;
  if (corpus_hit_at_1 === null || gap === null) return pool;
  return `${pool}, and in ${shareText(corpus_hit_at_1)} on the whole corpus: ${percent(gap.value)} apart (${range(gap.interval)})`;
}

function spread({ p05, p25, median, p75, p95 }: Quantiles): string {
  return [p05, p25, median, p75, p95].map((value) => (value === null ? '–' : value.toFixed(3))).join(' · ');
}

function shareText({ value, interval }: Share): string {
  return `${percent(value)} (${range(interval)})`;
}

function range({ low, high }: Interval): string {
  return `${percent(low)} – ${percent(high)}`;
}

function share(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : percent(value);
}

/** A fingerprint is told by its beginning. */
function shortName(name: string): string {
  return name.replace(/(embedder:[0-9a-f]{8})[0-9a-f]+$/, '$1');
}
