/** Shapes of the temporal tables: what is asked about now, and how each state of affairs is answered. */
import type { Forms } from '../../style/register.js';

/** Questions about a date, answered by comparing it with now; `past` and `future` say the answer. */
export const DATE_KINDS = ['released', 'waiting', 'premiered', 'begun', 'finished', 'still_on'] as const;
export type DateKind = (typeof DATE_KINDS)[number];

/** Questions answered by a date alone. */
export const SINCE_KINDS = ['on_sale_since', 'on_air_since', 'running_since', 'updated'] as const;
export type SinceKind = (typeof SINCE_KINDS)[number];

/** Questions about a status that may change. */
export const STATE_KINDS = ['still_running', 'has_ended', 'still_in_stock', 'still_preorder'] as const;
export type StateKind = (typeof STATE_KINDS)[number];

export type TemporalKind = DateKind | SinceKind | StateKind;

/** What a status comes to, whatever the catalog's word for it. */
export const STATES = ['ongoing', 'completed', 'hiatus', 'cancelled', 'available', 'preorder', 'out'] as const;
export type State = (typeof STATES)[number];

/**
 * `{t}` the subject, `{n}` today, `{a}` the value, `{b}` a second one. A kind has an answer for every state in which it is
 * asked, and for no other.
 */
export interface TemporalPhrases {
  readonly dates: Readonly<Record<DateKind, Forms & { readonly past: string; readonly future: string }>>;
  readonly since: Readonly<Record<SinceKind, Forms & { readonly say: string }>>;
  readonly states: Readonly<Record<StateKind, Forms & { readonly say: Readonly<Partial<Record<State, string>>> }>>;
}
