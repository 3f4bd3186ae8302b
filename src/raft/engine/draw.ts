/** Questions of each cell, worded only when their turn comes. */
import { createRandom, type Random } from '../../core/random.js';
import type { StageCounts } from '../../core/stage.js';
import type { QuestionLang, Split } from '../../dataset/raft-row.js';
import type { LineageGroups } from '../lineage-groups.js';
import type { Candidate, CandidateScope, Candidates } from '../questions/candidate.js';
import type { Question } from '../questions/question.js';
import type { QuestionSources } from '../questions/sources.js';
import type { QuestionStream } from '../questions/stage.js';
import { type Cell, cellName, type PlannedCell } from './cells.js';

export interface DrawOptions {
  readonly sources: QuestionSources;
  /** Asked before the grounded generator. */
  readonly extraSources: readonly QuestionStream[];
  readonly splitOf: ReadonlyMap<string, Split>;
  readonly groups: Pick<LineageGroups, 'ofDocument'>;
  readonly seed: number | string;
}

/** What can be asked, cell by cell. The questions of a cell come in the same order however they are asked for. */
export interface Draw {
  questions(cell: PlannedCell): AsyncIterator<Question, undefined>;
  /** Candidates of the grounded generator for a cell's split and type, before any wording. */
  candidates(cell: Pick<Cell, 'split' | 'type'>): number;
  /** What the generators looked at and dropped. */
  readonly counts: readonly StageCounts[];
}

export function openDraw(options: DrawOptions): Draw {
  const { sources, extraSources, splitOf, groups, seed } = options;
  const groupOf = (docKey: string): string => groups.ofDocument.get(docKey) ?? '';
  const bySplit = new Map<Split, Candidates>();
  const isInside =
    (split: Split) =>
    (group: string): boolean =>
      splitOf.get(group) === split;
  const candidatesOf = (split: Split): Candidates => {
    let candidates = bySplit.get(split);
    if (candidates === undefined) {
      const scope: CandidateScope = {
        random: createRandom(`${seed}/candidates/${split}`),
        isInside: isInside(split),
      };
      candidates = sources.draw(scope);
      bySplit.set(split, candidates);
    }
    return candidates;
  };
  async function* questions(cell: PlannedCell): AsyncGenerator<Question, undefined> {
    const { split, type, lang, count } = cell;
    for (const [i, source] of extraSources.entries()) {
      if (source.type !== type) continue;
      const random = createRandom(`${seed}/source/${i}/${cellName(cell)}`);
      for await (const question of source.draw({ random, isInside: isInside(split), split, lang, count, groupOf })) {
        // What rests on no passage is of no lineage: its stream knows where it belongs.
        const isHere = question.evidence.length === 0 || isInside(split)(question.group);
        if (question.lang === lang && question.type === type && isHere) yield question;
      }
    }
    yield* wordInTurns(candidatesOf(split)[type] ?? [], lang, createRandom(`${seed}/words/${cellName(cell)}`));
    return undefined;
  }
  return {
    questions,
    candidates: ({ split, type }) => (candidatesOf(split)[type] ?? []).length,
    counts: sources.counts,
  };
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
