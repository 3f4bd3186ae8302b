/** Words as they are typed in a chat window, where nobody writes them out. */
import type { Random } from '../../../core/random.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';

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
  [/\bcould you tell me\b/i, 'can u tell me'],
  [/\bI would like\b/, "I'd like"],
  [/\bhow is\b/i, "how's"],
  [/\bit is\b/i, "it's"],
  [/\bmagazine\b/i, 'mag'],
  [/\bdifference\b/i, 'diff'],
  [/\bedition\b/i, 'ed.'],
  [/\bwith\b/i, 'w/'],
  [/\bdo you have\b/i, 'u got'],
  [/\bavailable\b/i, 'avail'],
  [/\bJapanese title\b/i, 'JP title'],
  [/\bEnglish title\b/i, 'EN title'],
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
  [/されていますか[？?]?/, 'されてる？'],
  [/ていますか[？?]?/, 'てる？'],
  [/されましたか[？?]?/, 'された？'],
  [/されますか[？?]?/, 'される？'],
  [/を確認したいのですが。?/, '知りたい'],
  [/知りたいです。?/, '知りたい'],
  [/って何[？?]$/, 'は？'],
  [/だっけ[？?]?$/, '？'],
  [/ってどこの/, 'どこの'],
  [/教えて。$/, '教えて'],
];

const TABLES: Readonly<Record<QuestionLang, typeof ENGLISH>> = {
  en: ENGLISH,
  ja: JAPANESE,
  mixed: [...ENGLISH, ...JAPANESE],
};

/** Shortens one word or ending that the table knows; null where there is none. */
export function shorten(text: string, lang: QuestionLang, random: Random): string | null {
  const usable = TABLES[lang].filter(([long]) => long.test(text));
  if (usable.length === 0) return null;
  const [long, short] = random.pick(usable);
  return text.replace(long, short);
}

/** Whether {@link shorten} finds something in a form; its slots are names. */
export function canShorten(form: string, lang: QuestionLang): boolean {
  return form.split(/\{\w\}/).some((piece) => TABLES[lang].some(([long]) => long.test(piece)));
}
