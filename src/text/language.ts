/**
 * Which language a text is in, by its scripts and by the small words that hold a sentence together. Titles
 * cross languages all the time in a manga shop (`鬼滅の刃 volume 23 in stock?`), so letters alone decide
 * only clear cases; after that it is grammar: particles and verb endings against English function words.
 */
import { splitSentences } from './segment.js';

export type Language = 'ja' | 'en' | 'mixed';

/** Shares of the letters of a text by script; they sum to 1, or are all 0 when it has no letters. */
export interface ScriptShares {
  readonly latin: number;
  readonly han: number;
  /** Hiragana and katakana. */
  readonly kana: number;
  readonly hangul: number;
  readonly other: number;
  /** Letters counted. */
  readonly letters: number;
}

/** Letters that count for a script; kana's long-vowel mark belongs to several scripts in Unicode. */
const SCRIPTS = {
  latin: /(?=\p{L})\p{Script=Latin}/gu,
  kana: /(?=\p{L})[\p{Script=Hiragana}\p{Script=Katakana}ー]/gu,
  han: /(?=\p{L})\p{Script=Han}/gu,
  hangul: /(?=\p{L})\p{Script=Hangul}/gu,
} as const;
const ASCII_LETTERS = /[A-Za-z]/g;

/** Longer texts are judged by their first part. */
const SAMPLE = 20_000;

/** Counts the letters of a text by script; at most the first 20,000 characters are read. */
export function scriptShares(text: string): ScriptShares {
  const sample = text.slice(0, SAMPLE).normalize('NFKC');
  const rest = sample.replace(ASCII_LETTERS, '');
  const ascii = sample.length - rest.length;
  const count = (pattern: RegExp): number => rest.match(pattern)?.length ?? 0;
  const latin = ascii + count(SCRIPTS.latin);
  const [kana, han, hangul] = [count(SCRIPTS.kana), count(SCRIPTS.han), count(SCRIPTS.hangul)];
  const letters = ascii + count(/\p{L}/gu);
  const share = (n: number) => (letters === 0 ? 0 : n / letters);
  return {
    latin: share(latin),
    han: share(han),
    kana: share(kana),
    hangul: share(hangul),
    other: share(letters - latin - kana - han - hangul),
    letters,
  };
}

/** A Japanese character says about as much as this many Latin letters. */
const LETTERS_PER_CHARACTER = 2.5;
/** Weighed shares of Japanese beyond which a text has one language, whatever its grammar. */
const ALL_JAPANESE = 0.9;
const ALL_ENGLISH = 0.05;

/** Verb endings and requests: a Japanese sentence, whatever stands in it. */
const JAPANESE_ENDINGS =
  /です|ます|ました|ません|ください|でしょう|だった|である|てい[るたまな]|された|される|[しりれ]たい|ほしい|しい[。？?]|(?:する|した|ない|って|ある|いる|れる|せる)(?![\p{Script=Katakana}\p{Script=Han}])|[教見探]えて|ありがとう|お願い|とは|には|では|から|まで/u;
/** Particles where titles rarely have them (beside Latin and digits, at a question mark), counters, words of a shop. */
const JAPANESE_LINKS =
  /[はがをにもと][、，]|[はがをにでのへも]\s*[\p{Script=Latin}\d]|[\p{Script=Latin}\d]\s?[はがをにでのへも]|[のかはをね][？?。]|を|\d\s?[巻話号円個冊版回月日年]|在庫|発売|予約|新刊|返品|送料|配送|注文|全巻/u;
const ENGLISH_WORDS = new Set(
  (
    'the a an is are was were be been am i you he she it we they my your his her its our their this that these those of in on at ' +
    'to for from by with about as and or but not no do does did can could will would should may must have has had what when where ' +
    'which who why how if there please than after before until any all only'
  ).split(' '),
);
/** Function words of other languages in Latin script that English lacks. */
const FOREIGN_WORDS = new Set(
  (
    'der das und ist nicht ein eine einen ich mit für auf den dem zu von wie wird bitte mein meine im am zum zur nach wann wo ' +
    'heute morgen zeige le les et est une pour dans je vous que una por il di che è sono het een niet på og och att det jeg não uma os'
  ).split(' '),
);
/** Characters that Japanese does not write: simplified forms, and Chinese grammar. */
const CHINESE_ONLY =
  /[们这吗呢吧给为说还让从时间开关门问东车书马鸟鱼见贝页风飞龙龟长张单买卖价钱订货运费您你她哪谁么显钟删预报听电视网询应该个两岁爱乐讯设务亚员级红绿银馆读热动图节减办处头发变总请谢欢码记录认识语话课转轻输边过进远连选递邮错键队际陆难项领频题额验评购]/u;
