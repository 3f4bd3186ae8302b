/** Slots in phrases. */

/** Fills `{t}`-like slots in one pass, so that a title holding braces is left alone. */
export function fill(template: string, slots: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w)\}/g, (slot, key: string) => slots[key] ?? slot);
}

/** A piece of a sentence; `fixed` ones are names, numbers and values, which no typo may touch. */
export interface Part {
  readonly text: string;
  readonly fixed: boolean;
}

/** {@link fill}, with what fills the slots kept apart. */
export function fillParts(template: string, slots: Readonly<Record<string, string>>): readonly Part[] {
  return template
    .split(/(\{\w\})/)
    .map((piece) => {
      const slot = /^\{(\w)\}$/.exec(piece)?.[1];
      const filled = slot === undefined ? undefined : slots[slot];
      return filled === undefined ? { text: piece, fixed: false } : { text: filled, fixed: true };
    })
    .filter(({ text }) => text !== '');
}
