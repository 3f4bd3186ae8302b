/** What a RAFT row claims of the corpus. */
import type { ContextEntry, RaftRow } from '../../dataset/raft-row.js';
import { splitSentences } from '../../text/segment.js';
import type { Span } from '../../text/spans.js';
import { mentions } from '../value-forms.js';
import type { ViewIndex } from '../view-index.js';
import type { Claims, Evidence } from './claims.js';

/**
 * The oracles in the context with what is quoted of them, and the facts. A refusal claims nothing of its oracle, which
 * stands elsewhere: only what its context holds can make it wrong. An answer learnt by heart rests on the oracle that
 * its context leaves out.
 */
export function claimsOf(row: RaftRow, index: ViewIndex): Claims {
  const oracles = row.context.filter(({ role }) => role === 'oracle');
  if (oracles.length > 0) return { evidence: oracles.map((entry) => quotedFrom(entry, row)), facts: row.facts };
  if (!answersByHeart(row)) return { evidence: [], facts: [] };
  return { evidence: absentOracles(row, index), facts: row.facts };
}

/** The oracles that the context leaves out, with the sentences of theirs that answer. */
export function absentOracles(row: RaftRow, index: ViewIndex): readonly Evidence[] {
  return row.oracle_ids.map((id) => remembered(id, row, index));
}

/** The passages that a row stands on. A refusal stands on nothing that could change under it. */
export function restingOn(row: RaftRow): readonly string[] {
  return row.oracle_present || answersByHeart(row) ? row.oracle_ids : [];
}

/** Whether a row without oracle in its context answers all the same. */
export function answersByHeart(row: RaftRow): boolean {
  return !row.oracle_present && row.type !== 'unanswerable' && (row.absent === 'memorise' || row.facts.length > 0);
}

function quotedFrom(entry: ContextEntry, { quotes }: RaftRow): Evidence {
  const { passage_id, doc_id, source_id, text } = entry;
  const own = quotes.filter((quote) => quote.passage_id === passage_id && isWithin(quote, text));
  return { passage_id, doc_id, source_id, text, quotes: own.map(({ start, end }) => ({ start, end })) };
}

function isWithin({ start, end }: Span, text: string): boolean {
  return start >= 0 && start < end && end <= text.length;
}

/** The row holds the oracle's id alone; the corpus keeps what it said, unless it was pruned. */
function remembered(passage_id: string, { gold, facts }: RaftRow, index: ViewIndex): Evidence {
  const passage = index.passage(passage_id);
  if (!passage)
    return { passage_id, doc_id: facts[0]?.doc_id ?? '', source_id: facts[0]?.source_id, text: '', quotes: [] };
  const { doc_id, source_id, text } = passage;
  const answers = [gold?.text ?? '', ...(gold?.also ?? [])].filter((answer) => answer !== '');
  const quotes = splitSentences(text).filter(({ start, end }) =>
    answers.some((answer) => mentions(text.slice(start, end), answer)),
  );
  return { passage_id, doc_id, source_id, text, quotes: facts.length > 0 ? [] : quotes };
}
