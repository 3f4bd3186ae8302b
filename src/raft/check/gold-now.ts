/** The answer of a row as it would be today: what makes a refusal wrong is not what answered when it was written. */
import type { Fact } from '../../corpus/document.js';
import type { RaftRow } from '../../dataset/raft-row.js';
import type { GoldAnswer, GoldFact } from '../../negatives/types.js';
import type { DocumentRow } from '../../store/rows.js';
import type { ViewIndex } from '../../verify/view-index.js';

/** The gold of a row with the values that its facts have now; undefined without gold. */
export function goldNow(row: RaftRow, index: ViewIndex): GoldAnswer | undefined {
  const gold = row.gold as GoldAnswer | undefined;
  if (!gold?.facts) return gold;
  const documents = row.oracle_ids.flatMap((id) => {
    const passage = index.passage(id);
    return (passage && index.document(passage.source_id, passage.doc_id)) ?? [];
  });
  return { ...gold, facts: gold.facts.map((fact) => ({ ...fact, value: valueNow(fact, documents) ?? fact.value })) };
}

/** A fact's value in the document that it is of: the one titled as its subject, or the only one. */
function valueNow({ field, subjects }: GoldFact, documents: readonly DocumentRow[]) {
  const titled = documents.find(({ title }) => subjects.includes(title));
  const document = titled ?? (documents.length === 1 ? documents[0] : undefined);
  const facts = (document?.facts ?? []) as readonly Fact[];
  return facts.find((fact) => fact.field === field)?.value;
}
