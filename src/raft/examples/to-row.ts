/** The parts of a native row, from passages, questions and facts. */
import type { ViewPassage } from '../../corpus/view.js';
import type { ContextEntry, RaftRow } from '../../dataset/raft-row.js';
import type { AskedFact, Question } from '../questions/question.js';
import { goldOf } from './context-guard.js';

/** The passages that a question's evidence stands in, each once. */
export function oraclesOf({ evidence }: Question): readonly ViewPassage[] {
  return [...new Map(evidence.map(({ passage }) => [passage.passage_id, passage])).values()];
}

/** A document of a context. */
export function toEntry(passage: ViewPassage, as: Pick<ContextEntry, 'role' | 'origin' | 'score'>): ContextEntry {
  return {
    passage_id: passage.passage_id,
    doc_id: passage.doc_id,
    source_id: passage.source_id,
    title: passage.title,
    source_updated_at: passage.source_updated_at,
    text: passage.text,
    role: as.role,
    origin: as.origin,
    verdict: passage.verdict ?? 'current',
    score: as.score,
  };
}

/** The spans that the reasoning quotes, in its order. */
export function toQuotes({ evidence }: Question): RaftRow['quotes'] {
  return evidence.map(({ passage, span }) => ({ passage_id: passage.passage_id, start: span.start, end: span.end }));
}

/** A fact without its type, as rows show it. */
export function toFact({ passage, field, value }: AskedFact): RaftRow['facts'][number] {
  return {
    source_id: passage.source_id,
    doc_id: passage.doc_id,
    field,
    value: value.type === 'list' ? [...value.value] : value.value,
  };
}

/** What answers, and what an unanswerable question asks for: in every row, so that its distractors can be checked again. */
export function toGold(question: Question): Pick<RaftRow, 'gold' | 'unknown'> {
  const gold = goldOf(question);
  const { unknown } = question;
  return {
    ...(gold
      ? {
          gold: {
            text: gold.text,
            ...(gold.also ? { also: [...gold.also] } : {}),
            ...(gold.facts ? { facts: gold.facts.map(toGoldFact) } : {}),
          },
        }
      : {}),
    ...(unknown ? { unknown: { field: unknown.field, subjects: [...unknown.subjects] } } : {}),
  };
}

type GoldFacts = NonNullable<NonNullable<Question['gold']>['facts']>;

function toGoldFact({ field, value, subjects }: GoldFacts[number]) {
  return {
    field,
    value: value.type === 'list' ? { ...value, value: [...value.value] } : { ...value },
    subjects: [...subjects],
  };
}
