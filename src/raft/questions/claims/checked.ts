/** What a check of something that was written elsewhere comes to: what passed, or the reason why it did not. */

/** Why something is not used. */
export interface Rejection {
  /** A key of counts, snake_case. */
  readonly reason: string;
  /** For the writer's next try: a clause without a full stop. */
  readonly hint: string;
}

export type Checked<R> = { readonly value: R } | { readonly rejected: Rejection };
