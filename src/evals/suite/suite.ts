/** Eval suites: YAML files of hand-written questions whose gold is bound to a typed fact or an exact answer span. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import { parseMeasure } from '../measures/parse-measure.js';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const grade = z.int().min(1).max(3).default(1);
const document = { source: z.string().min(1), doc: z.string().min(1), grade };

const goldSchema = z.union([
  z.strictObject({ ...document, fact: z.string().min(1), value: scalar }),
  z.strictObject({ ...document, quote: z.string().min(1) }),
]);

const questionSchema = z.strictObject({
  id: z.string().min(1),
  question: z.string().trim().min(1),
  lang: z.enum(['en', 'ja', 'mixed']),
  type: z.enum(['fact', 'policy', 'multi_hop', 'comparison', 'temporal', 'unanswerable']),
  gold: z.array(goldSchema).default([]),
});

const gateSchema = z
  .strictObject({
    id: z.string().min(1),
    measure: z.string(),
    retriever: z.string().default('dense'),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .refine((gate) => (gate.min === undefined) !== (gate.max === undefined), 'a gate needs either min or max');

const suiteSchema = z.strictObject({
  suite: z.string().min(1),
  description: z.string().default(''),
  /** Which retrievers are evaluated; those that gates name are added. */
  retrievers: z.array(z.string().min(1)).default([]),
  questions: z.array(questionSchema).min(1),
  gates: z.array(gateSchema).default([]),
});

/** Where an answer stands: a document's typed fact with its value, or an exact substring of one of its passages. */
export type Gold = z.infer<typeof goldSchema>;
export type SuiteQuestion = z.infer<typeof questionSchema>;
/** A threshold on a mean: `min` or `max`, bounds included. */
export type Gate = z.infer<typeof gateSchema>;
export type EvalSuite = z.infer<typeof suiteSchema>;

/**
 * Reads and checks a suite file.
 *
 * @throws RaftCorpusError naming the file and the place: unreadable, not YAML, not a suite, duplicate ids, gold that
 *   contradicts the type (an answerable question without gold, an unanswerable one with it), a gate on an unknown measure
 */
export async function loadSuite(path: string): Promise<EvalSuite> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new RaftCorpusError(`the eval suite cannot be read: ${messageOf(error)}`, {
      where: path,
      fix: 'Name another file, or mend `suites` in the config.',
      cause: error,
    });
  });
  return parseSuite(text, path);
}

/** {@link loadSuite} of a text; `where` names it in errors. */
export function parseSuite(text: string, where: string): EvalSuite {
  const result = suiteSchema.safeParse(parseYaml(text, where));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new RaftCorpusError(`not a valid eval suite: ${issue?.message ?? 'unknown problem'}`, {
      where: `${where}${placeOf(issue?.path ?? [])}`,
      fix: 'See evals/mangaassist/suite.yaml for the shape.',
    });
  }
  checkQuestions(result.data, where);
  for (const gate of result.data.gates) parseMeasure(gate.measure);
  return result.data;
}

function parseYaml(text: string, where: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new RaftCorpusError(`not valid YAML: ${messageOf(error)}`, { where, cause: error });
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0
    ? ''
    : `: ${path
        .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
        .join('')
        .replace(/^\./, '')}`;
}

function checkQuestions(suite: EvalSuite, where: string): void {
  const seen = new Set<string>();
  for (const question of suite.questions) {
    const at = { where: `${where}: question ${question.id}` };
    if (seen.has(question.id)) throw new RaftCorpusError(`two questions share the id "${question.id}"`, at);
    seen.add(question.id);
    if (question.type === 'unanswerable' && question.gold.length > 0) {
      throw new RaftCorpusError('an unanswerable question has gold', {
        ...at,
        fix: 'Empty its gold or change its type.',
      });
    }
    if (question.type !== 'unanswerable' && question.gold.length === 0) {
      throw new RaftCorpusError('a question has no gold', { ...at, fix: 'Give its gold, or make it unanswerable.' });
    }
  }
}
