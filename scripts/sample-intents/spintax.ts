/**
 * Templates with choices: `(is|will be) <title> in stock( again|)`. Choices may be nested; an angle-bracketed name is
 * a slot. Choices are drawn first and slots filled after, so that one *pattern* is one way of putting it.
 */
import type { Random } from '../../src/core/random.js';

const INNERMOST = /\(([^()]*\|[^()]*)\)/;

/** Draws every choice of a template; parentheses without a bar stay as they are. */
export function drawPattern(template: string, random: Random): string {
  let pattern = template;
  for (let found = INNERMOST.exec(pattern); found; found = INNERMOST.exec(pattern)) {
    const choice = random.pick((found[1] ?? '').split('|'));
    pattern = pattern.slice(0, found.index) + choice + pattern.slice(found.index + found[0].length);
  }
  return pattern
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[,.?!](?: |$))/g, '')
    .trim();
}

/** Names of the slots of a template or pattern. */
export function slotsOf(pattern: string): readonly string[] {
  return [...pattern.matchAll(/<(\w+)>/g)].map((match) => match[1] ?? '');
}

/** Fills the slots; throws for one that has no value. */
export function fillSlots(pattern: string, fill: (slot: string) => string | undefined): string {
  return pattern.replace(/<(\w+)>/g, (_, slot: string) => {
    const value = fill(slot);
    if (value === undefined) throw new Error(`no value for <${slot}> in: ${pattern}`);
    return value;
  });
}
