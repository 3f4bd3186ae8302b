/** What goes into the search for contradictions, and what comes out. */
import type { Scalar } from '../../../store/rows.js';
import type { FactValue } from '../../document.js';
import type { StatementConfig } from '../../drift/statements.js';

/** A current passage of prose (policies, guides, FAQs): never one of a catalog entry. */
export interface ProsePassage {
  readonly passage_id: string;
  readonly doc_id: string;
  readonly source_id: string;
  readonly text: string;
  readonly lang: string | null;
  /** Of its source: the higher one is believed. */
  readonly authority: number;
  /** ISO instant of the document's source timestamp; null when unknown. */
  readonly updated_at: string | null;
  /** doc_id, in the same source, of the original that its document translates. */
  readonly translation_of: string | null;
  readonly heading_path: readonly string[];
  /** Position within its document; ascending. */
  readonly order: number;
  /** The document's title; counts as a heading. */
  readonly title?: string;
}

/** A typed fact with the patterns by which prose states it (`{value} volumes`). */
export interface EntityFact {
  readonly field: string;
  readonly value: FactValue | null;
  readonly stated: readonly string[];
}

/** A catalog entry that prose may name. */
export interface Entity {
  readonly doc_id: string;
  readonly source_id: string;
  /** The passage that holds its facts, if known. */
  readonly passage_id?: string | null;
  /** Titles in every language, and other names it goes by. */
  readonly titles: readonly string[];
  readonly authority: number;
  readonly facts: readonly EntityFact[];
}

export interface ContradictionInput {
  readonly passages: Iterable<ProsePassage>;
  /** Read once, as a stream; may hold hundreds of thousands. */
  readonly entities?: Iterable<Entity>;
  readonly statements?: readonly StatementConfig[];
}

export type ContradictionRule = 'statement' | 'fact' | 'aligned' | 'translation';

/** A passage that says something else than what is believed more, and the proof. */
export interface Contradiction {
  /** The passage that is contradicted. */
  readonly passage_id: string;
  readonly by: { readonly passage_id: string | null; readonly doc_id: string; readonly source_id: string };
  /** A declared statement, a fact's field, or the kind of the value. */
  readonly field: string;
  /** What the passage says. */
  readonly old: Scalar;
  /** What the authority says. */
  readonly new: Scalar;
  readonly rule: ContradictionRule;
  /** The two sentences: the passage's, and the authority's (for a fact: title, field and value). */
  readonly evidence: readonly [string, string];
}
