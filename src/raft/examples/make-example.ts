/**
 * One question becomes one training example: who stands in its context, where the oracle stands, what is reasoned and
 * answered, and that all of it checks out. A question that does not make an example says why.
 */
import { sha256 } from '../../core/hash.js';
import { createRandom, type Random } from '../../core/random.js';
import type { ContextEntry, RaftRow, Split } from '../../dataset/raft-row.js';
import type { MiningOptions } from '../../negatives/options.js';
import { type MinedNegative, type MinedRow, ORIGINS, type Origin } from '../../negatives/types.js';
import { isNewerThan, newestDay } from '../../verify/newest.js';
import { verifyRow } from '../../verify/row.js';
import { answerLang, type Question } from '../questions/question.js';
import { refusal } from '../questions/refusals.js';
import { type Absent, AbsentDealer, RecentChanges } from './absent.js';
import { chooseDistractors } from './choose-distractors.js';
import { ContextGuard } from './context-guard.js';
import { ExampleCounter, type ExampleCounts } from './counts.js';
import { NewestBalance } from './newest.js';
import { type ExampleOptions, type ResolvedExamples, resolveExamples } from './options.js';
import { OriginDealer } from './origin-quotas.js';
import { reason, reasonFromMemory, reasonRefusal } from './reasoning.js';
import { arrange, SlotDealer } from './slots.js';
import { oraclesOf, toEntry, toFact, toGold, toQuotes } from './to-row.js';
import { TokenBudget } from './token-budget.js';
import { twinsOf } from './twins.js';

export type { ExampleOptions } from './options.js';

/** A question with its mined distractors, and whether its context is to hold its oracles; never of an unanswerable one. */
export interface ExamplePlan {
  readonly split: Split;
  readonly question: Question;
  readonly mined: MinedRow;
  readonly withOracle: boolean;
}

/** The row, with its order-permuted twins where they are asked for, or why there is none: a key of the counts. */
export type MadeExample = { readonly row: RaftRow; readonly twins: readonly RaftRow[] } | { readonly reason: string };

export interface ExampleMaker {
  /** What the contexts need from the miner. */
  miningNeeds(): Pick<
    MiningOptions,
    'numNegatives' | 'quotas' | 'withoutPositive' | 'marginFrom' | 'depth' | 'rangeMax'
  >;
  /** Makes one example. Shares are kept over the calls: same order of calls, same rows. */
  make(plan: ExamplePlan): MadeExample;
  /** What the examples so far came to, for the manifest. */
  counts(): ExampleCounts;
}

/** Prepares a maker: reads the view once. @throws RaftCorpusError for options that contradict each other */
export function createExampleMaker(options: ExampleOptions): ExampleMaker {
  return new Maker(resolveExamples(options));
}

/** Mined beyond what a context takes, so that guards, near-duplicates and dates leave a choice. */
const SPARE = 4;
/** Oracles that a question has at most, for whom distractors stand in. */
const MOST_ORACLES = 2;
/** How far down the ranking distractors are looked for when the oracle itself ranks low. */
const DEPTH = 512;

class Maker implements ExampleMaker {
  private readonly guard: ContextGuard;
  private readonly origins: OriginDealer;
  private readonly newest: NewestBalance;
  private readonly absent: AbsentDealer;
  private readonly slots: SlotDealer;
  private readonly budget: TokenBudget;
  private readonly counter = new ExampleCounter();

  constructor(private readonly options: ResolvedExamples) {
    this.guard = new ContextGuard(options.index, options.corpus);
    this.origins = new OriginDealer(options.quotas);
    this.newest = new NewestBalance(options.newestShare);
    this.absent = new AbsentDealer(options, new RecentChanges(options.index, options.stableRefreshes));
    this.slots = new SlotDealer(createRandom(`${options.seed}/slots`));
    this.budget = new TokenBudget(options);
  }

  miningNeeds(): ReturnType<ExampleMaker['miningNeeds']> {
    const { distractors, quotas } = this.options;
    const wants = (origin: Origin): number => {
      const quota = quotas[origin] ?? 0;
      return quota === 0 ? 0 : 1 + (quota === 'rest' ? distractors : Math.ceil(quota));
    };
    const extra = { stale: wants('stale'), sibling: wants('sibling'), lexical: wants('lexical') };
    const numNegatives = distractors + MOST_ORACLES + SPARE + extra.stale;
    return {
      numNegatives,
      quotas: { ...extra, dense: numNegatives },
      withoutPositive: 'mine',
      // Each of two oracles answers half the question, and the less similar one would leave no distractor.
      marginFrom: 'strongest',
      depth: DEPTH,
      rangeMax: 3 * numNegatives,
    };
  }

