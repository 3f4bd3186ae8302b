/** Whether a full stop, question or exclamation mark ends a sentence: English abbreviations, Japanese quotation and titles. */
import { matchesAt } from './sentence-lines.js';
import { isSpace, type Span } from './spans.js';

/** A mark (or run of marks) that may end a sentence: `start` its first unit, `end` past quotes and brackets that close on it. */
export interface Mark {
  readonly start: number;
  /** Past the marks themselves, before what closes. */
  readonly marksEnd: number;
  readonly end: number;
}

/** Precede a name or an example: never the end of a sentence. */
const NEVER = new Set(
  'mr mrs ms mx dr prof st rev hon gen col sgt capt lt sen rep gov messrs vs viz cf e.g i.e eg ie approx ca'.split(' '),
);
/** Precede a number: `Vol. 12`, `Apr. 1`, `Art. IV`; before anything else they end the sentence. */
const BEFORE_NUMBER = new Set(
  'no nos vol vols ch chs p pp pt art arts sec secs para cl ed ep ver v fig figs eq eqs app jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);
/** May end a sentence or not: they do before a word that starts one. So do initials and dotted acronyms. */
const EITHER = new Set('inc ltd co corp jr sr al bros dept est univ llc ph.d'.split(' '));
const STARTERS = new Set(
  (
    'the a an this that these those it its we you he she they i our your their his her if in on at as for from by with ' +
    'when where while who what why how and but or so yes no not all any each some such there here however please also ' +
    'after before once because although to until unless both most many see note'
  ).split(' '),
);

/** Japanese that goes on after 「…。」 or after ！ in a title or an outcry. */
const GOES_ON =
  /(?:[、，,・:：;；~〜～…]|と(?!ころ|りわけ|はい|ても|にか|もに|くに)|って|など|なんて|だ(?!か|が)|で(?!も|は、|すが|すか)|[のを]|が(?!ん)|は(?!い|じ|た|っ)|へ(?!え)|に(?!も)|も(?!し|ち|っと|う)|より|から|まで|や(?!っ)|さん|ちゃん|くん|氏)/uy;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〇「『（【]/u;
/** Katakana, Latin letters and digits on both sides of ！: a title (`Yes!プリキュア5`). */
const TITLE = /[\p{Script=Katakana}\p{Script=Latin}\dー]/u;
/** What may stand before the first word of a sentence. */
const LEAD = /[\s"'“‘«([{*_`~「『（【<]*/y;
const WORD = /[\p{L}\p{N}]+/uy;
const LIST_MARKER = /^[-*+>#\s]*[([]?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})$/;

/** Whether a sentence of the prose run `run` ends at `mark`; it is not the end of the run. */
export function endsSentence(text: string, run: Span, mark: Mark): boolean {
  const marks = text.slice(mark.start, mark.marksEnd);
  const before = text.charAt(mark.start - 1);
  const after = text.charAt(mark.end);
  const spaced = isSpace(text.charCodeAt(mark.end));
  const closed = mark.end > mark.marksEnd;
  if (/[。｡]/.test(marks) || (marks === '．' && CJK.test(before) && !/\d/.test(after))) {
    return !(closed && !spaced && matchesAt(GOES_ON, text, mark.end));
  }
  if (spaced) return startsSentence(text, run, mark);
  if (/[!?！？]/.test(marks)) {
    if (!/[！？]/.test(marks) && !CJK.test(before + after)) return false;
    return !matchesAt(GOES_ON, text, mark.end) && !(TITLE.test(before) && TITLE.test(after));
  }
  return marks === '.' && CJK.test(before) && CJK.test(after);
}

/** Marks followed by white space: what comes next has to look like a start, what went before not like an abbreviation. */
function startsSentence(text: string, run: Span, mark: Mark): boolean {
  LEAD.lastIndex = mark.end;
  const lead = LEAD.exec(text)?.[0].length ?? 0;
  const next = matchAt(WORD, text, mark.end + lead);
  if (/^\p{Ll}/u.test(next)) return false;
  if (text.slice(mark.start, mark.marksEnd) !== '.') return true;
  if (mark.start - run.start < 12 && LIST_MARKER.test(text.slice(run.start, mark.start))) return false;
  return !isAbbreviation(tokenBefore(text, run, mark.start), next);
}

function isAbbreviation(token: string, next: string): boolean {
  const word = token.toLowerCase();
  if (NEVER.has(word)) return true;
  if (BEFORE_NUMBER.has(word)) return /^(?:\p{N}|[IVXLC]+$)/u.test(next);
  const initial = /^(?:\p{Lu}|(?:\p{L}\.)+\p{L})$/u.test(token) && token !== 'I';
  return (initial || EITHER.has(word)) && !STARTERS.has(next.toLowerCase());
}

/** The word that the full stop at `at` follows, with its inner full stops: `e.g`, `Vol`, `U.S`. */
function tokenBefore(text: string, run: Span, at: number): string {
  const piece = text.slice(Math.max(run.start, at - 16), at);
  return /[\p{L}\p{N}.]*$/u.exec(piece)?.[0] ?? '';
}

function matchAt(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? '';
}
