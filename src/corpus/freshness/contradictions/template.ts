/** Sentences without their values: equal templates ask the same question under the same condition. */
import { comparableUnit } from '../../../text/values-format.js';
import { maskValues } from '../../drift/sentences.js';
import { wordingKey } from '../../drift/wording.js';
import type { ValueSentence } from './read.js';

/**
 * Words that carry no condition and may be missing on one side. Prepositions of time, negations, `if`,
 * `only`, `any` and `all` are not among them.
 */
const LIGHT = new Set(
  'the a an our your their its his her this that these those please also then just will shall is are be of we you it'.split(
    ' ',
  ),
);
/** Polite endings that one page has and its copy has not, as folding writes them. */
const POLITE = /(?:トナリマス|ニナリマス|デゴザイマス|イタシマス|シテオリマス|デス|マス)$/;
/** The yes or no that opens an answer in an FAQ; `No returns` is none, so punctuation must follow. */
const ANSWER = /^\s*(?:(?:yes|no)\s*[,:;.!–—]|(?:はい|いいえ)\s*[、。，：])\s*/i;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Content a template needs before its equality means that two sentences are about the same thing. */
const ENOUGH = { words: 4, characters: 12 };

/** The template of a sentence; null when too little is left of it to compare. */
export function templateOf({ plain, values }: ValueSentence): string | null {
  const masked = maskValues(plain, values, (value) => ` zq${comparableUnit(value).replace(/[^a-z0-9]+/gi, '')}zq `);
  const key = wordingKey(masked.replace(ANSWER, '')).replace(POLITE, '');
  const words = key.split(' ').filter((word) => !LIGHT.has(word));
  const content = words.filter((word) => !word.startsWith('zq'));
  const isEnough = CJK.test(content.join(''))
    ? content.join('').replace(/zq[a-z0-9]*zq/g, '').length >= ENOUGH.characters
    : new Set(content).size >= ENOUGH.words;
  return isEnough ? words.map(stem).join(' ') : null;
}

/** Inflections that do not change what is said: `returns` and `return`, `delivered` stays. */
function stem(word: string): string {
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') && !word.startsWith('zq')
    ? word.slice(0, -1)
    : word;
}
