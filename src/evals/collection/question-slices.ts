/** Slices of questions that no suite describes: by what they bring, and by their letters. */
import { detectLanguage, scriptShares } from '../../text/language.js';

/** What is known of a question without a suite. */
export interface SlicedQuestion {
  readonly text: string;
  readonly lang: string | null;
  readonly type: string | null;
  readonly slices: Readonly<Record<string, string>>;
}

/** `lang=ja`, `script=kana`, `type=…` where the question has one, and its own: `season=summer`. */
export function questionSlices({ text, lang, type, slices }: SlicedQuestion): readonly string[] {
  const known: Record<string, string> = {
    lang: lang ?? detectLanguage(text) ?? 'other',
    script: scriptOf(text),
    ...(type === null ? {} : { type }),
    ...slices,
  };
  return Object.entries(known).map(([key, value]) => `${key}=${value}`);
}

/** Letters of one script have this share of a text before it is called by it. */
const DOMINANT = 0.9;

/** Japanese is told by its scripts together: kana beside Han is how it is written. */
function scriptOf(text: string): string {
  const { latin, han, kana, letters } = scriptShares(text);
  if (letters === 0) return 'none';
  if (latin >= DOMINANT) return 'latin';
  if (han + kana >= DOMINANT) return han === 0 ? 'kana' : kana === 0 ? 'han' : 'han+kana';
  return latin + han + kana >= DOMINANT ? 'mixed' : 'other';
}
