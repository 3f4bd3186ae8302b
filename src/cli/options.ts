/** Options whose value is one of a few words, checked with the words named. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { nearest } from '../core/nearest.js';

/** `value` as one of `known`. */
export function choice<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((word) => word === value);
  if (found !== undefined) return found;
  const near = nearest(value, known);
  throw new RaftCorpusError(`${option} cannot be ${JSON.stringify(value)}${near ? `; did you mean "${near}"?` : ''}`, {
    fix: `It is one of: ${known.join(', ')}.`,
  });
}

/** A list option, given as several words or with commas. */
export function choices<T extends string>(
  option: string,
  values: readonly string[] | undefined,
  known: readonly T[],
): T[] {
  return (values ?? []).flatMap((value) => value.split(',')).map((value) => choice(option, value.trim(), known));
}

/** `nDCG@10,AP` is two; the commas of `ndcg_cut.5,10` and `(rel=2,…)` are within one. */
export function splitNames(text: string): readonly string[] {
  return text.split(/,(?![^(]*\))(?!\d)/).map((name) => name.trim());
}

/** Reads a list option of commander's: words, or names with commas between. */
export function listed(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...splitNames(text)];
}

/**
 * Refuses a file among the values of a list option: it takes every word that follows, an argument too.
 *
 * @param lists values by option, as commander hands them over
 */
export function refuseFiles(lists: Readonly<Record<string, readonly string[] | undefined>>, cwd: string): void {
  for (const [option, words = []] of Object.entries(lists)) {
    const file = words.find((word) => /[./\\]/.test(word) && existsSync(resolve(cwd, word)));
    if (file === undefined) continue;
    throw new RaftCorpusError(`${option} took the file ${file} for one of its values`, {
      fix: `Name files before such options, or end the list: ${option} … -- ${file}`,
    });
  }
}

/** A count of at least 1. */
export function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= 1) return value;
  throw new RaftCorpusError(`${option} cannot be ${JSON.stringify(text)}`, {
    fix: 'It is a whole number of at least 1.',
  });
}

/** A share: a number from 0 to 1. */
export function decimal(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new RaftCorpusError(`${option} cannot be ${JSON.stringify(text)}`, { fix: 'It is a number from 0 to 1.' });
}
