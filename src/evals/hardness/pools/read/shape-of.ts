/** Rows of negatives in the shapes that trainers take, ours among them; the shape is told from the keys. */
import { z } from 'zod';
import type { DataRecord } from '../../../../dataset/readers/record.js';
import type { PoolRow, PoolShape, ReadRow, RowText } from './pool-row.js';
import { readRaftRow } from './raft-row.js';

const words = z.string().trim().min(1);
const idText = z.union([z.string().min(1), z.number()]).transform(String);
const score = z.number().nullish();

const minedEntry = z.looseObject({ passage_id: idText, text: words.optional(), title: z.string().optional(), score });
const minedRow = z.looseObject({
  query_id: idText,
  query: words,
  positives: z.array(minedEntry),
  negatives: z.array(z.looseObject({ ...minedEntry.shape, origin: z.string().nullish() })),
});

const poolRow = z.looseObject({
  query_id: idText.optional(),
  query: words,
  candidates: z.array(
    z.looseObject({
      id: idText.optional(),
      title: z.string().optional(),
      text: words,
      relevant: z.boolean(),
      origin: z.string().nullish(),
      score,
    }),
  ),
});

/** Parquet's whole numbers may be of 64 bits. */
const label = z.preprocess(
  (value) => (typeof value === 'bigint' ? Number(value) : value),
  z.union([z.literal(0), z.literal(1), z.boolean()]).transform(Boolean),
);
const LABELS = 'labels are 1 or true for what answers, 0 or false for what does not';

const triplet = z.looseObject({ query: words, positive: words, negative: words });
const tuple = z.looseObject({ query: words, positive: words });
const pair = z.looseObject({ query: words, passage: words, label });
const list = z.looseObject({ query: words, passages: z.array(words).min(1), labels: z.array(label) });
const flag = z.looseObject({ query: words, pos: z.array(words), neg: z.array(words) });

type Reader = {
  readonly shape: PoolShape;
  readonly keys: readonly string[];
  readonly read: (data: DataRecord) => ReadRow;
};

/** Asked in this order; RAFT's shapes last, which ask for other keys than any of these. */
const READERS: readonly Reader[] = [
  { shape: 'pool', keys: ['query', 'candidates'], read: readPool },
  { shape: 'mined', keys: ['query', 'positives', 'negatives'], read: readMined },
  { shape: 'triplet', keys: ['query', 'positive', 'negative'], read: readTriplet },
  { shape: 'n-tuple', keys: ['query', 'positive', 'negative_1'], read: readTuple },
  { shape: 'labeled-pair', keys: ['query', 'passage', 'label'], read: readPair },
  { shape: 'labeled-list', keys: ['query', 'passages', 'labels'], read: readList },
  { shape: 'flag-embedding', keys: ['query', 'pos', 'neg'], read: readFlag },
];

/** Reads a parsed row of a file. sentence-transformers' `anchor` is a `query`. */
export function readPoolRow(data: DataRecord): ReadRow {
  const named = 'query' in data || !('anchor' in data) ? data : { ...data, query: data['anchor'] };
  const reader = READERS.find(({ keys }) => keys.every((key) => key in named));
  return reader ? reader.read(named) : readRaftRow(data);
}

function readPool(data: DataRecord): ReadRow {
  return parsed('pool', poolRow, data, ({ query_id, query, candidates }) => ({
    query,
    ...(query_id === undefined ? {} : { queryId: query_id }),
    texts: candidates.map(({ id, title, text, relevant, origin, score: given }) => ({
      ...textOf({ id, title, text }),
      relevant,
      origin: origin ?? null,
      score: given ?? null,
    })),
  }));
}

function readMined(data: DataRecord): ReadRow {
  return parsed('mined', minedRow, data, ({ query_id, query, positives, negatives }) => ({
    queryId: query_id,
    query,
    texts: [
      ...positives.map((entry) => ({ ...entryOf(entry), relevant: true, origin: null })),
      ...negatives.map((entry) => ({ ...entryOf(entry), relevant: false, origin: entry.origin ?? null })),
    ],
  }));
}

function entryOf({ passage_id, title, text, score: given }: z.infer<typeof minedEntry>) {
  return { ...textOf({ id: passage_id, title, text }), score: given ?? null };
}

function readTriplet(data: DataRecord): ReadRow {
  return parsed('triplet', triplet, data, ({ query, positive, negative }) => ({
    query,
    texts: [answer(positive), other(negative)],
  }));
}

function readTuple(data: DataRecord): ReadRow {
  const columns = Object.keys(data).filter((key) => /^negative_\d+$/.test(key));
  return parsed('n-tuple', tuple, data, ({ query, positive }) => {
    const negatives = columns.map((column) => data[column]);
    if (!negatives.every((text): text is string => typeof text === 'string' && text.trim() !== '')) {
      return 'a column negative_… is no text';
    }
    return { query, texts: [answer(positive), ...negatives.map(other)] };
  });
}

function readPair(data: DataRecord): ReadRow {
  return parsed('labeled-pair', pair, data, ({ query, passage, label: isAnswer }) => ({
    query,
    texts: [isAnswer ? answer(passage) : other(passage)],
  }));
}

function readList(data: DataRecord): ReadRow {
  return parsed('labeled-list', list, data, ({ query, passages, labels }) => {
    if (passages.length !== labels.length) return `${passages.length} passages have ${labels.length} labels`;
    return { query, texts: passages.map((text, i) => (labels[i] ? answer(text) : other(text))) };
  });
}

function readFlag(data: DataRecord): ReadRow {
  return parsed('flag-embedding', flag, data, ({ query, pos, neg }) => ({
    query,
    texts: [...pos.map(answer), ...neg.map(other)],
  }));
}

function answer(text: string): RowText {
  return { text, relevant: true };
}

function other(text: string): RowText {
  return { text, relevant: false };
}

/** Only what is known: an absent id is no id. */
function textOf({
  id,
  title,
  text,
}: {
  id?: string | undefined;
  title?: string | undefined;
  text?: string | undefined;
}) {
  return {
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
    ...(text === undefined ? {} : { text }),
  };
}

function parsed<T>(
  shape: PoolShape,
  schema: z.ZodType<T>,
  data: DataRecord,
  toRow: (data: T) => Omit<PoolRow, 'shape'> | string,
): ReadRow {
  const result = schema.safeParse(data);
  if (!result.success) {
    const issue = result.error.issues[0];
    const place = issue?.path.map(String).join('.') ?? '';
    const hint = /^labels?\b/.test(place) ? ` (${LABELS})` : '';
    return { problem: `${shape} row: ${place}: ${issue?.message ?? 'it does not check out'}${hint}` };
  }
  const row = toRow(result.data);
  return typeof row === 'string' ? { problem: `${shape} row: ${row}` } : { row: { shape, ...row } };
}
