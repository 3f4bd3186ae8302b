/** A run and judgements of any size, as a retriever and a person would leave them; the same bytes every time. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../src/core/random.js';

/** Results for each query, as TREC runs have them. */
const DEPTH = 1000;
const JUDGED = 20;

export interface ScoreFiles {
  readonly qrels: string;
  /** Lines stand query by query, best first. */
  readonly grouped: string;
  /** The same lines by rank: every query comes back a thousand times. */
  readonly ungrouped: string;
  readonly lines: number;
}

/** Writes the files into `folder`: `lines` results, rounded up to whole queries. */
export function writeScoreFiles(folder: string, lines: number): ScoreFiles {
  const queries = Math.ceil(lines / DEPTH);
  const files = {
    qrels: join(folder, 'qrels.txt'),
    grouped: join(folder, 'grouped.run'),
    ungrouped: join(folder, 'ungrouped.run'),
    lines: queries * DEPTH,
  };
  write(files.qrels, queries, judgementsOf);
  write(files.grouped, queries, (query) => Array.from({ length: DEPTH }, (_, rank) => lineOf(query, rank)).join(''));
  write(files.ungrouped, DEPTH, (rank) => Array.from({ length: queries }, (_, query) => lineOf(query, rank)).join(''));
  return files;
}

function write(path: string, parts: number, textOf: (part: number) => string): void {
  const file = openSync(path, 'w');
  for (let part = 0; part < parts; part++) writeSync(file, textOf(part));
  closeSync(file);
}

function idOf(query: number, rank: number): string {
  return `policy-${(query * 7919 + rank * 104_729) % 8_000_000}#${rank % 7}`;
}

/** Scores fall with the rank, in steps that tie now and then. */
function lineOf(query: number, rank: number): string {
  const score = 30 - Math.floor(rank * 1.7 + ((query * 31 + rank * 17) % 3) * 0.5) / 100;
  return `q${100_000 + query} Q0 ${idOf(query, rank)} ${rank + 1} ${score.toFixed(6)} bm25\n`;
}

function judgementsOf(query: number): string {
  const random = createRandom(`judgements/${query}`);
  // Squared: more of what was judged stands high.
  const ranks = new Set(Array.from({ length: JUDGED }, () => Math.floor(random.next() ** 2 * DEPTH * 1.2)));
  return [...ranks].map((rank) => `q${100_000 + query} 0 ${idOf(query, rank)} ${random.int(4)}\n`).join('');
}
