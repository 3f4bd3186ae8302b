/** Who stands in a context and where: oracles in balanced slots, distractors by quota, guarded, within the token budget. */
import { createRandom, type Random } from '../../core/random.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { ContextEntry } from '../../dataset/raft-row.js';
import { type MinedNegative, type MinedRow, ORIGINS } from '../../negatives/types.js';
import { isNewerThan, newestDay } from '../../verify/newest.js';
import type { Question } from '../questions/question.js';
import { type Chosen, chooseDistractors } from './choose-distractors.js';
import { ContextGuard } from './context-guard.js';
import type { ExampleCounter } from './counts.js';
import { NewestBalance } from './newest.js';
import type { ResolvedExamples } from './options.js';
import { OriginDealer } from './origin-quotas.js';
import { arrange, SlotDealer } from './slots.js';
import { oraclesOf, toEntry } from './to-row.js';
import { TokenBudget } from './token-budget.js';

/** What a context is made for. */
export interface ContextPlan {
  readonly question: Question;
  readonly mined: MinedRow;
  readonly withOracle: boolean;
}

export interface Context {
  /** The oracles, whether they stand in the context or not. */
  readonly oracles: readonly ContextEntry[];
  readonly entries: ContextEntry[];
  /** Counts the context towards the shares; not called for one that comes to nothing. */
  commit(): void;
}

/** Makes contexts; what is balanced over them is balanced over those that were committed. */
export class ContextMaker {
  readonly newest: NewestBalance;
  readonly slots: SlotDealer;
  private readonly guard: ContextGuard;
  private readonly origins: OriginDealer;
  private readonly budget: TokenBudget;

  constructor(
    private readonly options: ResolvedExamples,
    private readonly counter: ExampleCounter,
  ) {
    this.guard = new ContextGuard(options.index, options.corpus);
    this.origins = new OriginDealer(options.quotas);
    this.newest = new NewestBalance(options.newestShare);
    this.slots = new SlotDealer(createRandom(`${options.seed}/slots`));
    this.budget = new TokenBudget(options);
  }

  /** @returns the context, or why there is none: `oracle_not_current`, `too_few_distractors`, `over_token_budget` */
  make(plan: ContextPlan, random: Random): Context | { readonly reason: string } {
    const { question, mined, withOracle } = plan;
    const passages = oraclesOf(question);
    if (passages.some(({ verdict }) => verdict !== null)) return { reason: 'oracle_not_current' };
    const chosen = this.choose(plan, passages);
    if (chosen === null) return { reason: 'too_few_distractors' };
    const oracles = oracleEntries(passages, mined);
    const standing = withOracle ? oracles : [];
    const distractors = random.shuffle(chosen.distractors).flatMap((negative) => this.entryOf(negative));
    const fitting = this.budget.fit({ question: question.text, oracles: standing, distractors });
    if (fitting === null) return { reason: 'over_token_budget' };
    const size = standing.length + fitting.length;
    const slots = this.slots.choose(size, standing.length);
    const day = newestDay(passages);
    return {
      oracles,
      entries: arrange(standing, fitting, slots),
      commit: () => {
        chosen.commit();
        this.slots.record(size, slots);
        this.counter.addFallbacks(chosen.fallbacks);
        this.counter.addOverBudget(distractors.length - fitting.length);
        const isNewer = fitting.some((entry) => isNewerThan(entry, day));
        if (withOracle) this.newest.record(question.type, isNewer);
      },
    };
  }

  /** As many documents with the oracles as without them; a stale version stands only beside its oracle. */
  private choose(
    { question, mined, withOracle }: ContextPlan,
    oracles: readonly ViewPassage[],
  ): (Chosen & { commit(): void }) | null {
    const { distractors } = this.options;
    const wanted = withOracle ? distractors : distractors + Math.max(1, oracles.length);
    const allowed = ORIGINS.filter((origin) => withOracle || origin !== 'stale');
    const guard = this.guard.of(question, withOracle);
    const dealt = this.origins.deal(wanted, allowed);
    const day = newestDay(oracles);
    const isNewer = ({ passage_id }: MinedNegative): boolean => {
      const passage = this.options.index.passage(passage_id);
      return passage !== undefined && isNewerThan(passage, day);
    };
    const chosen = chooseDistractors(mined.negatives, {
      counts: dealt.counts,
      allowed,
      isFit: once((negative) => this.counter.isFit(guard.unfit(negative))),
      repeats: ({ passage_id }, others) => guard.repeats(passage_id, idsOf(others)),
      isNewer: withOracle && this.newest.isOwed(question.type) ? isNewer : null,
    });
    return chosen && { ...chosen, commit: dealt.commit };
  }

  private entryOf({ passage_id, origin, score }: MinedNegative): ContextEntry[] {
    const passage = this.options.index.passage(passage_id);
    return passage ? [toEntry(passage, { role: 'distractor', origin, score })] : [];
  }
}

function oracleEntries(passages: readonly ViewPassage[], { positives }: MinedRow): readonly ContextEntry[] {
  const scores = new Map(positives.map(({ passage_id, score }) => [passage_id, score]));
  return passages.map((passage) =>
    toEntry(passage, { role: 'oracle', origin: 'oracle', score: scores.get(passage.passage_id) ?? 0 }),
  );
}

function idsOf(negatives: readonly MinedNegative[]): readonly string[] {
  return negatives.map(({ passage_id }) => passage_id);
}

/** A predicate that is asked once of each distractor, and so counted once. */
function once(isFit: (negative: MinedNegative) => boolean): (negative: MinedNegative) => boolean {
  const known = new Map<MinedNegative, boolean>();
  return (negative) => {
    const answer = known.get(negative) ?? isFit(negative);
    known.set(negative, answer);
    return answer;
  };
}
