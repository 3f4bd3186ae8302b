/** A passage before it is stored: a retrievable span of one version of a document. */

export interface PassageDraft {
  /** `document.text.slice(start, end) === text`; UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Headings above it; goes into what is embedded, not into the span. */
  readonly headingPath: readonly string[];
  readonly spoiler: boolean;
  /** Tokens of `text` by the embedding model's count. */
  readonly tokens: number;
}

/** How large passages may get, in tokens of the embedding model. */
export interface TokenBudget {
  readonly maxTokens: number;
  countTokens(text: string): number;
}
