/** Keeps the questions of evals out of training data: what a model has learned by heart measures nothing. */

import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { readRecords } from '../dataset/readers/read-records.js';
import { loadSuite } from '../evals/suite/suite.js';
import { openNearDuplicateIndex } from '../text/near-duplicate-index.js';
import { NEAR_DUPLICATE_QUESTION } from '../text/near-duplicates.js';
import { indexNgrams } from '../text/ngram-overlap.js';
import type { QuestionStage } from './questions/stage.js';

/**
 * A stage that drops questions which stand in an eval set: `in_eval_set` for those of which 70 % of the 8-grams (all of a
 * short one) stand in one question of it, `near_duplicate_of_eval` for those whose character shingles have Jaccard ≥ 0.8.
 */
export async function createDecontamination(questions: Iterable<string>): Promise<QuestionStage> {
  const texts = [...new Set(questions)];
  const grams = indexNgrams(texts);
  const near = await openNearDuplicateIndex({ threshold: NEAR_DUPLICATE_QUESTION });
  for (const text of texts) near.add(text);
  return {
    name: 'decontamination',
    run: async (batch) =>
      batch.map((question) => {
        if (grams.find(question.text) !== null) return { reason: 'in_eval_set' };
        return near.find(question.text) === undefined ? { question } : { reason: 'near_duplicate_of_eval' };
      }),
  };
}

/**
 * The questions of an eval set: a suite (YAML), or records with `question`, `query` or `text` (JSONL, JSON, CSV, TSV; the
 * `queries.jsonl` of a BEIR folder).
 *
 * @param options.path the file; `options.name` names it in messages
 * @throws RaftCorpusError naming file and line for what cannot be read or has no question
 */
export async function readEvalQuestions(options: {
  readonly path: string;
  readonly name: string;
}): Promise<readonly string[]> {
  const { path, name } = options;
  if (['.yaml', '.yml'].includes(extname(path).toLowerCase())) {
    return (await loadSuite(path)).questions.map(({ question }) => question);
  }
  if (!(await stat(path).catch(() => null))?.isFile()) {
    throw new RaftCorpusError('there is no such file of eval questions', { where: name, fix: 'Check the path.' });
  }
  const questions: string[] = [];
  for await (const item of readRecords(path, { name })) {
    if ('error' in item) throw item.error;
    const { question, query, text } = item.record as Readonly<Record<string, unknown>>;
    const found = [question, query, text].find((value) => typeof value === 'string' && value.trim() !== '');
    if (typeof found !== 'string') {
      throw new RaftCorpusError('there is no question in this record', {
        where: `${name}:${item.line}`,
        fix: 'Each record needs a "question", "query" or "text".',
      });
    }
    questions.push(found);
  }
  return questions;
}
