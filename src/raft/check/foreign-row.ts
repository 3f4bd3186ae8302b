/** A record of another tool's file as a row that can be checked: documents have no ids, so their texts must tell. */
import { parseCotAnswer } from '../../dataset/delimiters.js';
import type { RaftRecord } from '../../dataset/raft-formats/read/record.js';
import type { RaftRow } from '../../dataset/raft-row.js';

/**
 * What is quoted of a document makes it an oracle, where the file does not say which one is. Null for a record without
 * documents: nothing of it can be held against a corpus.
 */
export function rowOfRecord(record: RaftRecord): RaftRow | null {
  const { documents, question, row } = record;
  if (row) return row;
  if (documents.length === 0) return null;
  const said = parseCotAnswer(record.cotAnswer ?? '');
  const quotes = (said?.quotes ?? []).flatMap((words) => {
    const at = documents.findIndex(({ text }) => text.includes(words));
    const start = documents[at]?.text.indexOf(words) ?? -1;
    return start < 0 || words === '' ? [] : [{ passage_id: String(at), start, end: start + words.length }];
  });
  const quoted = new Set(quotes.map(({ passage_id }) => passage_id));
  const isOracle = (i: number): boolean =>
    quoted.has(String(i)) ||
    documents[i]?.isOracle === true ||
    record.oracles?.includes(documents[i]?.text ?? '') === true;
  const context = documents.map(({ title = '', updated, text }, i): RaftRow['context'][number] => ({
    passage_id: String(i),
    doc_id: '',
    title,
    source_updated_at: updated ?? null,
    text,
    role: isOracle(i) ? 'oracle' : 'distractor',
    origin: isOracle(i) ? 'oracle' : 'dense',
    verdict: 'current',
    score: 0,
  }));
  const oracles = context.filter(({ role }) => role === 'oracle').map(({ passage_id }) => passage_id);
  const answer = record.answer ?? said?.answer ?? '';
  return {
    ...{ id: record.id ?? '', question, lang: 'en', type: oracles.length > 0 ? 'policy' : 'unanswerable' },
    ...{ context, oracle_present: oracles.length > 0, oracle_ids: oracles },
    ...{ cot_answer: record.cotAnswer ?? '', answer, quotes, facts: [] },
    ...{ group: '', generator: 'import', as_of: '', corpus_tag: '' },
  };
}
