/** Queries to mine for, from a JSONL file. */
import { z } from 'zod';
import { RaftCorpusError } from '../core/errors.js';
import type { FactValue } from '../corpus/document.js';
import { readRecords } from '../dataset/readers/read-records.js';
import type { GoldAnswer, MiningQuery } from './types.js';

const ids = z.array(z.string());
const text = z.string().trim().min(1);

const typedValue = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('number'), value: z.number(), unit: z.string().optional() }),
  z.strictObject({ type: z.literal('money'), value: z.number(), currency: z.string() }),
  z.strictObject({ type: z.literal('date'), value: z.string() }),
  z.strictObject({ type: z.literal('boolean'), value: z.boolean() }),
  z.strictObject({ type: z.literal('text'), value: z.string() }),
  z.strictObject({ type: z.literal('list'), value: ids }),
]);

const factSchema = z.looseObject({
  field: text,
  value: z.union([z.number(), z.boolean(), z.string(), ids, typedValue]),
  subjects: z.array(text).min(1),
});

const querySchema = z.looseObject({
  query_id: z.union([z.string(), z.number()]).transform(String),
  query: text,
  oracle_ids: ids.default([]),
  answer: z.string().optional(),
  also: z.array(text).optional(),
  facts: z.array(factSchema).min(1).optional(),
  unknown: z.object({ field: text, subjects: z.array(text).min(1) }).optional(),
  excluded_ids: ids.optional(),
  judged_negative_ids: ids.optional(),
});

type QueryLine = z.infer<typeof querySchema>;

/**
 * Reads one query a line: `query_id`, `query`, `oracle_ids`, and what is known of the answer: `answer` and `also` as
 * texts, `facts` as `[{field, value, subjects: [names of the entity]}]`; for an unanswerable one `unknown: {field,
 * subjects}`; `excluded_ids` and `judged_negative_ids`. Further keys are ignored. A fact's value is plain (an ISO date is
 * a date) or typed, as `{"type": "money", "value": 1980, "currency": "JPY"}`.
 *
 * @param options.path the file; `options.name` names it in messages
 * @throws RaftCorpusError with file and line at the first line that is no query
 */
export async function readQueries(options: { readonly path: string; readonly name: string }): Promise<MiningQuery[]> {
  const queries: MiningQuery[] = [];
  const lines = new Map<string, number>();
  for await (const item of readRecords(options.path, { format: 'jsonl', name: options.name })) {
    if ('error' in item) throw item.error;
    const where = `${options.name}:${item.line}`;
    const query = parseLine(item.record, where);
    const first = lines.get(query.query_id);
    if (first !== undefined) {
      throw new RaftCorpusError(`two queries share the id "${query.query_id}"`, {
        where: `${options.name}:${first} and ${where}`,
        fix: 'Give each query an id of its own; several positives of one query are one list.',
      });
    }
    lines.set(query.query_id, item.line);
    queries.push(toQuery(query));
  }
  return queries;
}

function parseLine(record: unknown, where: string): QueryLine {
  const parsed = querySchema.safeParse(record);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RaftCorpusError(`not a query: ${issue?.path.join('.')} ${issue?.message}`, {
      where,
      fix: 'Each line is {"query_id": …, "query": …, "oracle_ids": [passage_id …]}; docs/mining.md has all keys.',
    });
  }
  const { also, answer, facts, unknown } = parsed.data;
  if (also !== undefined && answer === undefined) {
    throw new RaftCorpusError('not a query: "also" is what else belongs to an "answer", and there is none', {
      where,
      fix: 'Put the first part of the answer into "answer".',
    });
  }
  if (unknown !== undefined && (answer ?? facts) !== undefined) {
    throw new RaftCorpusError('not a query: it is unanswerable ("unknown"), and has an answer', {
      where,
      fix: 'Keep one of them.',
    });
  }
  return parsed.data;
}

function toQuery({ query, ...line }: QueryLine): MiningQuery {
  const gold = goldOf(line, query);
  return {
    query_id: line.query_id,
    text: query,
    oracle_ids: line.oracle_ids,
    ...(gold ? { gold } : {}),
    ...(line.unknown ? { unknown: line.unknown } : {}),
    ...(line.excluded_ids ? { excluded_ids: line.excluded_ids } : {}),
    ...(line.judged_negative_ids ? { judged_negative_ids: line.judged_negative_ids } : {}),
  };
}

/** With facts alone, the question stands for the words of the answer, as for a suite's. */
function goldOf({ answer, also, facts }: Pick<QueryLine, 'answer' | 'also' | 'facts'>, query: string) {
  if (answer === undefined && facts === undefined) return null;
  const gold: GoldAnswer = {
    text: answer ?? query,
    ...(also ? { also } : {}),
    ...(facts
      ? { facts: facts.map(({ field, value, subjects }) => ({ field, value: toFactValue(value), subjects })) }
      : {}),
  };
  return gold;
}

function toFactValue(value: NonNullable<QueryLine['facts']>[number]['value']): FactValue {
  if (typeof value === 'number') return { type: 'number', value };
  if (typeof value === 'boolean') return { type: 'boolean', value };
  if (typeof value === 'string') return { type: /^\d{4}-\d{2}-\d{2}/.test(value) ? 'date' : 'text', value };
  if (Array.isArray(value)) return { type: 'list', value };
  return value as FactValue;
}
