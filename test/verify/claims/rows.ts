/** Rows for checks against small corpora: a fact row and a policy row, as `build` writes them. */

import type { CorpusView } from '../../../src/corpus/view.js';
import type { ContextEntry, RaftRow } from '../../../src/dataset/raft-row.js';
import { passageId } from '../../helpers/small-view.js';

/** A context entry for passage `n` of a document of the view, as it reads there. */
export function entryOf(view: CorpusView, doc: string, over: Partial<ContextEntry> = {}, n = 0): ContextEntry {
  const passage = view.passages.find(({ passage_id }) => passage_id === passageId(doc, n));
  if (!passage) throw new Error(`no passage of ${doc}`);
  const { passage_id, doc_id, source_id, title, source_updated_at, text, verdict } = passage;
  const role = over.role ?? 'oracle';
  const origin = role === 'oracle' ? 'oracle' : 'dense';
  return {
    passage_id,
    doc_id,
    source_id,
    title,
    source_updated_at,
    text,
    role,
    origin,
    verdict: verdict ?? 'current',
    score: 0.9,
    ...over,
  };
}

/** A row that quotes `words` of its first context entry. */
export function rowOf(context: readonly ContextEntry[], words: string, over: Partial<RaftRow> = {}): RaftRow {
  const [oracle] = context;
  const start = oracle?.text.indexOf(words) ?? -1;
  if (!oracle || start < 0) throw new Error(`the context does not say ${words}`);
  return {
    id: 'r1',
    question: 'What is asked?',
    lang: 'en',
    type: 'policy',
    context: [...context],
    oracle_present: oracle.role === 'oracle',
    oracle_ids: [oracle.passage_id],
    cot_answer: `##begin_quote##${words}##end_quote## <ANSWER>: ${words}`,
    answer: words,
    quotes: oracle.role === 'oracle' ? [{ passage_id: oracle.passage_id, start, end: start + words.length }] : [],
    group: oracle.doc_id,
    generator: 'grounded',
    as_of: '2026-04-15',
    corpus_tag: 'r-000001',
    facts: [],
    ...over,
  };
}
