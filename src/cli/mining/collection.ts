/** What `mine` mines from when it is no corpus of the store: texts, queries, judgements and vectors in files. */
import { resolve } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { findBeirFiles } from '../../dataset/beir/files.js';
import { readJudged, refuseUnknown } from '../../dataset/beir/read-judged.js';
import { readTexts, type TextRecord } from '../../dataset/readers/collection.js';
import type { MiningCorpus } from '../../negatives/corpus.js';
import { readQueries } from '../../negatives/read-queries.js';
import type { MiningQuery } from '../../negatives/types.js';
import { checkSameLength, collectionVectors, corpusOfRecords, type VectorOptions } from '../collection.js';
import type { Run } from '../command.js';

export interface CollectionOptions extends VectorOptions {
  readonly queries?: string;
  readonly beir?: string;
  readonly split: string;
  readonly corpus?: string;
  readonly minGrade: string;
  readonly onBadPositive: string;
}

export interface Collection {
  readonly corpus: MiningCorpus;
  readonly queries: readonly MiningQuery[];
  /** Row-major [queries.length × dims]. */
  readonly queryVectors: Float32Array;
}

/**
 * Reads a collection, with vectors as {@link collectionVectors} has them.
 *
 * @throws RaftCorpusError naming file and line of what is wrong, or the vectors that do not fit
 */
export async function readCollection(run: Run<CollectionOptions>): Promise<Collection> {
  const { options, io, progress } = run;
  const at = (path: string): string => resolve(io.cwd, path);
  const beir = options.beir === undefined ? null : await findBeirFiles(at(options.beir), options.split, options.beir);
  const corpusFile = options.corpus === undefined ? beir?.corpus : at(options.corpus);
  if (corpusFile === undefined) throw new RaftCorpusError('there is no corpus', { fix: 'Give --corpus or --beir.' });
  progress.update('read the collection', 0);
  const texts = await readTexts(corpusFile, options.corpus ?? corpusFile);
  const queries =
    options.queries === undefined
      ? await judgedQueries(options, beir)
      : await readQueries({ path: at(options.queries), name: options.queries });
  if (queries.length === 0)
    throw new RaftCorpusError('there is no question to mine for', { fix: 'See the queries file.' });
  if (options.onBadPositive !== 'drop') checkPositives(queries, texts);
  const vectors = collectionVectors(run);
  try {
    const passages = await vectors.passages(texts);
    const asked = await vectors.queries(queries.map(({ text }) => text));
    checkSameLength(asked, passages);
    return { corpus: corpusOfRecords(texts, passages), queries, queryVectors: asked.data };
  } finally {
    await vectors.close();
  }
}

/** Before anything is embedded, which may take long. */
function checkPositives(queries: readonly MiningQuery[], texts: readonly TextRecord[]): void {
  const known = new Set(texts.map(({ id }) => id));
  for (const { query_id, oracle_ids } of queries) {
    const missing = oracle_ids.find((id) => !known.has(id));
    if (missing !== undefined) {
      throw new RaftCorpusError('a positive is not in the corpus', {
        where: `query ${query_id}, passage ${missing}`,
        fix: 'Add the text, correct the query, or let go of such positives: --on-bad-positive drop.',
      });
    }
  }
}

async function judgedQueries(
  { minGrade }: CollectionOptions,
  beir: Awaited<ReturnType<typeof findBeirFiles>> | null,
): Promise<readonly MiningQuery[]> {
  if (beir === null) {
    throw new RaftCorpusError('there are no queries', { fix: 'Give --queries FILE, or --beir FOLDER.' });
  }
  const least = Number(minGrade);
  if (!(least > 0)) {
    throw new RaftCorpusError(`--min-grade cannot be ${JSON.stringify(minGrade)}`, {
      fix: 'It is a grade above 0.',
    });
  }
  const { questions, unknown } = await readJudged(beir);
  refuseUnknown(unknown, beir.qrels, 'Add them there, or take their judgements out.');
  return questions.map(({ id, text, grades }) => {
    const withGrade = (test: (grade: number) => boolean): string[] =>
      [...grades].flatMap(([passage, grade]) => (test(grade) ? [passage] : []));
    return {
      query_id: id,
      text,
      oracle_ids: withGrade((grade) => grade >= least),
      excluded_ids: withGrade((grade) => grade > 0 && grade < least),
      judged_negative_ids: withGrade((grade) => grade <= 0),
    };
  });
}
