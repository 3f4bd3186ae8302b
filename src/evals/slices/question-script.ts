/** In which letters a question is typed: retrieval by words and by meaning break on different ones. */
import { scriptShares } from '../../text/language.js';

/** Letters of one script have this share of a text before it is called by it. */
const DOMINANT = 0.9;

/** `latin`, `kana`, `han`, `han+kana` (Japanese as it is usually written), `mixed` of them, `other`, or `none`. */
export function scriptOf(text: string): string {
  const { latin, han, kana, letters } = scriptShares(text);
  if (letters === 0) return 'none';
  if (latin >= DOMINANT) return 'latin';
  if (han + kana >= DOMINANT) return han === 0 ? 'kana' : kana === 0 ? 'han' : 'han+kana';
  return latin + han + kana >= DOMINANT ? 'mixed' : 'other';
}
