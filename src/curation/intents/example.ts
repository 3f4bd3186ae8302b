/** An utterance with its intent, as audits see it, wherever its file came from. */
import type { Split } from '../../dataset/raft-row.js';

export const ORIGINS = ['production', 'synthetic'] as const;
/** Where an utterance came from: customers, or a generator. */
export type ExampleOrigin = (typeof ORIGINS)[number];

/** What ties utterances together, so that they must stay in one split. */
export const GROUP_KINDS = ['conversation', 'user', 'template'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** A label that one person gave. */
export interface Annotation {
  readonly annotator: string;
  readonly intent: string;
}

export interface IntentExample {
  /** Its own, else its place in the file. */
  readonly id: string;
  readonly text: string;
  readonly intent: string;
  /** As the file says; null: it does not. */
  readonly lang: string | null;
  /** null: the file says none, as before a split is made. */
  readonly split: Split | null;
  readonly origin: ExampleOrigin;
  /** By kind; absent where the file has no such column or the cell is empty. */
  readonly groups: Readonly<Partial<Record<GroupKind, string>>>;
  readonly annotations: readonly Annotation[];
  /** Sampling weight; 1 where the file has none. */
  readonly weight: number;
  /** `train.csv:12` */
  readonly where: string;
}
