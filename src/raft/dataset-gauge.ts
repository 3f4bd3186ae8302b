/** What is measured of a dataset's rows while they go by; what it holds does not grow with them, but for short keys. */
import { compareText } from '../core/order.js';
import { DatasetCounter, type DatasetCounts, type TokenQuantiles, type TokenStatistics } from '../dataset/manifest.js';
import { renderDocument } from '../dataset/raft-formats/document.js';
import type { RaftRow, Split } from '../dataset/raft-row.js';
import { SplitLeakCheck, type SplitLeaks } from '../dataset/split-leaks.js';
import { quantile } from '../stats/quantiles.js';
import { createTemplateLikeness, type TemplateLikeness } from '../text/template-likeness.js';

export interface GaugeOptions {
  readonly seed: number | string;
  /** Counts tokens; without it none are. */
  readonly tokens?: { readonly model: string; count(text: string): number };
  readonly docHeader: 'title' | 'none';
}

export interface Gauged {
  readonly counts: DatasetCounts;
  readonly likeness: TemplateLikeness;
  readonly tokens: TokenStatistics | null;
  readonly leaks: SplitLeaks;
}

/** Rows whose tokens are counted. */
const SAMPLE = 256;

export class DatasetGauge {
  private readonly counter = new DatasetCounter();
  private readonly leaks = new SplitLeakCheck();
  private readonly likeness: ReturnType<typeof createTemplateLikeness>;
  private sample: RaftRow[] = [];

  constructor(private readonly options: GaugeOptions) {
    this.likeness = createTemplateLikeness({ seed: options.seed });
  }

  add(split: Split, row: RaftRow): void {
    this.counter.add(split, row);
    this.leaks.add(split, row);
    if (row.twin_of === undefined) this.likeness.add({ text: row.question, lang: row.lang, names: namesIn(row) });
    this.sample.push(row);
    if (this.sample.length >= 2 * SAMPLE) this.sample = leastById(this.sample);
  }

  async result(): Promise<Gauged> {
    return {
      counts: this.counter.result(),
      likeness: this.likeness.result(),
      tokens: this.tokensOf(leastById(this.sample)),
      leaks: await this.leaks.result(),
    };
  }

  private tokensOf(rows: readonly RaftRow[]): TokenStatistics | null {
    const { tokens, docHeader } = this.options;
    if (tokens === undefined || rows.length === 0) return null;
    const promptOf = ({ context, question }: RaftRow): string =>
      [...context.map((entry) => renderDocument(entry, { header: docHeader })), question].join('\n');
    return {
      counted_by: tokens.model,
      rows: rows.length,
      prompt: quantilesOf(rows.map((row) => tokens.count(promptOf(row)))),
      completion: quantilesOf(rows.map((row) => tokens.count(row.cot_answer))),
    };
  }
}

/** Ids are hashes, so that those with the least ones are a sample that no order of the rows changes. */
function leastById(rows: readonly RaftRow[]): RaftRow[] {
  return [...rows].sort((a, b) => compareText(a.id, b.id)).slice(0, SAMPLE);
}

function namesIn({ gold, unknown }: RaftRow): readonly string[] {
  return [...(gold?.facts ?? []).flatMap(({ subjects }) => subjects), ...(unknown?.subjects ?? [])];
}

function quantilesOf(counts: readonly number[]): TokenQuantiles {
  const sorted = [...counts].sort((a, b) => a - b);
  const at = (p: number): number => Math.round(quantile(sorted, p) ?? 0);
  return { median: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}