/** More Han than this without one kana is no Japanese sentence. */
const HAN_ONLY_MAX = 24;

/**
 * `ja`, `en`, `mixed`, or null for a text without letters (`2026-04-01`, `???`) or in another language.
 *
 * A sentence keeps its language around a foreign title, quoted (「」『』“”) or not; `mixed` is for texts that
 * have sentences of both, or two titles side by side. Han without any kana is `ja` when short (`返品条件`,
 * `第1巻`: headings and titles are common) unless it has a character that Japanese does not use; longer than 24
 * characters it is taken for Chinese: null. Latin text is `en` unless function words of another European
 * language outnumber the English ones.
 */
export function detectLanguage(text: string): Language | null {
  const sample = text.slice(0, SAMPLE).normalize('NFKC');
  const shares = scriptShares(sample);
  if (shares.letters === 0 || shares.hangul + shares.other > 0.5) return null;
  const share = weigh(shares.han + shares.kana, shares.latin);
  if (shares.kana === 0 && isChinese(sample, shares)) return share < 0.3 ? english(sample) : null;
  if (share <= ALL_ENGLISH) return english(sample);
  const sentences = splitSentences(sample).map(({ start, end }) => sample.slice(start, end));
  return sentences.length > 2 && share < ALL_JAPANESE ? byVote(sentences) : byShare(sample, share);
}

/** The share of Japanese in what a text says, from the shares of its letters. */
function weigh(japanese: number, latin: number): number {
  const weight = japanese * LETTERS_PER_CHARACTER;
  return weight === 0 ? 0 : weight / (weight + latin);
}

function byShare(sample: string, share: number): Language {
  if (share >= ALL_JAPANESE) return 'ja';
  return share <= ALL_ENGLISH ? 'en' : byGrammar(sample, share);
}

function isChinese(sample: string, { han, letters }: ScriptShares): boolean {
  return han > 0.1 && (CHINESE_ONLY.test(sample) || han * letters > HAN_ONLY_MAX);
}

function english(sample: string): 'en' | null {
  const words = latinWords(sample);
  const own = words.filter((word) => ENGLISH_WORDS.has(word)).length;
  const foreign = words.filter((word) => FOREIGN_WORDS.has(word)).length;
  return foreign > own ? null : 'en';
}

const QUOTED = /「[^」]{0,60}」|『[^』]{0,60}』|“[^”]{0,80}”|"[^"\n]{0,80}"|《[^》]{0,60}》/gu;

/** Both scripts have a part in a sentence: whose is it? */
function byGrammar(sample: string, share: number): Language {
  const frame = sample.replace(QUOTED, ' ');
  const ends = JAPANESE_ENDINGS.test(frame);
  const links = JAPANESE_LINKS.test(frame);
  const isEnglish = latinWords(frame).filter((word) => ENGLISH_WORDS.has(word)).length >= 2;
  if (isEnglish) return ends ? 'mixed' : 'en';
  if (ends || links || share >= 0.7) return 'ja';
  return share <= 0.3 ? 'en' : 'mixed';
}

/** Texts of several sentences: each votes with its letters, and a language needs this share to have the text. */
const MAJORITY = 0.85;

function byVote(sentences: readonly string[]): Language {
  const votes = { ja: 0, en: 0, mixed: 0 };
  for (const sentence of sentences) {
    const { han, kana, latin, letters } = scriptShares(sentence);
    const language = letters === 0 ? null : byShare(sentence, weigh(han + kana, latin));
    if (language !== null) votes[language] += letters * ((han + kana) * LETTERS_PER_CHARACTER + latin);
  }
  const all = votes.ja + votes.en + votes.mixed;
  if (votes.ja + votes.mixed / 2 >= MAJORITY * all) return 'ja';
  return votes.en + votes.mixed / 2 >= MAJORITY * all ? 'en' : 'mixed';
}

function latinWords(text: string): string[] {
  return text.toLowerCase().match(/\p{Script=Latin}+/gu) ?? [];
}
