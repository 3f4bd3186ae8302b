/** All figures of a set of pools, before anything is concluded from them. */
import { detectLanguage } from '../../text/language.js';
import { foldText } from '../../text/normalize.js';
import { canaryFindings } from './figures/canary-findings.js';
import { answeringShare, falseNegatives } from './figures/false-negatives.js';
import { expectedHit } from './figures/hit-at-1.js';
import { modelFindings } from './figures/model-findings.js';
import { lengthAuc, scorerFindings, solvedShare, type Witness } from './figures/scorer-findings.js';
import { sharesOfTheWay } from './figures/share-of-the-way.js';
import { quantilesOf } from './figures/shares.js';
import type { Evidence, Pool, PoolSet } from './pool.js';
import type { HardnessReport, LanguageFindings, OriginFindings, ScorerFindings } from './report.js';
import type { Background } from './score-pools.js';
import { TITLE_OVERLAP } from './scorers/title-overlap.js';

export type Findings = Omit<HardnessReport, 'gates' | 'verdict' | 'reasons' | 'warnings' | 'next'>;

export interface FindingsInput {
  readonly set: PoolSet;
  /** Pools that can be measured: with a positive and a negative. */
  readonly pools: readonly Pool[];
  readonly background: Background;
  /** Each with the scores of all `pools`, in their order. */
  readonly witnesses: readonly Witness[];
  /** Name of the scorer that is evaluated. */
  readonly evaluated: string | undefined;
  readonly corpusHitAt1?: ReadonlyMap<string, number> | undefined;
  readonly evidence?: Evidence | undefined;
  readonly seed: number | string;
}

export function findingsOf(input: FindingsInput): Findings {
  const { set, pools, witnesses, background, seed } = input;
  const scorers = witnesses.map((witness) => scorerFindings(witness, { minedBy: set.mined_by, seed }));
  const judge = judgeOf(scorers);
  const judging = witnesses.find(({ scorer }) => scorer.name === judge);
  const byName = (name: string | undefined) => witnesses.find(({ scorer }) => scorer.name === name)?.pools;
  const bm25 = byName('bm25');
  const titles = byName(TITLE_OVERLAP.name);
  return {
    name: set.name,
    queries: pools.length,
    left_out: leftOut(set.pools),
    negatives: pools.reduce((sum, { candidates }) => sum + candidates.filter(({ relevant }) => !relevant).length, 0),
    repeats: pools.reduce((sum, pool) => sum + repeatsIn(pool), 0),
    origins: byOrigin(pools, judging, input.evidence),
    languages: byLanguage(pools, witnesses, judging),
    random: { from: background.from, passages: background.passages.length },
    evaluated: input.evaluated ?? null,
    ...modelFindings(byName(input.evaluated), { corpusHitAt1: input.corpusHitAt1, seed }),
    scorers,
    judge,
    solvable: { bm25: bm25 ? solvedShare(bm25) : null, title_overlap: titles ? solvedShare(titles) : null },
    canaries: canaryFindings(pools, set.ordered),
    length_auc: lengthAuc(pools),
    false_negatives: falseNegatives(pools, input.evidence),
  };
}

/** Whether a pool has something to find and something to mistake for it. */
export function isMeasurable({ candidates }: Pool): boolean {
  return candidates.some(({ relevant }) => relevant) && candidates.some(({ relevant }) => !relevant);
}

function leftOut(pools: readonly Pool[]): HardnessReport['left_out'] {
  const without = pools.filter((pool) => !pool.candidates.some(({ relevant }) => relevant)).length;
  return { without_positive: without, without_negative: pools.filter((pool) => !isMeasurable(pool)).length - without };
}

function repeatsIn({ candidates }: Pool): number {
  const right = new Set(candidates.filter(({ relevant }) => relevant).map(({ text }) => foldText(text)));
  return candidates.filter(({ relevant, text }) => !relevant && right.has(foldText(text))).length;
}

/** A scorer that holds the right passage above a random one less often than this does not read these questions. */
const READS = 0.8;

/**
 * Of the independent scorers that read these questions, the one to whom the median negative seems closest: that negatives
 * lie near random passages is true only if none sees otherwise. Null where none reads them.
 */
function judgeOf(scorers: readonly ScorerFindings[]): string | null {
  const able = scorers.filter(
    ({ independent, share_of_the_way: way, random_auc }) =>
      independent && (way?.count ?? 0) > 0 && (random_auc ?? 0) >= READS,
  );
  const medianOf = ({ share_of_the_way: way }: ScorerFindings): number => way?.median ?? Number.NEGATIVE_INFINITY;
  return able.toSorted((a, b) => medianOf(b) - medianOf(a))[0]?.name ?? null;
}

const NO_ORIGIN = 'unknown';

function byOrigin(
  pools: readonly Pool[],
  judging: Witness | undefined,
  evidence: Evidence | undefined,
): Readonly<Record<string, OriginFindings>> {
  const negatives = pools.flatMap((pool, i) => {
    const scored = judging?.pools[i];
    const shares = scored && sharesOfTheWay(scored);
    const hardest = scored && Math.max(...scored.negatives);
    return pool.candidates
      .filter(({ relevant }) => !relevant)
      .map(({ origin }, at) => ({
        origin: origin ?? NO_ORIGIN,
        pool: i,
        share: shares?.[at] ?? null,
        isHardest: scored?.negatives[at] === hardest,
      }));
  });
  const origins = [...new Set(negatives.map(({ origin }) => origin))].sort();
  return Object.fromEntries(
    origins.map((name) => {
      const own = negatives.filter(({ origin }) => origin === name);
      const shares = own.flatMap(({ share }) => (share === null ? [] : [share]));
      const found: OriginFindings = {
        negatives: own.length,
        median_share_of_the_way: quantilesOf(shares).median,
        hardest_in: judging ? new Set(own.filter(({ isHardest }) => isHardest).map(({ pool }) => pool)).size : 0,
        false_negatives: evidence
          ? answeringShare(pools, evidence, ({ origin }) => (origin ?? NO_ORIGIN) === name)
          : null,
      };
      return [name, found];
    }),
  );
}

function byLanguage(
  pools: readonly Pool[],
  witnesses: readonly Witness[],
  judging: Witness | undefined,
): Readonly<Record<string, LanguageFindings>> {
  const languages = pools.map(({ query }) => detectLanguage(query) ?? 'other');
  return Object.fromEntries(
    [...new Set(languages)].sort().map((language) => {
      const own = pools.flatMap((_, i) => (languages[i] === language ? [i] : []));
      const hits = witnesses.map(({ scorer, pools: scored }) => {
        const won = own.map((i) => expectedHit(scored[i]?.pool.candidates ?? [], scored[i]?.scores ?? []));
        return [scorer.name, won.sort((a, b) => a - b).reduce((sum, hit) => sum + hit, 0) / own.length] as const;
      });
      const shares = own.flatMap((i) => {
        const scored = judging?.pools[i];
        return (scored && sharesOfTheWay(scored)) ?? [];
      });
      const found: LanguageFindings = {
        pools: own.length,
        hit_at_1: Object.fromEntries(hits),
        median_share_of_the_way: quantilesOf(shares).median,
      };
      return [language, found];
    }),
  );
}
