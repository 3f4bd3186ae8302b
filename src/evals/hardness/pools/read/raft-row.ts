/** RAFT training examples of any shape as pools: the documents of the prompt in their order, oracles as positives. */
import { parseCotAnswer } from '../../../../dataset/delimiters.js';
import type { RaftRecord } from '../../../../dataset/raft-formats/read/record.js';
import { readRecord } from '../../../../dataset/raft-formats/read/shape-of.js';
import type { RaftRow } from '../../../../dataset/raft-row.js';
import type { DataRecord } from '../../../../dataset/readers/record.js';
import type { ReadRow } from './pool-row.js';

/**
 * A row whose context lacks its oracle is no pool (`no_oracle`): there is nothing to find in it. Nor is a twin, the same
 * documents in another order (`twin`), or a row that does not say which document answers (`oracle_unknown`).
 */
export function readRaftRow(data: DataRecord): ReadRow {
  const read = readRecord(data);
  if ('problem' in read) return read;
  const { record } = read;
  return record.row ? ofNative(record.row) : ofRecord(record);
}

function ofNative({ id, question, context, twin_of }: RaftRow): ReadRow {
  if (twin_of !== undefined) return { skipped: 'twin' };
  if (!context.some(({ role }) => role === 'oracle')) return { skipped: 'no_oracle' };
  const texts = context.map(({ passage_id, title, text, role, origin, score }) => ({
    id: passage_id,
    title,
    text,
    relevant: role === 'oracle',
    origin: role === 'oracle' ? null : origin,
    score,
  }));
  return { row: { shape: 'raft', queryId: id, query: question, texts } };
}

function ofRecord(record: RaftRecord): ReadRow {
  const { question, documents } = record;
  const isOracle = oracleOf(record);
  if (isOracle === null) return { skipped: 'oracle_unknown' };
  const texts = documents.map(({ title, text }, i) => ({
    ...(title === undefined ? {} : { title }),
    text,
    relevant: isOracle(text, i),
  }));
  if (!texts.some(({ relevant }) => relevant)) return { skipped: 'no_oracle' };
  return { row: { shape: 'raft', ...(record.id === undefined ? {} : { queryId: record.id }), query: question, texts } };
}

/** Which documents answer: as the shape says, else those that the answer quotes; null: nobody says. */
function oracleOf({ documents, oracles, cotAnswer }: RaftRecord): ((text: string, i: number) => boolean) | null {
  if (documents.some(({ isOracle }) => isOracle !== undefined)) return (_, i) => documents[i]?.isOracle === true;
  if (oracles !== undefined) return (text) => oracles.includes(text);
  const quotes = cotAnswer === undefined ? [] : (parseCotAnswer(cotAnswer)?.quotes ?? []);
  const quotesOf = (text: string): boolean => quotes.some((quote) => quote.trim() !== '' && text.includes(quote));
  return documents.some(({ text }) => quotesOf(text)) ? quotesOf : null;
}
