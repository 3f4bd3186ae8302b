/** Imported questions as a part of a build: those that hold go into its cells, the others to a review queue. */
import { sha256 } from '../../core/hash.js';
import { drop, KEEP, newCounts, type StageCounts, tally } from '../../core/stage.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { QuestionType } from '../../dataset/raft-row.js';
import type { ReviewCandidate, ReviewItem } from '../../dataset/review-queue.js';
import type { Retriever } from '../../evals/retrieve/retriever.js';
import type { Build, SplitRow } from '../build.js';
import { lineageGroups } from '../lineage-groups.js';
import { indexSubjects } from '../questions/catalog/subject-index.js';
import { collectTitles } from '../questions/claims/other-titles.js';
import type { Question } from '../questions/question.js';
import type { QuestionStream } from '../questions/stage.js';
import type { ImportedQuestion } from './read-imported.js';
import { type ResolveOptions, resolveImported } from './resolve-imported.js';

export interface ImportOptions extends Pick<ResolveOptions, 'index' | 'labels' | 'seed' | 'handOver'> {
  readonly questions: readonly ImportedQuestion[];
  /** Finds candidates for questions whose gold is missing or does not hold; none are looked for without it. */
  readonly retriever?: Retriever;
}

export interface Import {
  /** What goes into the build: one stream per type of question. */
  readonly extraSources: readonly QuestionStream[];
  /** Questions in, sound ones out, and why the others need a person. */
  readonly counts: StageCounts;
  /** What a person has to look at, in the order of the files. */
  readonly review: readonly ReviewItem[];
  /** The build with the counts of the import. */
  attach(build: Build): Build;
}

/** Candidates that a reviewer picks from. */
const CANDIDATES = 8;

/** Resolves all questions against the corpus, and retrieves candidates for those that need a person. */
export async function openImport(options: ImportOptions): Promise<Import> {
  const { index, questions } = options;
  const lineages = await lineageGroups(index);
  const groupOf = (docKey: string): string => lineages.ofDocument.get(docKey) ?? docKey;
  const resolving = { ...options, groupOf, subjects: indexSubjects(index), others: collectTitles(index) };
  const counts = newCounts('imported_questions');
  const sound: Question[] = [];
  const unsound: Unsound[] = [];
  for (const item of questions) {
    const outcome = resolveImported(item, resolving);
    if (tally(counts, 'question' in outcome ? KEEP : drop(outcome.reason)) && 'question' in outcome)
      sound.push(outcome.question);
    else if ('reason' in outcome) unsound.push({ item, ...outcome });
  }
  const used = newCounts('imported_used');
  return {
    extraSources: [...new Set(sound.map(({ type }) => type))].map((type) => streamOf(type, sound)),
    counts,
    review: await reviewItems(unsound, options),
    attach: (build) => ({
      ...build,
      rows: counting(build.rows, used, sound.length),
      counts: () => [counts, used, ...build.counts()],
      settings: { ...build.settings, imported: sha256(JSON.stringify(questions)) },
    }),
  };
}

function streamOf(type: QuestionType, sound: readonly Question[]): QuestionStream {
  return {
    type,
    generator: 'import',
    async *draw({ lang, isInside, split }) {
      for (const question of sound) {
        if (question.type !== type || question.lang !== lang) continue;
        // A refusal is of no lineage; all of them go where most rows are.
        const isHere = question.evidence.length === 0 ? split === 'train' : isInside(question.group);
        if (isHere) yield question;
      }
    },
  };
}

/** Counts imported questions that became rows; the rest fell out at a later stage, or its cells had no room. */
async function* counting(rows: Build['rows'], used: StageCounts, sound: number): AsyncGenerator<SplitRow> {
  const made = new Set<string>();
  for await (const one of rows) {
    if (one.row.generator === 'import') made.add(one.row.question);
    yield one;
  }
  for (let i = 0; i < sound; i++) tally(used, i < made.size ? KEEP : drop('fell_out_or_no_room'));
}

interface Unsound {
  readonly item: ImportedQuestion;
  readonly reason: string;
  readonly passages: readonly ViewPassage[];
}

async function reviewItems(
  unsound: readonly Unsound[],
  { index, retriever }: ImportOptions,
): Promise<readonly ReviewItem[]> {
  const { tag, as_of } = index.view;
  const found = await retriever?.retrieve(
    unsound.map(({ item }) => item.question),
    CANDIDATES,
  );
  return unsound.map(({ item, reason, passages }, i) => {
    const named = new Set(passages.map(({ passage_id }) => passage_id));
    const retrieved = (found?.[i] ?? []).flatMap(({ passage_id, score }) => {
      const passage = index.passage(passage_id);
      return passage === undefined || named.has(passage_id) ? [] : [toCandidate(passage, score)];
    });
    return {
      item_id: sha256('imported_questions', item.id, item.question).slice(0, 24),
      queue: 'imported_questions',
      reason,
      ...fieldsOf(item),
      candidates: [...passages.slice(0, CANDIDATES).map((passage) => toCandidate(passage, null)), ...retrieved],
      as_of,
      corpus_tag: tag,
    };
  });
}

/** The keys that `readImported` reads, so that an item which somebody has completed can be imported as it is. */
function fieldsOf({ where, id, docs, ...item }: ImportedQuestion): Readonly<Record<string, unknown>> {
  const [first] = docs;
  return {
    where,
    id,
    ...item,
    doc_ids: docs.map(({ doc_id }) => doc_id),
    source_id: first?.source_id ?? null,
  };
}

function toCandidate(passage: ViewPassage, score: number | null): ReviewCandidate {
  const { passage_id, source_id, doc_id, title, source_updated_at, text, verdict } = passage;
  return { passage_id, source_id, doc_id, title, source_updated_at, text, verdict: verdict ?? 'current', score };
}
