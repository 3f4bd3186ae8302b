/** What a user should know about a source and that stops nothing: counted, with a few examples of each kind. */

/** Kinds of notices. */
export const NOTICE_KINDS = [
  'empty_source',
  'future_timestamp',
  'missing_timestamp',
  'duplicate_first',
  'duplicate_merged',
  'lang_mismatch',
  'translation_without_original',
  'shallow_git_history',
  'empty_file',
  'missing_column',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** All notices of one kind. */
export interface Notice {
  readonly kind: NoticeKind;
  /** How many there were; `examples` holds the first of them. */
  readonly count: number;
  readonly examples: readonly { readonly where: string; readonly message: string }[];
}

const MOST_EXAMPLES = 20;

/** Collects notices in memory that does not grow with the source. */
export class NoticeBook {
  readonly #kinds = new Map<NoticeKind, { count: number; examples: { where: string; message: string }[] }>();

  add(kind: NoticeKind, where: string, message: string): void {
    const entry = this.#kinds.get(kind) ?? { count: 0, examples: [] };
    entry.count += 1;
    if (entry.examples.length < MOST_EXAMPLES) entry.examples.push({ where, message });
    this.#kinds.set(kind, entry);
  }

  /** The notices so far, by kind in the order of {@link NOTICE_KINDS}. */
  list(): Notice[] {
    return NOTICE_KINDS.flatMap((kind) => {
      const entry = this.#kinds.get(kind);
      return entry === undefined ? [] : [{ kind, ...entry }];
    });
  }
}