  make(plan: ExamplePlan): MadeExample {
    const { question } = plan;
    const random = createRandom(`${this.options.seed}/example/${question.lang}/${question.text}`);
    const absent = plan.withOracle || question.type === 'unanswerable' ? null : this.absent.deal(question);
    if (absent === 'changed_recently') return { reason: absent };
    const context = this.contextOf(plan, random);
    if ('reason' in context) return context;
    const row = this.rowOf(plan, { absent, random, context });
    const [defect] = verifyRow(row);
    if (defect !== undefined) return { reason: defect };
    const twins = twinsOf(row, { count: this.options.twins, slots: this.slots, random });
    context.commit();
    if (absent !== null) this.absent.record(absent);
    for (const made of [row, ...twins]) this.counter.add(made);
    return { row, twins };
  }

  counts(): ExampleCounts {
    return this.counter.result({ handOver: this.options.handOver, newest: this.newest.counts() });
  }

  private contextOf({ question, mined, withOracle }: ExamplePlan, random: Random): Context | { reason: string } {
    const { index, distractors } = this.options;
    const passages = oraclesOf(question);
    if (passages.some(({ verdict }) => verdict !== null)) return { reason: 'oracle_not_current' };
    const wanted = withOracle ? distractors : distractors + Math.max(1, passages.length);
    const allowed = ORIGINS.filter((origin) => withOracle || origin !== 'stale');
    const guard = this.guard.of(question, withOracle);
    const dealt = this.origins.deal(wanted, allowed);
    const oracleDay = newestDay(passages);
    const passageOf = (negative: MinedNegative) => index.passage(negative.passage_id);
    const isNewer = (negative: MinedNegative): boolean => {
      const passage = passageOf(negative);
      return passage !== undefined && isNewerThan(passage, oracleDay);
    };
    const chosen = chooseDistractors(mined.negatives, {
      counts: dealt.counts,
      allowed,
      isFit: once((negative) => this.counter.isFit(guard.unfit(negative))),
      repeats: (negative, others) =>
        guard.repeats(
          negative.passage_id,
          others.map((other) => other.passage_id),
        ),
      isNewer: withOracle && this.newest.isOwed(question.type) ? isNewer : null,
    });
    if (chosen === null) return { reason: 'too_few_distractors' };
    const scores = new Map(mined.positives.map(({ passage_id, score }) => [passage_id, score]));
    const oracles = passages.map((passage) =>
      toEntry(passage, { role: 'oracle', origin: 'oracle', score: scores.get(passage.passage_id) ?? 0 }),
    );
    const fitting = this.budget.fit({
      question: question.text,
      oracles: withOracle ? oracles : [],
      distractors: random.shuffle(chosen.distractors).flatMap((negative) => {
        const passage = passageOf(negative);
        return passage
          ? [toEntry(passage, { role: 'distractor', origin: negative.origin, score: negative.score })]
          : [];
      }),
    });
    if (fitting === null) return { reason: 'over_token_budget' };
    const standing = withOracle ? oracles : [];
    const size = standing.length + fitting.length;
    const slots = this.slots.choose(size, standing.length);
    return {
      oracles,
      entries: arrange(standing, fitting, slots),
      commit: () => {
        dealt.commit();
        this.slots.record(size, slots);
        this.counter.addFallbacks(chosen.fallbacks);
        this.counter.addOverBudget(chosen.distractors.length - fitting.length);
        if (withOracle)
          this.newest.record(
            question.type,
            fitting.some((entry) => isNewerThan(entry, oracleDay)),
          );
      },
    };
  }

  private rowOf(
    { question, mined, withOracle }: ExamplePlan,
    { absent, random, context }: { readonly absent: Absent | null; readonly random: Random; readonly context: Context },
  ): RaftRow {
    const { view } = this.options.index;
    const answers = withOracle || absent === 'memorise';
    const lang = answerLang(question.lang);
    const refused = (): string =>
      question.type === 'unanswerable' ? question.answer : refusal(lang, { random, handOver: this.options.handOver });
    const answer = answers ? question.answer : refused();
    const telling = { context: context.entries, random };
    const cot = withOracle
      ? reason(question, telling)
      : answers
        ? reasonFromMemory(question, telling)
        : reasonRefusal(question, { ...telling, refusal: answer });
    return {
      id: sha256('raft', question.text, String(withOracle), ...mined.positives.map((p) => p.passage_id)).slice(0, 24),
      question: question.text,
      lang: question.lang,
      type: question.type,
      context: context.entries,
      oracle_present: withOracle,
      oracle_ids: context.oracles.map(({ passage_id }) => passage_id),
      cot_answer: cot,
      answer,
      quotes: withOracle ? toQuotes(question) : [],
      group: question.group,
      generator: question.generator ?? 'grounded',
      as_of: view.as_of,
      corpus_tag: view.tag,
      facts: answers ? question.facts.map(toFact) : [],
      ...toGold(question),
      form: question.form,
      ...(absent === null ? {} : { absent }),
    };
  }
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

interface Context {
  /** The oracles, whether they stand in the context or not. */
  readonly oracles: readonly ContextEntry[];
  readonly entries: ContextEntry[];
  /** Counts the context towards the shares. */
  commit(): void;
}
