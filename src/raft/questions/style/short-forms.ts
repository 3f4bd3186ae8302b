/** Words as they are typed in a chat window, where nobody writes them out. */
import type { Random } from '../../../core/random.js';

/** Whole English words. */
const ENGLISH: readonly (readonly [RegExp, string])[] = [
  [/\bvolumes\b/i, 'vols'],
  [/\bvolume\b/i, 'vol'],
  [/\bplease\b/i, 'pls'],
  [/\bthanks\b/i, 'thx'],
  [/\bthank you\b/i, 'ty'],
  [/\byou\b/i, 'u'],
  [/\binformation\b/i, 'info'],
  [/\brelease date\b/i, 'release'],
  [/\bpaperback\b/i, 'pb'],
  [/\bright now\b/i, 'rn'],
  [/\bat the moment\b/i, 'atm'],
  [/\bI am\b/, "I'm"],
  [/\bwhat is\b/i, "what's"],
  [/\bwho is\b/i, "who's"],
  [/\bwhen is\b/i, "when's"],
  [/\bbecause\b/i, 'bc'],
  [/\band\b/i, '&'],
  [/\bpublisher\b/i, 'pub'],
  [/\bin Japanese\b/, 'in JP'],
  [/\bin English\b/, 'in EN'],
  [/\babout\b/i, 'abt'],
];

/** Japanese words and endings. */
const JAPANESE: readonly (readonly [RegExp, string])[] = [
  [/を教えていただけますか[？?]?$/, '教えて'],
  [/を教えてください。?$/, '教えて'],
  [/でしょうか[？?]?$/, '？'],
  [/ですか[？?]?$/, '？'],
  [/発売日/, '発売'],
  [/電子書籍/, '電子'],
  [/電子版/, '電子'],
  [/出版社/, '版元'],
  [/よろしくお願いします。?/, 'よろ'],
  [/ありますか/, 'ある'],
  [/いますか/, 'いる'],
  [/メールアドレス/, 'メアド'],
  [/アニメーション/, 'アニメ'],
  [/コミックス/, 'コミ'],
];

/** Shortens one word or ending that the table knows; null where there is none. */
export function shorten(text: string, random: Random): string | null {
  const usable = [...ENGLISH, ...JAPANESE].filter(([long]) => long.test(text));
  if (usable.length === 0) return null;
  const [long, short] = random.pick(usable);
  return text.replace(long, short);
}
