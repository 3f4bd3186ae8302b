/** Judgements of what a collection does not have. */
import { RaftCorpusError } from '../../core/errors.js';

/**
 * - `zero`: they stand, and what is not there is never found
 * - `drop`: they are left out, and counted
 * - `error`: they are refused
 */
export const UNKNOWN_POLICIES = ['zero', 'drop', 'error'] as const;
export type UnknownPolicy = (typeof UNKNOWN_POLICIES)[number];

/** What was judged and is not in the collection. */
export interface UnknownCounts {
  /** Distinct documents. */
  readonly documents: number;
  /** Judgements of them. */
  readonly judgements: number;
  /** Relevant ones among these. */
  readonly relevant: number;
  readonly policy: UnknownPolicy;
}

interface Judged {
  readonly id: string;
  readonly grades: ReadonlyMap<string, number>;
  readonly where: string;
}

/**
 * Finds judgements of unknown documents and deals with them as `policy` says.
 *
 * @param isKnown whether the collection has a document
 * @throws RaftCorpusError where nothing is relevant; that counts them, with `error`; with any policy where the collection has none of the documents
 *   that are judged: then ids are written in another way
 */
export function settleUnknown<T extends Judged>(
  questions: readonly T[],
  {
    isKnown,
    policy,
    where,
  }: { readonly isKnown: (id: string) => boolean; readonly policy: UnknownPolicy; readonly where: string },
): { readonly questions: readonly T[]; readonly unknown: UnknownCounts } {
  const missing = new Set<string>();
  let judgements = 0;
  let relevant = 0;
  let all = 0;
  for (const { grades } of questions) {
    all += grades.size;
    for (const [id, grade] of grades) {
      if (isKnown(id)) continue;
      missing.add(id);
      judgements += 1;
      if (grade >= 1) relevant += 1;
    }
  }
  if (!questions.some(({ grades }) => [...grades.values()].some((grade) => grade >= 1))) refuseEmpty(where);
  const unknown = { documents: missing.size, judgements, relevant, policy };
  if (judgements > 0 && (judgements === all || policy === 'error'))
    refuse([...missing], { all: judgements === all, where });
  if (judgements === 0 || policy !== 'drop') return { questions, unknown };
  const kept = questions.map((question) => ({
    ...question,
    grades: new Map([...question.grades].filter(([id]) => isKnown(id))),
  }));
  return { questions: kept, unknown };
}

function refuseEmpty(where: string): never {
  throw new RaftCorpusError('no judgement says that anything is relevant (a grade of 1 or more)', {
    where,
    fix: 'See that the file has grades, and that it is about these questions.',
  });
}

function refuse(ids: readonly string[], { all, where }: { readonly all: boolean; readonly where: string }): never {
  const named = ids
    .slice(0, 5)
    .map((id) => JSON.stringify(id))
    .join(', ');
  const some = `${named}${ids.length > 5 ? ' …' : ''}`;
  throw all
    ? new RaftCorpusError(`none of the judged documents is in the collection: ${some}`, {
        where,
        fix: 'See that both name documents by the same ids, and that they belong together.',
      })
    : new RaftCorpusError(
        `${ids.length} judged ${ids.length === 1 ? 'document is' : 'documents are'} not in the collection: ${some}`,
        {
          where,
          fix: 'Add the documents, or choose how such judgements count: --unknown zero | drop.',
        },
      );
}

/** One sentence for the user. */
export function describeUnknown({ documents, judgements, relevant, policy }: UnknownCounts): string {
  const what = policy === 'drop' ? 'they are left out' : 'they count as not found';
  const of = documents === 1 ? 'a document that is' : `${documents} documents that are`;
  return judgements === 1
    ? `1 judgement${relevant === 1 ? ', a relevant one,' : ''} is of ${of} not there: ${policy === 'drop' ? 'it is left out' : 'it counts as not found'}`
    : `${judgements} judgements, ${relevant} of them relevant, are of ${of} not there: ${what}`;
}
