/** Sound native rows of a small shop, for tests of what reads, writes and checks them. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoted } from '../../src/dataset/delimiters.js';
import type { ContextEntry, RaftRow, Split } from '../../src/dataset/raft-row.js';

const FIRST = ['Copper', 'Harbour', 'Velvet', 'Thunder', 'Paper', 'Quiet', 'Ember', 'Glass', 'Winter', 'Orchid'];
const LAST = ['Lighthouse', 'Accountant', 'Railway', 'Dragon', 'Postman', 'Kitchen', 'Observatory', 'Ferryman'];
/** Series in lineages of their own; the first 48 are asked about in train. */
const SERIES = Array.from({ length: 80 }, (_, i) => {
  const first = FIRST[i % 10] ?? '';
  return { id: `S${i}`, title: `The ${first} ${LAST[Math.floor(i / 10)]}`, volumes: 100 + i, i };
});
type Series = (typeof SERIES)[number];

export interface SplitRow {
  readonly split: Split;
  readonly row: RaftRow;
}

/**
 * Eighty rows: 48 in train, 16 in validation, 16 in test, in English and Japanese, a fifth without oracle, a tenth beyond
 * what any document says, one with an older version beside its oracle. Nothing in them is to be found fault with.
 */
export function soundRows(): SplitRow[] {
  return SERIES.map((series) => ({ split: splitOf(series.i), row: rowOf(series) }));
}

/** The rows as a folder of a dataset, below `parent`. */
export function datasetFolder(parent: string, rows: readonly SplitRow[] = soundRows()): string {
  const folder = mkdtempSync(join(parent, 'rows-'));
  for (const split of ['train', 'validation', 'test']) {
    const lines = rows.filter((item) => item.split === split).map(({ row }) => `${JSON.stringify(row)}\n`);
    writeFileSync(join(folder, `${split}.jsonl`), lines.join(''));
  }
  return folder;
}

function splitOf(i: number): Split {
  return i < 48 ? 'train' : i < 64 ? 'validation' : 'test';
}

export function entryOf(series: {
  readonly id: string;
  readonly title: string;
  readonly volumes: number;
}): ContextEntry {
  return {
    passage_id: `p-${series.id}`,
    doc_id: series.id,
    source_id: 'series',
    title: series.title,
    source_updated_at: '2026-07-01T00:00:00.000Z',
    text: `Volumes (巻数): ${series.volumes}\nAuthor: Writer ${series.id}\nA story about ${series.title.toLowerCase()}.`,
    role: 'distractor',
    origin: 'dense',
    verdict: 'current',
    score: 0.5,
  };
}

function rowOf(series: Series): RaftRow {
  const { i } = series;
  const isJapanese = i % 3 === 0;
  const isUnanswerable = i % 10 === 9;
  const hasOracle = !isUnanswerable && i % 5 !== 3;
  const others = [1, 2, 3, 4, 5].map((step) => entryOf(SERIES[(i + step * 7) % 80] ?? series));
  const oracle: ContextEntry = { ...entryOf(series), role: 'oracle', origin: 'oracle', score: 0.9 };
  const isDated = i === 0;
  const distractors = isDated ? [olderVersion(series), ...others.slice(1, 4)] : others.slice(0, hasOracle ? 4 : 5);
  const context = hasOracle ? distractors.toSpliced(i % 5, 0, oracle) : distractors;
  const quote = `Volumes (巻数): ${series.volumes}`;
  const asked = isUnanswerable ? 'price' : 'volumes';
  return {
    id: `row-${i}`,
    question: questionOf(series, { isJapanese, asked }),
    lang: isJapanese ? 'ja' : 'en',
    type: isUnanswerable ? 'unanswerable' : 'fact',
    context,
    oracle_present: hasOracle,
    oracle_ids: isUnanswerable ? [] : [oracle.passage_id],
    ...(hasOracle ? reasoned(series, { isJapanese, quote, isDated }) : refused(isJapanese)),
    quotes: hasOracle ? [{ passage_id: oracle.passage_id, start: 0, end: quote.length }] : [],
    group: `lineage-${series.id}`,
    generator: 'grounded',
    as_of: '2026-07-15T00:00:00.000Z',
    corpus_tag: 'r-000002',
    facts: hasOracle ? [{ source_id: 'series', doc_id: series.id, field: 'volumes', value: series.volumes }] : [],
    ...(isUnanswerable ? { unknown: { field: 'price', subjects: [series.title] } } : { gold: goldOf(series) }),
  };
}

function goldOf({ title, volumes }: Series): RaftRow['gold'] {
  const fact = { field: 'volumes', value: { type: 'number', value: volumes }, subjects: [title] };
  return { text: String(volumes), facts: [fact] };
}

function questionOf({ title }: Series, { isJapanese, asked }: { isJapanese: boolean; asked: string }): string {
  if (asked === 'price') return isJapanese ? `『${title}』はいくらですか？` : `What does ${title} cost?`;
  return isJapanese ? `『${title}』は全部で何巻ありますか？` : `How many volumes of ${title} are out?`;
}

function olderVersion(series: Series): ContextEntry {
  return {
    ...entryOf({ ...series, volumes: series.volumes - 7 }),
    passage_id: `p-${series.id}-old`,
    source_updated_at: '2026-03-01T00:00:00.000Z',
    origin: 'stale',
    verdict: 'superseded',
  };
}

function reasoned(
  { title, volumes }: Series,
  { isJapanese, quote, isDated }: { isJapanese: boolean; quote: string; isDated: boolean },
): { cot_answer: string; answer: string } {
  const answer = isJapanese ? `『${title}』は全${volumes}巻です。` : `${title} has ${volumes} volumes.`;
  const older = isDated ? '2026-03-01の版は古い内容です。' : '';
  const cot_answer = isJapanese
    ? `「${title}」（2026-07-01更新）には${quoted(quote)}とあります。${older}<ANSWER>: ${answer}`
    : `“${title}” (updated 2026-07-01) says: ${quoted(quote)}. <ANSWER>: ${answer}`;
  return { cot_answer, answer };
}

function refused(isJapanese: boolean): { cot_answer: string; answer: string } {
  const answer = isJapanese
    ? '申し訳ございません。手元の情報では確認できませんでした。'
    : "I don't have that information at the moment.";
  const why = isJapanese ? 'どの文書にも答えは書かれていません。' : 'None of the documents answers this. ';
  return { cot_answer: `${why}<ANSWER>: ${answer}`, answer };
}
