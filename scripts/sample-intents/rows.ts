/** The rows of the sample intent set, as they stand in its JSONL files. */

/** A language, or a way of typing: `romaji` is Japanese in Latin letters, `emoji` has two pictographs or more. */
export const LANGS = ['en', 'ja', 'mixed', 'romaji', 'emoji'] as const;
export type Lang = (typeof LANGS)[number];

export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** What one person made of an utterance. */
export interface Annotation {
  readonly annotator: string;
  readonly intent: string;
}

/** An utterance of a customer: a row of `unlabeled-2026-07.jsonl`. `at` is ISO 8601 with Japan's offset. */
export interface Utterance {
  readonly id: string;
  readonly text: string;
  readonly lang: Lang;
  readonly conversation_id: string;
  readonly user_id: string;
  readonly at: string;
  readonly origin: 'production';
}

/** A row of `production.jsonl`. */
export interface ProductionRow extends Utterance {
  readonly intent: string;
  readonly split: Split;
  readonly annotations?: readonly Annotation[];
}

/** A row of `synthetic.jsonl`; nobody ever typed it, so it belongs to no conversation and no user. */
export interface SyntheticRow {
  readonly id: string;
  readonly text: string;
  readonly intent: string;
  readonly lang: Lang;
  readonly origin: 'synthetic';
  readonly generator: string;
  /** Of what the generator was given: its templates for the intent. */
  readonly prompt_hash: string;
  readonly seed: number;
  /** Rows of one group came from one template. */
  readonly template_group: string;
  readonly review: { readonly reviewer: string; readonly decision: 'accept'; readonly at: string };
  readonly split: 'train';
}

/** A line as it is written or drawn, before it has an id and a time. */
export interface Turn {
  readonly text: string;
  readonly lang: Lang;
  readonly intent: string;
}

/** Turns of one customer in one sitting. `month` (`07`): the words only make sense then. */
export interface Conversation {
  readonly turns: readonly Turn[];
  readonly month?: string;
}

/** Items by key, keys in the order of their first item. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
