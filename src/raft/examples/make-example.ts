/**
 * One question becomes one training example: who stands in its context, where the oracle stands, what is reasoned and
 * answered, and that all of it checks out. A question that does not make an example says why.
 */
import { sha256 } from '../../core/hash.js';
import { createRandom, type Random } from '../../core/random.js';
import type { RaftRow, Split } from '../../dataset/raft-row.js';
import type { MiningOptions } from '../../negatives/options.js';
import type { Origin } from '../../negatives/types.js';
import { verifyRow } from '../../verify/row.js';
import { answerLang } from '../questions/question.js';
import { refusal } from '../questions/refusals.js';
import { type Absent, AbsentDealer, RecentChanges } from './absent.js';
import { type Context, ContextMaker, type ContextPlan } from './context-maker.js';
import { ExampleCounter, type ExampleCounts } from './counts.js';
import { type ExampleOptions, type ResolvedExamples, resolveExamples } from './options.js';
import { reason, reasonFromMemory, reasonRefusal } from './reasoning.js';
import { toFact, toGold, toQuotes } from './to-row.js';
import { twinsOf } from './twins.js';

export type { ExampleOptions } from './options.js';

/** A question with its mined distractors, and whether its context is to hold its oracles; never of an unanswerable one. */
export interface ExamplePlan extends ContextPlan {
  readonly split: Split;
}

/** The row, with its order-permuted twins where they are asked for, or why there is none: a key of the counts. */
export type MadeExample = { readonly row: RaftRow; readonly twins: readonly RaftRow[] } | { readonly reason: string };

export interface ExampleMaker {
  /** What the contexts need from the miner. */
  miningNeeds(): Pick<
    MiningOptions,
    'numNegatives' | 'quotas' | 'withoutPositive' | 'marginFrom' | 'depth' | 'keepSameGroup' | 'rangeMax'
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
  private readonly counter = new ExampleCounter();
  private readonly absent: AbsentDealer;
  private readonly contexts: ContextMaker;

  constructor(private readonly options: ResolvedExamples) {
    this.absent = new AbsentDealer(options, new RecentChanges(options.index, options.stableRefreshes));
    this.contexts = new ContextMaker(options, this.counter);
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
      // Other volumes and editions are what a search brings up beside the right one.
      keepSameGroup: true,
      rangeMax: 3 * numNegatives,
    };
  }

  make(plan: ExamplePlan): MadeExample {
    const { question } = plan;
    const random = createRandom(`${this.options.seed}/example/${question.lang}/${question.text}`);
    const absent = plan.withOracle || question.type === 'unanswerable' ? null : this.absent.deal(question);
    if (absent === 'changed_recently') return { reason: absent };
    const context = this.contexts.make(plan, random);
    if ('reason' in context) return context;
    const row = this.rowOf(plan, { absent, random, context });
    const [defect] = verifyRow(row);
    if (defect !== undefined) return { reason: defect };
    context.commit();
    const twins = twinsOf(row, { count: this.options.twins, slots: this.contexts.slots, random });
    if (absent !== null) this.absent.record(absent);
    for (const made of [row, ...twins]) this.counter.add(made);
    return { row, twins };
  }

  counts(): ExampleCounts {
    return this.counter.result({ handOver: this.options.handOver, newest: this.contexts.newest.counts() });
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
    const telling = { context: context.entries, random, asOf: view.as_of };
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
