/** What keeps a key out of everything that a person, a file or a log may come to see. */
import { RaftCorpusError } from '../core/errors.js';

const MASK = '***';
/** Servers quote a part of a wrong key; so many characters of it in a row are hidden too. */
const TELLING = 8;

/** `text` without `key` and without parts of it of 8 characters or more. */
export function scrub(text: string, key: string | undefined): string {
  if (key === undefined || key === '') return text;
  const hidden = new Uint8Array(text.length);
  const width = Math.min(TELLING, key.length);
  for (let from = 0; from + width <= key.length; from++) {
    const part = key.slice(from, from + width);
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) hidden.fill(1, at, at + width);
  }
  let out = '';
  for (let i = 0; i < text.length; i++) {
    if (hidden[i] === 0) out += text[i];
    else if (i === 0 || hidden[i - 1] === 0) out += MASK;
  }
  return out;
}

/**
 * A key as it can stand in a header: without the white space that a file's end leaves. Nothing of it is in the error.
 * @param variable name of the environment variable that it came from
 * @returns undefined when there is none
 * @throws RaftCorpusError when it holds what no header may hold
 */
export function headerKey(key: string | undefined, variable: string): string | undefined {
  const trimmed = key?.trim() ?? '';
  if (trimmed === '') return undefined;
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new RaftCorpusError('the key holds spaces, line breaks or characters that no HTTP header may hold', {
    where: `environment variable ${variable}`,
    fix: 'Set it again, as the one line of letters and digits that the service gave you.',
  });
}
