/** Questions for a dataset: everything that can be asked, worded, spread over splits, types and languages by quota. */
import { createRandom, type Random } from '../core/random.js';
import type { StageCounts } from '../core/stage.js';
import { LANGS, type QuestionLang, SPLITS, type Split } from '../dataset/raft-row.js';
import { assignSplits, type SplitShares } from '../dataset/splits.js';
import { foldText } from '../text/normalize.js';
import type { ViewIndex } from '../verify/view-index.js';
import { largestRemainder, quotaWithin } from './examples/quota.js';
import { type LineageGroups, lineageGroups } from './lineage-groups.js';
import type { Candidate, Candidates } from './questions/candidate.js';
import type { FactLabels } from './questions/catalog/fact-intents.js';
import type { Question } from './questions/question.js';
import { GENERATED_TYPES, type GeneratedType, prepareSources } from './questions/sources.js';

export interface GenerateOptions {
  readonly index: ViewIndex;
  readonly seed: number | string;
  /** Questions wanted over all splits. */
  readonly examples: number;
  readonly labels: FactLabels;
  /** Whether refusals may offer a person. */
  readonly handOver: boolean;
  /** Shares of types and languages; they need not sum to one. What a type cannot give goes to the others. */
  readonly types?: Readonly<Partial<Record<GeneratedType, number>>>;
  readonly languages?: Readonly<Partial<Record<QuestionLang, number>>>;
  readonly splits?: SplitShares;
}

export interface Generated {
  /** Questions by split, in seeded order. */
  readonly questions: ReadonlyMap<Split, readonly Question[]>;
  readonly counts: readonly StageCounts[];
  /** Cells of the plan that the corpus could not fill. */
  readonly shortages: readonly Shortage[];
}

/** `wanted` questions of a kind were planned; the corpus gave `found`. */
export interface Shortage {
  readonly split: Split;
  readonly type: GeneratedType;
  readonly lang: QuestionLang;
  readonly wanted: number;
  readonly found: number;
}

const DEFAULT_TYPES: Record<GeneratedType, number> = { fact: 0.6, policy: 0.15, comparison: 0.15, unanswerable: 0.1 };
const DEFAULT_LANGUAGES: Record<QuestionLang, number> = { en: 0.4, ja: 0.4, mixed: 0.2 };

/**
 * Generates questions. Lineage groups are assigned to splits first; a question is generated only where all that it is
 * about shares a split. No two questions of the dataset fold to the same text.
 */
export function generateQuestions(options: GenerateOptions): Generated {
  const { index, seed } = options;
  const groups = lineageGroups(index);
  const splitOf = assignSplits(groups.groups, { seed, ...(options.splits ? { shares: options.splits } : {}) });
  const sources = prepareSources({ ...options, groups });
  const perSplit = largestRemainder(options.examples, shareOf(groups, splitOf));
  const questions = new Map<Split, readonly Question[]>();
  const shortages: Shortage[] = [];
  const asked = new Set<string>();
  for (const [i, split] of SPLITS.entries()) {
    const random = createRandom(`${seed}/candidates/${split}`);
    const candidates = sources.draw({ random, isInside: (group) => splitOf.get(group) === split });
    const made = fillPlan(candidates, { ...options, split, total: perSplit[i] ?? 0, asked });
    questions.set(split, createRandom(`${seed}/order/${split}`).shuffle(made.questions));
    shortages.push(...made.shortages);
  }
  return { questions, counts: sources.counts, shortages };
}

/** Rows follow the splits' real shares of documents, which groups make uneven. */
function shareOf(groups: LineageGroups, splitOf: ReadonlyMap<string, Split>): number[] {
  return SPLITS.map((split) =>
    groups.groups.reduce((sum, group) => sum + (splitOf.get(group.id) === split ? group.weight : 0), 0),
  );
}

interface Plan extends GenerateOptions {
  readonly split: Split;
  readonly total: number;
  /** Folded texts of all questions so far. */
  readonly asked: Set<string>;
}

/** Two passes: every type gets its share; what a type cannot give is asked of the others. */
function fillPlan(candidates: Candidates, plan: Plan): { questions: Question[]; shortages: Shortage[] } {
  const types = { ...DEFAULT_TYPES, ...plan.types };
  const languages = { ...DEFAULT_LANGUAGES, ...plan.languages };
  const cells = GENERATED_TYPES.flatMap((type) =>
    LANGS.map((lang) => ({ type, lang, weight: types[type] * languages[lang] })),
  );
  const streams = cells.map(({ type, lang }) =>
    wordInTurns(candidates[type] ?? [], lang, createRandom(`${plan.seed}/words/${plan.split}/${type}/${lang}`)),
  );
  const planned = largestRemainder(
    plan.total,
    cells.map((cell) => cell.weight),
  );
  const pools = streams.map((stream, i) => take(stream, planned[i] ?? 0, plan.asked));
  const shortages = cells.flatMap(({ type, lang }, i) => {
    const [wanted, found] = [planned[i] ?? 0, pools[i]?.length ?? 0];
    return found < wanted ? [{ split: plan.split, type, lang, wanted, found }] : [];
  });
  const missing = plan.total - pools.reduce((sum, pool) => sum + pool.length, 0);
  // Facts are the one type that is plentiful; refusals keep to their share.
  const spare = cells.map(({ type, weight }) => (type === 'fact' ? weight : 0));
  const extra = quotaWithin(
    missing,
    spare,
    spare.map((weight) => (weight > 0 ? missing : 0)),
  );
  for (const [i, stream] of streams.entries()) pools[i]?.push(...take(stream, extra[i] ?? 0, plan.asked));
  return { questions: pools.flat(), shortages };
}

function take(stream: Iterator<Question>, wanted: number, asked: Set<string>): Question[] {
  const taken: Question[] = [];
  while (taken.length < wanted) {
    const next = stream.next();
    if (next.done) break;
    const key = foldText(next.value.text);
    if (asked.has(key)) continue;
    asked.add(key);
    taken.push(next.value);
  }
  return taken;
}

/** Candidates in seeded order, one of each bucket in turn; each is worded once per language. */
function* wordInTurns(candidates: readonly Candidate[], lang: QuestionLang, random: Random): Generator<Question> {
  const buckets = new Map<string, Candidate[]>();
  for (const candidate of random.shuffle(candidates)) {
    const bucket = buckets.get(candidate.bucket);
    if (bucket) bucket.push(candidate);
    else buckets.set(candidate.bucket, [candidate]);
  }
  const queues = [...buckets.values()];
  for (let turn = 0; queues.some((queue) => turn < queue.length); turn++) {
    for (const queue of queues) {
      const question = queue[turn]?.word(lang, random) ?? null;
      if (question !== null) yield question;
    }
  }
}
