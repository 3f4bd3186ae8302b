/** Mining for one query, given its rankings: filters, sampling, and the row of the output. */
import { KEEP, newCounts, type StageCounts, tally } from '../core/stage.js';
import type { ScoredRow } from '../search/hits.js';
import { byScore, type Candidate, toNegative } from './candidate.js';
import { drop, filterScore, positiveSimilarities } from './filters.js';
import { siblingCandidates, staleCandidates } from './lineage-candidates.js';
import type { Mining } from './mining.js';
import { contextOf, type QueryContext } from './query-context.js';
import { RerankJudge } from './rerank.js';
import { choose, sampleOrder, unlikeFirst } from './sampling.js';
import type { Finding, MinedRow, MiningQuery } from './types.js';
import { type Ranking, type Walk, walkDense, walkLexical, walkUnscored } from './walk.js';

/** The lexical ranking of a query, best first. */
export type LexicalRanking = readonly ScoredRow[];

export interface QueryInput {
  readonly query: MiningQuery;
  /** Cosine of the query with a row, as the search scores it. */
  readonly scoreOf: (row: number) => number;
  readonly ranking: Ranking;
  readonly lexical: LexicalRanking | null;
  /** What the cross-encoder has said so far, by row; null where none is asked. */
  readonly rerankScores: Map<number, number> | null;
}

/** A row, or what is missing for one. */
export type QueryOutcome =
  | { readonly kind: 'mined'; readonly row: MinedRow }
  | { readonly kind: 'deeper' }
  | { readonly kind: 'rerank'; readonly rows: readonly number[] };

/** Mines for one query from scratch: asking again with a deeper ranking or more scores repeats nothing that lasts. */
export function mineQuery(input: QueryInput, mining: Mining): QueryOutcome {
  const { options, texts } = mining;
  const { query, scoreOf } = input;
  const counts = newCounts(query.query_id);
  const context = contextOf(query, scoreOf, mining);
  if (context.positiveRows.size === 0 && options.withoutPositive === 'skip') {
    tally(counts, drop('no_positive'));
    return mined(input, context, { negatives: [], counts, mining, judge: null });
  }
  const judge = options.rerank ? new RerankJudge(options.rerank, context, input.rerankScores ?? new Map()) : null;
  const walk: Walk = { ...mining, counts, scoreOf };
  const window = new Window(context, input, walk, judge);
  const lineage = { ...walk, lineage: mining.lineage, pages: mining.pages, background: mining.background };
  const negatives = choose(
    {
      stale: options.quotas.stale === 0 ? [] : staleCandidates(context, lineage),
      sibling: options.quotas.sibling === 0 ? [] : siblingCandidates(context, lineage),
      lexical: walkLexical(
        context,
        (input.lexical ?? []).map(({ index }) => index),
        walk,
      ),
      dense: window.candidates(),
    },
    { options, texts, counts, accept: (candidate) => judge === null || judge.accept(candidate, counts) },
  );
  if (window.isShort) return { kind: 'deeper' };
  const missing = judge?.missing(negatives) ?? [];
  if (missing.length > 0) return { kind: 'rerank', rows: missing };
  window.countUnsampled();
  const ordered = judge?.isRescoring ? (judge.rescore(negatives) ?? negatives).toSorted(byScore) : negatives;
  return mined(input, context, { negatives: ordered, counts, mining, judge });
}

/** The dense window, read only as far as it is asked for. */
class Window {
  /** Whether the ranking ended before the window was full. */
  isShort = false;
  private windowSize = 0;
  private drawn = 0;

  constructor(
    private readonly context: QueryContext,
    private readonly input: QueryInput,
    private readonly walk: Walk,
    private readonly judge: RerankJudge | null,
  ) {}

  *candidates(): Generator<Candidate> {
    const { options } = this.walk;
    if (this.judge?.isRescoring) yield* this.inSampleOrder(this.rescored());
    else if (options.sampling === 'top' && this.context.likeness === null) yield* this.walked(walkDense);
    else yield* this.inSampleOrder([...this.walked(walkDense)]);
  }

