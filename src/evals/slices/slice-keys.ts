/** The slices that every suite can have. */

/** See {@link createSlices} for what their values mean. */
export const SLICE_KEYS = ['source', 'lang', 'script', 'type', 'age', 'drifted'] as const;
export type SliceKey = (typeof SLICE_KEYS)[number];
