/** The slices of a suite's questions: what the question is like, and what the passages that answer it are like. */
import { differenceInDays } from 'date-fns';
import { refreshNumber } from '../../corpus/state.js';
import type { CorpusView, ViewPassage } from '../../corpus/view.js';
import type { GoldPlace } from '../suite/gold.js';
import type { SuiteQuestion } from '../suite/suite.js';
import type { Predecessors } from '../versions/predecessors.js';
import { scriptOf } from './question-script.js';
import type { SliceKey } from './slice-keys.js';

/** Days within which a passage that replaced another counts as drifted recently. */
export const RECENT_DAYS = 30;

export interface SlicesOptions {
  /** Which slices are wanted; a question's own are always there. */
  readonly keys: readonly SliceKey[];
  /** The state that says what is current. */
  readonly truth: Pick<CorpusView, 'tag' | 'as_of'>;
  readonly predecessors: Predecessors;
}

/**
 * A function from a question and where its gold stands to `key=value` slices:
 *
 * - `lang`, `type` as the suite says; `script`: letters it is typed in; the question's own `slices`
 * - of the passages with the best grade: `source` (the kind of their source), `age` (days between the newest version of
 *   their document and the as-of date), `drifted`: whether they replaced a passage that was materially different,
 *   `recently` (in the last refresh, or within {@link RECENT_DAYS} days), `earlier` or `no`
 *
 * An unanswerable question has no passages, and so none of the latter.
 */
export function createSlices(
  options: SlicesOptions,
): (question: SuiteQuestion, places: readonly GoldPlace[]) => readonly string[] {
  const ofQuestion: Readonly<Partial<Record<SliceKey, (question: SuiteQuestion) => string>>> = {
    lang: ({ lang }) => lang,
    script: ({ question }) => scriptOf(question),
    type: ({ type }) => type,
  };
  const ofPassages: Readonly<Partial<Record<SliceKey, (passages: readonly ViewPassage[]) => readonly string[]>>> = {
    source: (passages) => passages.map(({ kind }) => kind),
    age: (passages) => [ageOf(passages, options.truth.as_of)],
    drifted: (passages) => [driftedOf(passages, options)],
  };
  return (question, places) => {
    const best = Math.max(...places.map(({ gold }) => gold.grade));
    const passages = places.filter(({ gold }) => gold.grade === best).flatMap((place) => place.passages);
    const slices = options.keys.flatMap((key) => {
      const own = ofQuestion[key]?.(question);
      const values = own === undefined ? (passages.length > 0 && ofPassages[key]?.(passages)) || [] : [own];
      return values.map((value) => `${key}=${value}`);
    });
    const named = Object.entries(question.slices).map(([key, value]) => `${key}=${value}`);
    return [...new Set([...slices, ...named])];
  };
}

function ageOf(passages: readonly ViewPassage[], asOf: string): string {
  const newest = passages
    .flatMap(({ source_updated_at }) => (source_updated_at === null ? [] : [source_updated_at]))
    .sort()
    .at(-1);
  if (newest === undefined) return 'unknown';
  const days = differenceInDays(asOf, newest);
  return days < 30 ? 'under-30d' : days < 90 ? '30d-90d' : days < 365 ? '90d-1y' : 'over-1y';
}

function driftedOf(passages: readonly ViewPassage[], { truth, predecessors }: SlicesOptions): string {
  const former = passages
    .flatMap((passage) => predecessors.inherited(passage))
    .filter(({ verdict, severity }) => verdict !== 'contradicted' && severity === 'material');
  if (former.length === 0) return 'no';
  const isRecent = former.some(
    ({ added_in, stale_since }) =>
      added_in === refreshNumber(truth.tag) ||
      (stale_since !== null && differenceInDays(truth.as_of, stale_since) <= RECENT_DAYS),
  );
  return isRecent ? 'recently' : 'earlier';
}
