/** Slices of questions that no suite describes: by what they bring, and by their letters. */
import { detectLanguage } from '../../text/language.js';
import { scriptOf } from '../slices/question-script.js';

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
