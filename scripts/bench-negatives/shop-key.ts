/**
 * The hand-written key of the sample shop (`evals/mangaassist/negatives-key.yaml`): which distractors a person would
 * choose for a question and which must never be one, and a mining run held against it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ViewPassage } from '../../src/corpus/view.js';
import { type EvalSuite, parseSuite } from '../../src/evals/suite/suite.js';

/** The key's file. */
export const NEGATIVES_KEY = fileURLToPath(new URL('../../evals/mangaassist/negatives-key.yaml', import.meta.url));

const reference = z
  .strictObject({
    source: z.string(),
    doc: z.string().optional(),
    docs: z.array(z.string()).optional(),
    quote: z.string().optional(),
    stale: z.boolean().default(false),
  })
  .refine(({ doc, docs }) => (doc === undefined) !== (docs === undefined), 'a reference names doc or docs');
const wanted = z.union([z.strictObject({ any_of: z.array(reference).min(1) }), reference]);

const keySchema = z.strictObject({
  as_of: z.string(),
  negatives: z.int(),
  questions: z.array(
    z.looseObject({ id: z.string(), must: z.array(wanted), must_not: z.array(reference), gold: z.array(z.unknown()) }),
  ),
});

/** One passage, or several interchangeable ones, as the key names them. */
export type Reference = z.infer<typeof reference>;

/** What the key asks of one question's negatives. */
export interface KeyQuestion {
  readonly id: string;
  /** Of each entry one passage must be mined. */
  readonly must: readonly (readonly Reference[])[];
  readonly mustNot: readonly Reference[];
}

export interface NegativesKey {
  /** ISO date. */
  readonly asOf: string;
  /** Negatives to mine per question. */
  readonly negatives: number;
  readonly questions: readonly KeyQuestion[];
  /** The questions with their gold, as an eval suite. */
  readonly suite: EvalSuite;
}

/** Reads and checks the key. */
export function readNegativesKey(path = NEGATIVES_KEY): NegativesKey {
  const raw = keySchema.parse(parse(readFileSync(path, 'utf8')));
  const questions = raw.questions.map(({ must: _, must_not: __, ...question }) => question);
  return {
    asOf: raw.as_of,
    negatives: raw.negatives,
    questions: raw.questions.map(({ id, must, must_not }) => ({
      id,
      must: must.map((entry) => ('any_of' in entry ? entry.any_of : [entry])),
      mustNot: must_not,
    })),
    suite: parseSuite(JSON.stringify({ suite: 'negatives-key', questions }), path),
  };
}

/** A reference that names no passage, or a page's words that stand in several. */
export interface Unresolved {
  readonly question: string;
  readonly reference: string;
  readonly passages: number;
}

/** The key with passage_ids in place of references. */
export interface ResolvedQuestion {
  readonly id: string;
  readonly must: readonly { readonly name: string; readonly ids: ReadonlySet<string> }[];
  readonly mustNot: readonly { readonly name: string; readonly ids: ReadonlySet<string> }[];
}

/** Finds the passages that the key names; each document of a reference must give exactly one. */
export function resolveKey(
  key: NegativesKey,
  passages: readonly ViewPassage[],
): { questions: readonly ResolvedQuestion[]; unresolved: readonly Unresolved[] } {
  const unresolved: Unresolved[] = [];
  const byDocument = new Map<string, ViewPassage[]>();
  for (const passage of passages) {
    const id = `${passage.source_id}/${passage.doc_id}`;
    byDocument.set(id, [...(byDocument.get(id) ?? []), passage]);
  }
  const idsOf = (question: string, one: Reference): string[] =>
    (one.docs ?? [one.doc ?? '']).flatMap((doc) => {
      const found = (byDocument.get(`${one.source}/${doc}`) ?? []).filter(
        (passage) =>
          !passage.spoiler && (passage.verdict !== null) === one.stale && passage.text.includes(one.quote ?? ''),
      );
      if (found.length !== 1) unresolved.push({ question, reference: nameOf(one), passages: found.length });
      return found.map(({ passage_id }) => passage_id);
    });
  const questions = key.questions.map(({ id, must, mustNot }) => {
    const resolve = (entry: readonly Reference[]) => ({
      name: entry.map(nameOf).join(' or '),
      ids: new Set(entry.flatMap((one) => idsOf(id, one))),
    });
    return { id, must: must.map(resolve), mustNot: mustNot.map((one) => resolve([one])) };
  });
  return { questions, unresolved };
}

function nameOf({ source, doc, docs, quote, stale }: Reference): string {
  const documents = doc ?? `${docs?.[0]} … ${docs?.at(-1)}`;
  return `${stale ? 'stale ' : ''}${source}/${documents}${quote === undefined ? '' : ` "${quote}"`}`;
}

/** How a mining run stands against the key. */
export interface KeyScore {
  readonly must: number;
  readonly found: number;
  /** found / must */
  readonly recall: number;
  /** `question: passage` */
  readonly missing: readonly string[];
  readonly violations: readonly string[];
}

/** @param mined passage_ids of the negatives by question id; a question that was not mined has none */
export function scoreKey(
  questions: readonly ResolvedQuestion[],
  mined: ReadonlyMap<string, ReadonlySet<string>>,
): KeyScore {
  const has = (question: ResolvedQuestion, ids: ReadonlySet<string>): boolean =>
    [...ids].some((id) => mined.get(question.id)?.has(id) === true);
  const missing: string[] = [];
  const violations: string[] = [];
  let must = 0;
  for (const question of questions) {
    must += question.must.length;
    for (const one of question.must) if (!has(question, one.ids)) missing.push(`${question.id}: ${one.name}`);
    for (const one of question.mustNot) if (has(question, one.ids)) violations.push(`${question.id}: ${one.name}`);
  }
  const found = must - missing.length;
  return { must, found, recall: found / must, missing, violations };
}
