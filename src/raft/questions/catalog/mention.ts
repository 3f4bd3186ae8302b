/** How a sentence says its subject: `volume 6 of Crown of Seaweed`, `『海藻の冠』6巻の電子版`, `crown of seaweed v6`. */
import type { Random } from '../../../core/random.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import type { AnswerLang } from '../question.js';
import { fill } from '../style/parts.js';
import type { Register } from '../style/register.js';
import type { Designation } from './designation.js';

/** A subject in words. */
export interface Mention {
  readonly text: string;
  /** What of it must stay in the question for it to mean the same: the title as written, the volume's number. */
  readonly keys: readonly string[];
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** `{t}` the title, `{v}` the volume; `{s}` an s where there are several volumes. */
const ENGLISH: Readonly<Record<Register, readonly string[]>> = {
  polite: ['{t}, Vol{s}. {v}', 'volume{s} {v} of {t}', '{t}, volume{s} {v}'],
  casual: ['{t} vol{s}. {v}', 'vol{s} {v} of {t}', '{t} volume{s} {v}', '{t} vol{s} {v}'],
  terse: ['{t} vol{s} {v}', '{t} v{v}', '{t} volume{s} {v}'],
};
const JAPANESE_FRAMES: Readonly<Record<Register, readonly string[]>> = {
  polite: ['{t}の{v}巻', '{t}第{v}巻', '{t}の第{v}巻', '{t} {v}巻'],
  casual: ['{t}の{v}巻', '{t} {v}巻', '{t}{v}巻'],
  terse: ['{t} {v}巻', '{t}の{v}巻'],
};
const MIXED: readonly string[] = ['{t} vol. {v}', '{t}のvol.{v}', '{t}のVolume {v}', '{t}の{v}巻', '{t} {v}巻'];

/** How often a Japanese sentence sets the title in 『』, by register. */
const QUOTED: Readonly<Record<Register, number>> = { polite: 0.85, casual: 0.3, terse: 0.1 };

export interface MentionOptions {
  readonly lang: QuestionLang;
  readonly register: Register;
  readonly random: Random;
  /** The title or a short name of it. */
  readonly title: string;
  /** Whether the title stands in quotation marks. */
  readonly isQuoted: boolean;
}

/** Whether a sentence sets its titles in marks: all of them, where one cannot do without. */
export function quotesTitles(
  titles: readonly string[],
  voice: Pick<MentionOptions, 'lang' | 'register' | 'random'>,
): boolean {
  const { lang, register, random } = voice;
  const draw = random.next();
  if (lang === 'en') return titles.some((title) => needsMarks(title));
  const isPlain = titles.every(
    (title) => title.length <= (JAPANESE.test(title) ? 12 : 24) && !SENTENCE_LIKE.test(title),
  );
  return draw < (isPlain ? QUOTED[register] : Math.max(QUOTED[register], register === 'terse' ? 0.3 : 0.8));
}

/** Says a subject. */
export function mention(designation: Designation, options: MentionOptions): Mention {
  const { lang, register, random, title } = options;
  const { volume } = designation;
  const quoted = options.isQuoted ? inMarks(title, lang) : title;
  const withVolume = volume === null ? quoted : sayVolume(quoted, volume, options);
  return {
    text: sayEdition(withVolume, designation, { lang, register, random }),
    keys: volume === null ? [title] : [title, written(volume, lang)],
  };
}

/** The title in the question's language, else the other one; either, in a mixed question. */
export function titleFor({ titles }: Designation, lang: QuestionLang, random: Random): string | null {
  const both = [titles.ja, titles.en].filter((title) => title !== null);
  if (lang === 'mixed' && both.length > 0) return random.pick(both);
  return (lang === 'en' ? titles.en : titles.ja) ?? both[0] ?? null;
}

/** How an answer says the subject: in full, always the same. */
export function formalMention(designation: Designation, lang: AnswerLang, title: string): string {
  const { volume, edition } = designation;
  const name = lang === 'ja' || needsMarks(title) ? inMarks(title, lang) : title;
  const number = volume === null ? '' : written(volume, lang);
  const plural = volume?.includes('-') ? 's' : '';
  const withVolume = volume === null ? name : lang === 'ja' ? `${name}${number}巻` : `${name}, Vol${plural}. ${number}`;
  const frame = edition?.[lang][lang === 'ja' ? 1 : 0] ?? '{t}';
  return fill(frame, { t: withVolume });
}

/** Titles that run into the sentence around them: with marks in them, or ending in hiragana as a verb does. */
const SENTENCE_LIKE =
  /[!?！？。、，,.:：～〜「」『』]|\p{Script=Hiragana}$|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]\s/u;

/** English titles that end like a sentence, begin small, or begin like a sentence. */
function needsMarks(title: string): boolean {
  return (
    /[!?.…。！？]$|^[a-z]/.test(title) ||
    /^(?:I|I'm|I'll|I've|You|We|My|Please|Is|Are|Did|Do|How|That|So|When|What|Why|If|To|As)\b.* .* /.test(title)
  );
}

function inMarks(title: string, lang: QuestionLang): string {
  if (lang !== 'en') return `『${title}』`;
  return title.includes('"') ? title : `"${title}"`;
}

function sayVolume(title: string, volume: string, { lang, register, random }: MentionOptions): string {
  const frames = lang === 'en' ? ENGLISH[register] : lang === 'ja' ? JAPANESE_FRAMES[register] : MIXED;
  // `Area 88 6巻` reads as volume 886.
  const clash = /\d$/.test(title) ? /^\{t\} ?\{v\}/ : /[A-Za-z]$/.test(title) ? /^\{t\}\{v\}/ : null;
  const usable = clash === null ? frames : frames.filter((frame) => !clash.test(frame));
  const frame = random.pick(usable);
  // Closing marks part by themselves.
  return fill(title.endsWith('』') ? frame.replace('{t} {v}', '{t}{v}') : frame, {
    t: title,
    v: written(volume, lang),
    s: volume.includes('-') ? 's' : '',
  });
}

/** A range with the dash of its language. */
function written(volume: string, lang: QuestionLang): string {
  return volume.replace('-', lang === 'en' ? '–' : '〜');
}

function sayEdition(
  name: string,
  { edition }: Designation,
  { lang, register, random }: Pick<MentionOptions, 'lang' | 'register' | 'random'>,
): string {
  if (edition === null) return name;
  const side = lang === 'en' ? 'en' : lang === 'ja' ? 'ja' : random.pick(['ja', 'ja', 'en'] as const);
  if (register === 'terse') return fill(edition.terse[side], { t: name });
  return fill(random.pick(side === 'en' && lang === 'mixed' ? edition.en.slice(0, 1) : edition[side]), { t: name });
}