  private *walked(how: typeof walkDense): Generator<Candidate> {
    this.isShort = !(yield* how(this.context, this.input.ranking, this.walk));
  }

  private *inSampleOrder(window: readonly Candidate[]): Generator<Candidate> {
    const { sampling } = this.walk.options;
    if (sampling === 'top' && (this.judge?.isRescoring || this.context.likeness === null)) return yield* window;
    this.windowSize = window.length;
    for (const candidate of this.ordered(window)) {
      this.drawn += 1;
      yield candidate;
    }
  }

  private ordered(window: readonly Candidate[]): readonly Candidate[] {
    const { options } = this.walk;
    const { query, likeness, reference } = this.context;
    if (options.sampling === 'top' && likeness !== null) {
      return unlikeFirst(window, likeness, options.likePositive?.weight ?? 0);
    }
    const positive = this.judge?.isRescoring ? this.judge.weakest : reference;
    return sampleOrder(window, { options, queryId: query.query_id, positive });
  }

  /** In the order of the cross-encoder, within its bounds; nothing while it has not scored them all. */
  private rescored(): Candidate[] {
    const { options, counts, bounds } = this.walk;
    const unscored = [...this.walked(walkUnscored)];
    const judged = this.judge?.rescore(unscored) ?? null;
    if (judged === null) return [];
    const weakest = this.judge?.weakest ?? null;
    const survivors = judged.toSorted(byScore).filter((candidate) => {
      const decision = filterScore(candidate.orderScore, weakest, bounds);
      return decision.keep || tally(counts, decision);
    });
    for (const _ of survivors.slice(0, options.rangeMin)) tally(counts, drop('before_range'));
    return survivors.slice(options.rangeMin, options.rangeMax);
  }

  /** What a drawn window held and was not drawn. */
  countUnsampled(): void {
    for (let left = this.windowSize - this.drawn; left > 0; left--) tally(this.walk.counts, drop('not_sampled'));
  }
}

interface Mined {
  readonly negatives: readonly Candidate[];
  readonly counts: StageCounts;
  readonly mining: Mining;
  readonly judge: RerankJudge | null;
}

function mined(input: QueryInput, context: QueryContext, { negatives, counts, mining, judge }: Mined): QueryOutcome {
  const { options, corpus, texts } = mining;
  for (const _ of negatives) tally(counts, KEEP);
  const denseRank = (row: number): number | null => {
    const at = input.ranking.rows.indexOf(row);
    return at < 0 ? null : at + 1;
  };
  const weakest = judge?.isRescoring ? judge.weakest : context.reference;
  const similarities = positiveSimilarities(
    negatives.map(({ row: negative }) => negative),
    context,
    corpus,
  );
  const row: MinedRow = {
    query_id: input.query.query_id,
    query: input.query.text,
    positives: context.positives.map(({ row: positive, score }) => ({
      passage_id: texts.passage(positive).passage_id,
      score,
      rank: denseRank(positive),
    })),
    reference_score: context.reference,
    negatives: negatives.map((candidate, i) => {
      const place = (input.lexical ?? []).findIndex(({ index }) => index === candidate.row);
      return toNegative(candidate, {
        passage_id: texts.passage(candidate.row).passage_id,
        found_by: findings(candidate, { dense: denseRank(candidate.row), lexical: place < 0 ? null : place + 1 }),
        weakest,
        positive_score: context.positiveRows.size === 0 ? null : (similarities[i] as number),
        lexical_score: input.lexical?.[place]?.score ?? null,
        reranker_score: judge?.scoreOf(candidate.row) ?? null,
      });
    }),
    wanted: options.numNegatives,
    found: negatives.length,
    dropped: counts.dropped,
  };
  return { kind: 'mined', row };
}

function findings(
  { origin }: Candidate,
  ranks: { readonly dense: number | null; readonly lexical: number | null },
): readonly Finding[] {
  const found: Finding[] = origin === 'stale' || origin === 'sibling' ? [{ origin, rank: null }] : [];
  if (ranks.lexical !== null) found.push({ origin: 'lexical', rank: ranks.lexical });
  if (ranks.dense !== null) found.push({ origin: 'dense', rank: ranks.dense });
  return found;
}
