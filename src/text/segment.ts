/**
 * Sentences with exact offsets, and words, for English and Japanese. The rules are our own: the platform's
 * `Intl.Segmenter` is quadratic in the length of its input on Node 20, and splits sentences at `e.g. ` and
 * inside 「…。」; it only finds words here, on short pieces.
 */
import { foldText, normalizeText } from './normalize.js';
import { endsSentence, type Mark } from './sentence-ends.js';
import { proseRuns } from './sentence-lines.js';
import { type Span, trimSpan } from './spans.js';

export type { Span } from './spans.js';

const MARKS = /[。｡．！？!?.…]+/g;
/** Quotes, brackets and footnote marks that close right after a mark. */
const CLOSERS = /(?:[\])}」』）】〕〉》”’"'»]|\[\d{1,3}\](?!\())*/y;
/** Emphasis closes too, where white space or the end follows; before a word it opens. */
const EMPHASIS = /[*_`~]+[\])}」』）】”’"']*(?=\s|$)/y;
const HAS_WORD = /[\p{L}\p{N}]/u;

/**
 * Splits text into sentences: spans in order, without overlap, trimmed, that hold all text but white space.
 * List items, headings, table rows and fields are sentences of their own; lines that an editor wrapped are
 * joined. No sentence ends within a bracket or quotation of up to 200 characters. Linear in the length.
 *
 * @example splitSentences('Vol. 12 is out. 「もう読んだ。」と言った。') // 2 spans
 */
export function splitSentences(text: string): Span[] {
  return proseRuns(text).flatMap((run) => sentencesOf(text, run));
}

function sentencesOf(text: string, run: Span): Span[] {
  const sentences: Span[] = [];
  const closed = enclosures(text, run);
  let start = run.start;
  let inside = 0;
  const close = (end: number) => {
    const span = trimSpan(text, { start, end });
    start = end;
    if (span.start === span.end) return;
    const last = sentences.at(-1);
    if (last !== undefined && !HAS_WORD.test(text.slice(span.start, span.end))) {
      sentences[sentences.length - 1] = { start: last.start, end: span.end };
    } else sentences.push(span);
  };
  for (const mark of marksIn(text, run)) {
    while (inside < closed.length && (closed[inside] as Span).end <= mark.end - 1) inside += 1;
    const enclosure = closed[inside];
    if (enclosure !== undefined && enclosure.start < mark.end) continue;
    if (mark.end < run.end && endsSentence(text, run, mark)) close(mark.end);
  }
  close(run.end);
  return sentences;
}

function* marksIn(text: string, run: Span): Generator<Mark> {
  for (const found of text.slice(run.start, run.end).matchAll(MARKS)) {
    const start = run.start + found.index;
    const marksEnd = start + found[0].length;
    CLOSERS.lastIndex = marksEnd;
    const closersEnd = marksEnd + (CLOSERS.exec(text)?.[0].length ?? 0);
    EMPHASIS.lastIndex = closersEnd;
    yield { start, marksEnd, end: closersEnd + (EMPHASIS.exec(text)?.[0].length ?? 0) };
  }
}

const PAIRS = new Map(
  [...'「」『』（）()【】〔〕《》〈〉“”[]{}'].map((c, i, all) => [c, i % 2 === 0 ? all[i + 1] : undefined]),
);
const ENCLOSURE_MAX = 200;
const DEPTH_MAX = 20;

/** Outermost bracketed stretches of at most 200 characters, `end` at the closing bracket; in order. */
function enclosures(text: string, run: Span): Span[] {
  const found: Span[] = [];
  const open: { readonly close: string; readonly at: number }[] = [];
  for (let i = run.start; i < run.end; i++) {
    const c = text.charAt(i);
    if (!PAIRS.has(c)) continue;
    const close = PAIRS.get(c);
    if (close !== undefined) {
      open.push({ close, at: i });
      if (open.length > DEPTH_MAX) open.shift();
      continue;
    }
    const match = open.findLastIndex((bracket) => bracket.close === c);
    const at = open[match]?.at;
    if (at === undefined) continue;
    open.length = match;
    if (i - at > ENCLOSURE_MAX) continue;
    while ((found.at(-1)?.start ?? -1) > at) found.pop();
    found.push({ start: at, end: i });
  }
  return found;
}

/** Pieces that `Intl.Segmenter` is given: its time grows with the square of their length. */
const PIECE = 400;
const CJK_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〇]+/gu;

/**
 * The words of a text in order, folded ({@link foldText}): Latin words and numbers as they stand, Japanese by
 * `Intl.Segmenter`; where its dictionary knows nothing (a run of single characters), character bigrams.
 *
 * @example wordsOf('Vol. 12は3,000円です') // ['vol', '12', 'ハ', '3000', '円', 'デス']
 */
export function wordsOf(text: string): string[] {
  const normal = normalizeText(text);
  const words: string[] = [];
  let at = 0;
  for (const found of normal.matchAll(CJK_RUN)) {
    pushFolded(words, normal.slice(at, found.index));
    for (const piece of piecesOf(found[0])) pushJapanese(words, piece);
    at = found.index + found[0].length;
  }
  pushFolded(words, normal.slice(at));
  return words;
}

/** Overlapping pairs of characters over each Japanese run, folded; a run of one is itself. For matching without a dictionary. */
export function bigramsOf(text: string): string[] {
  const found = foldText(text).match(CJK_RUN) ?? [];
  return found.flatMap((run) => pairsOf(Array.from(run)));
}

/** Cuts a run into pieces, never through a surrogate pair. */
function* piecesOf(run: string): Generator<string> {
  for (let start = 0; start < run.length; ) {
    const end = start + PIECE;
    const pair = /[\uD800-\uDBFF]/.test(run.charAt(end - 1)) ? 1 : 0;
    yield run.slice(start, end + pair);
    start = end + pair;
  }
}

function pushFolded(words: string[], text: string): void {
  for (const word of foldText(text).split(' ')) if (word !== '') words.push(word);
}

function pushJapanese(words: string[], run: string): void {
  const singles: string[] = [];
  const flush = () => {
    words.push(...pairsOf(singles));
    singles.length = 0;
  };
  for (const { segment } of japanese().segment(run)) {
    const word = foldText(segment);
    if (/^\p{Script=Han}$/u.test(segment)) singles.push(word);
    else {
      flush();
      if (word !== '') words.push(word);
    }
  }
  flush();
}

function pairsOf(characters: readonly string[]): string[] {
  if (characters.length < 2) return [...characters];
  return characters.slice(1).map((c, i) => `${characters[i]}${c}`);
}

let segmenter: Intl.Segmenter | undefined;

/** Made on first use: opening the dictionary costs time that most commands never need. */
function japanese(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' });
  return segmenter;
}
