/** Verdicts of a reader on pairs of a question and a passage: ids and verdicts only, no text. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GuardPair } from './guard-pairs.js';

const FILE = fileURLToPath(new URL('../../evals/labels/jaquad-guard.jsonl', import.meta.url));
/** Pairs judged of those that the guard drops, and of those that it keeps. */
const SAMPLE = 200;

/** One line of the file: whether the passage answers the question for somebody who reads both. */
interface Label {
  readonly question_id: string;
  readonly passage_id: string;
  readonly answers: boolean;
}

/** Key of a pair in {@link readLabels}. */
export function labelKey(questionId: string, passageId: string): string {
  return `${questionId} ${passageId}`;
}

/** Verdicts by pair. */
export function readLabels(): ReadonlyMap<string, boolean> {
  if (!existsSync(FILE)) return new Map();
  const lines = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  const labels = lines.map((line) => JSON.parse(line) as Label);
  return new Map(labels.map((label) => [labelKey(label.question_id, label.passage_id), label.answers]));
}

/** The pairs to judge: the first of those dropped and of those kept by the strict guard. */
export function samplePairs(pairs: readonly GuardPair[]): GuardPair[] {
  const of = (isDropped: boolean): GuardPair[] => pairs.filter(({ dropped }) => dropped.strict === isDropped);
  return [...of(true).slice(0, SAMPLE), ...of(false).slice(0, SAMPLE)];
}
