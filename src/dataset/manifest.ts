/** The manifest beside a dataset: what it was made from, how, what was dropped and why. */
import type { StageCounts } from '../core/stage.js';
import type { SplitLeaks } from './split-leaks.js';
import type { WrittenFile } from './writers.js';

/** `manifest.json`. It holds nothing of the run but its inputs, so the same inputs give the same bytes. */
export interface DatasetManifest {
  readonly schema: 1;
  readonly kind: 'raft';
  readonly name: string;
  readonly tool_version: string;
  readonly corpus: {
    readonly tag: string;
    readonly as_of: string;
    /** sha256 over the ids, versions and verdicts of all passages. */
    readonly hash: string;
    readonly passages: number;
    readonly current: number;
    readonly embedder: { readonly model: string; readonly fingerprint: string };
  };
  /** Everything that decided the rows, and its sha256. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly settings_hash: string;
  readonly seed: string;
  readonly counts: DatasetCounts;
  /** By stage: records in, out, and dropped by reason. */
  readonly stages: readonly StageCounts[];
  /** Parts of the plan that the corpus could not fill. */
  readonly shortages: readonly unknown[];
  readonly teacher: unknown;
  /** Lineage groups by split, the largest by its documents, and what near-duplicates joined. */
  readonly lineages: unknown;
  /** Shares that were promised of contexts: slots, newest documents, origins, what absent oracles teach. */
  readonly contexts: unknown;
  /** How much the questions look filled in from templates, by language, and the gates that were set. */
  readonly template_likeness: unknown;
  readonly tokens: TokenStatistics | null;
  /** Counted over the written rows: nothing stands in two splits. */
  readonly leaks: SplitLeaks;
  /** The chat model that wrote parts of it: options, hashes of prompts, tokens and cost of its answers. */
  readonly llm?: object;
  /** Set by a repair; stages, lineages, contexts and shortages above stay those of the build. */
  readonly repaired_from?: RepairedFrom;
  readonly files: Readonly<Record<string, WrittenFile>>;
}

/** What a repaired dataset was before, and what the repair did. */
export interface RepairedFrom {
  /** sha256 of the bytes of its manifest.json. */
  readonly manifest_sha256: string;
  /** Refresh and date that it was true at. */
  readonly tag: string;
  readonly as_of: string;
  /** Rows that went, by verdict of the check. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Rows whose bytes are as they were. */
  readonly kept: number;
  /** New rows in the places of dropped ones. */
  readonly replaced: number;
  /** Cells that the corpus could not fill again. */
  readonly shortages: readonly unknown[];
  /** The repair before this one. */
  readonly repaired_from?: RepairedFrom;
}

/** Tokens of a sample of rows, as the corpus's embedder counts them. */
export interface TokenStatistics {
  readonly counted_by: string;
  readonly rows: number;
  /** Documents as a prompt shows them, with the question. */
  readonly prompt: TokenQuantiles;
  /** `cot_answer`. */
  readonly completion: TokenQuantiles;
}

export interface TokenQuantiles {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** What is in a dataset. */
export interface DatasetCounts {
  readonly rows: number;
  readonly by_split: Readonly<Record<string, number>>;
  readonly by_type: Readonly<Record<string, number>>;
  readonly by_lang: Readonly<Record<string, number>>;
  readonly by_origin: Readonly<Record<string, number>>;
  readonly by_generator: Readonly<Record<string, number>>;
  /** Rows that are answerable, twins apart; the share P is of these. */
  readonly answerable: number;
  readonly oracle_present: number;
  /** Rows that hold another's documents in another order. */
  readonly twins: number;
  readonly facts: number;
  readonly quotes: number;
  /** Share of the commonest surface form, a measure of template-likeness. */
  readonly commonest_form_share: number;
}

/** Counts rows as they pass, in sorted keys. */
export class DatasetCounter {
  private rows = 0;
  private answerable = 0;
  private present = 0;
  private twins = 0;
  private facts = 0;
  private quotes = 0;
  private readonly maps = {
    split: tallyMap(),
    type: tallyMap(),
    lang: tallyMap(),
    origin: tallyMap(),
    generator: tallyMap(),
    form: tallyMap(),
  };

  add(split: string, row: CountedRow): void {
    this.rows += 1;
    const isTwin = row.twin_of !== undefined;
    this.answerable += row.type === 'unanswerable' || isTwin ? 0 : 1;
    this.present += row.oracle_present && !isTwin ? 1 : 0;
    this.twins += isTwin ? 1 : 0;
    this.maps.generator.add(row.generator);
    this.facts += row.facts.length;
    this.quotes += row.quotes.length;
    this.maps.split.add(split);
    this.maps.type.add(row.type);
    this.maps.lang.add(row.lang);
    for (const entry of row.context) this.maps.origin.add(entry.origin);
    if (typeof row.form === 'string') this.maps.form.add(row.form);
  }

  result(): DatasetCounts {
    const forms = Object.values(this.maps.form.sorted());
    return {
      rows: this.rows,
      by_split: this.maps.split.sorted(),
      by_type: this.maps.type.sorted(),
      by_lang: this.maps.lang.sorted(),
      by_origin: this.maps.origin.sorted(),
      by_generator: this.maps.generator.sorted(),
      answerable: this.answerable,
      oracle_present: this.present,
      twins: this.twins,
      facts: this.facts,
      quotes: this.quotes,
      commonest_form_share: this.rows === 0 ? 0 : Math.max(0, ...forms) / this.rows,
    };
  }
}

interface CountedRow {
  readonly type: string;
  readonly lang: string;
  readonly oracle_present: boolean;
  readonly facts: readonly unknown[];
  readonly quotes: readonly unknown[];
  readonly context: readonly { readonly origin: string }[];
  readonly generator: string;
  readonly form?: unknown;
  readonly twin_of?: unknown;
}

function tallyMap() {
  const counts = new Map<string, number>();
  return {
    add: (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1),
    sorted: (): Record<string, number> => Object.fromEntries([...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1))),
  };
}
