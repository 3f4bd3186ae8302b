/** Where a block that is too long may be cut, from the most natural places to the last resort. */
import { splitSentences } from '../../text/segment.js';
import type { BlockKind } from '../document.js';

/** A way of cutting: offsets within `text` (0 excluded), ascending. */
export type Cutter = (text: string) => readonly number[];

/**
 * How natural a cut is; lower is better. Between blocks: before an ordinary block, before one that the
 * preceding paragraph introduces (a list after "the following:"); inside blocks: before an item or row,
 * before a line or nested item, before a sentence, after a clause, anywhere.
 */
export const JOINT = { block: 0, introduced: 1, item: 2, line: 3, sentence: 4, clause: 5, anywhere: 6 } as const;
export type Joint = (typeof JOINT)[keyof typeof JOINT];

/** The ways to cut a block of a kind, best first. */
export function cuttersOf(kind: BlockKind): readonly (readonly [Joint, Cutter])[] {
  return CUTTERS[kind] ?? PROSE;
}

const SENTENCES = [JOINT.sentence, sentenceStarts] as const;
const LINES = [JOINT.line, lineStarts] as const;
const CLAUSES = [JOINT.clause, clauseStarts] as const;
const PROSE = [SENTENCES, CLAUSES] as const;
const CUTTERS: Partial<Record<BlockKind, readonly (readonly [Joint, Cutter])[]>> = {
  list: [[JOINT.item, itemStarts], LINES, ...PROSE],
  table: [[JOINT.item, lineStarts], ...PROSE],
  code: [[JOINT.item, blankLineEnds], LINES],
  quote: [[JOINT.item, blankLineEnds], ...PROSE],
};

function lineStarts(text: string): readonly number[] {
  const starts: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1 && at + 1 < text.length; at = text.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts;
}

const ITEM = /^[ \t\u3000]*(?:[-*+•‣◦●○・･]|\(?[0-9a-zA-Z]{1,4}[.)．）]|[①-⑳])/;

/** Starts of the items on the list's own level: those indented no deeper than the first one. */
function itemStarts(text: string): readonly number[] {
  return lineStarts(text).filter((start) => {
    // The first item's own indentation lies before the block; nested items are at least two deeper.
    const line = text.slice(start, start + 80);
    return ITEM.test(line) && line.length - line.trimStart().length < 2;
  });
}

/** Starts of the lines after blank ones (in a quote, after a lone `>`). */
function blankLineEnds(text: string): readonly number[] {
  const starts = [0, ...lineStarts(text)];
  return starts.filter((start, index) => {
    const before = starts[index - 1];
    return before !== undefined && /^[\s>]*$/.test(text.slice(before, start)) && start > 0;
  });
}

function sentenceStarts(text: string): readonly number[] {
  return splitSentences(text)
    .map((sentence) => sentence.start)
    .filter((start) => start > 0);
}

/** Western signs end a clause before white space only; within a word they are part of it: `a.example`, `1,000`. */
const CLAUSE_END = /[、，；：。！？）」』】]|[,;:.!?)\]|](?=\s)/g;
/** Clauses shorter than this are no place to cut. */
const SHORTEST_CLAUSE = 16;

function clauseStarts(text: string): readonly number[] {
  const starts: number[] = [];
  for (const { index } of text.matchAll(CLAUSE_END)) {
    if (index + 1 - (starts.at(-1) ?? 0) >= SHORTEST_CLAUSE) starts.push(index + 1);
  }
  return starts;
}

/** A cut before one of these would tear a letter from its mark. */
const JOINS_BACK = /[\p{M}\p{Emoji_Modifier}\uFF9E\uFF9F]|\u200D/u;

/**
 * Cuts a monster of a sentence into pieces of at most `longest` UTF-16 units, between code points, at
 * spaces where there are any. Which of the places in reach is taken depends on the
 * characters behind it, so that an edit moves only the cuts beside it.
 */
export function cutAnywhere(text: string, longest: number): readonly number[] {
  const cuts: number[] = [];
  for (let from = 0; text.length - from > longest; ) {
    const cut = bestCut(text, from, longest);
    cuts.push(cut);
    from = cut;
  }
  return cuts;
}

function bestCut(text: string, from: number, longest: number): number {
  let best = -1;
  let bestRank = Number.POSITIVE_INFINITY;
  for (let at = from + Math.max(1, Math.ceil(longest / 2)); at <= from + longest; at++) {
    const rank = rankOfCut(text, at);
    if (rank <= bestRank) {
      best = at;
      bestRank = rank;
    }
  }
  if (best !== -1 && bestRank < FORBIDDEN) return best;
  // Nothing but a torn character in reach: keep the pair together, whatever it costs.
  const at = from + longest;
  return isLow(text, at) ? (at - 1 > from ? at - 1 : at + 1) : at;
}

const FORBIDDEN = 2;

/** 0–1 after a space, 1–2 elsewhere, with a hash of what follows as the fraction; `FORBIDDEN` within a character. */
function rankOfCut(text: string, at: number): number {
  if (isLow(text, at)) return FORBIDDEN;
  const next = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (JOINS_BACK.test(next) || text[at - 1] === '\u200D') return FORBIDDEN;
  const grade = /\s/.test(text[at - 1] ?? '') ? 0 : 1;
  return grade + hashPrefix(text, at, 8) / 2 ** 32;
}

function isLow(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

/**
 * A 32-bit hash of the first `letters` letters and later characters from `start` on, without white space:
 * FNV-1a with MurmurHash3's finaliser. Leading markers and numbers do not count, so that renumbering a
 * list changes no hash.
 */
export function hashPrefix(text: string, start: number, letters: number): number {
  let hash = 0x811c9dc5;
  let taken = 0;
  for (let at = start; at < text.length && at < start + 4 * letters && taken < letters; at++) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0x3000 || (taken === 0 && !isLetter(code))) continue;
    hash = Math.imul(hash ^ code, 0x01000193);
    taken++;
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code > 0xbf;
}
