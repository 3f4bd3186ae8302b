/** The hand-written key of the sample shop, and a view of the corpus held against it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ViewPassage } from '../../src/corpus/view.js';
import { SHOP } from './shop-files.js';

export interface KeyDrift {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** What the key says of a flagged passage. */
interface Expectation {
  readonly source: string;
  readonly verdict: string;
  readonly severity?: string;
  readonly drift?: readonly KeyDrift[];
  readonly event: string;
}

export interface KeyPassage extends Expectation {
  readonly doc: string;
  readonly quote: string;
  readonly successor?: string | null;
}

/** A document of which every passage is flagged; `in`: the snapshot that has it, where April does not. */
export interface KeyDocument extends Expectation {
  readonly doc: string;
  readonly in?: string;
}

export interface KeyEntry extends Expectation {
  readonly source: 'series' | 'products';
  readonly doc?: string;
  readonly docs?: readonly string[];
}

export interface ShopKey {
  readonly before: { readonly snapshot: string; readonly as_of: string; readonly flagged: number };
  readonly after: {
    readonly snapshot: string;
    readonly as_of: string;
    readonly refused: readonly { source: string; doc: string; stored: string; offered: string }[];
    readonly passages: readonly KeyPassage[];
    readonly documents: readonly KeyDocument[];
    readonly entries: readonly KeyEntry[];
    readonly added: readonly { source: 'series' | 'products'; docs: readonly string[] }[];
    readonly quiet: readonly { source: string; doc: string; quote: string; event: string }[];
  };
  readonly later: {
    readonly as_of: string;
    readonly overdue: { readonly sources: readonly string[] };
    readonly expired: readonly { source: string; doc: string }[];
    readonly in_force: { readonly as_of: string; readonly documents: readonly { source: string; doc: string }[] };
  };
}

/** `corpora/mangaassist/expected.yaml`. */
export function readKey(): ShopKey {
  return parse(readFileSync(join(SHOP, 'expected.yaml'), 'utf8')) as ShopKey;
}

/** The documents that an entry of the key speaks of. */
export function docsOf({ doc, docs }: Pick<KeyEntry, 'doc' | 'docs'>): readonly string[] {
  return docs ?? (doc === undefined ? [] : [doc]);
}

/** A money fact, or any other, as reports show it. */
export function shownFact(field: string, value: unknown): unknown {
  const currency = { price_jpy: 'JPY', price_usd: 'USD' }[field];
  return currency === undefined ? value : `${currency} ${value}`;
}

/**
 * Everything in which a view after the July refresh differs from the key, one line each: what the key names and is not
 * flagged so, and what is flagged and the key does not name. Empty: they agree.
 */
export function differencesFromKey(passages: readonly ViewPassage[], { after }: ShopKey): readonly string[] {
  const flagged = new Map(passages.flatMap((one) => (one.verdict === null ? [] : [[one.passage_id, one] as const])));
  const of = (source: string, doc: string): ViewPassage[] =>
    passages.filter((one) => one.source_id === source && one.doc_id === doc);
  const differences: string[] = [];
  const check = (
    expected: Expectation & { successor?: string | null },
    found: readonly ViewPassage[],
    name: string,
  ) => {
    if (found.length === 0) differences.push(`${name}: no such passage`);
    for (const one of found) {
      differences.push(...mismatches(expected, one, passages).map((problem) => `${name}: ${problem}`));
      flagged.delete(one.passage_id);
    }
  };
  for (const one of after.passages) {
    const found = of(one.source, one.doc).filter(({ text }) => text.includes(one.quote));
    if (found.length > 1) differences.push(`${one.doc}: ${found.length} passages say "${one.quote}"`);
    check(one, found, `${one.doc} "${one.quote}"`);
  }
  for (const one of after.documents) check(one, of(one.source, one.doc), one.doc);
  for (const one of after.entries) {
    for (const doc of docsOf(one)) {
      // The entry as it was; a new version of it stands beside it, and its spoilers are another passage.
      const found = of(one.source, doc).filter(({ passage_id }) => flagged.has(passage_id));
      check(one, found, doc);
    }
  }
  for (const { source, doc, quote, event } of after.quiet) {
    const found = of(source, doc).filter(({ text }) => text.includes(quote));
    if (found.length !== 1) differences.push(`${doc}: ${found.length} passages say "${quote}" (${event})`);
  }
  for (const { source_id, doc_id, verdict, text } of flagged.values()) {
    differences.push(`${source_id}/${doc_id}: ${verdict}, and the key does not say so: ${text.slice(0, 60)}`);
  }
  return differences;
}

function mismatches(
  expected: Expectation & { readonly successor?: string | null },
  found: ViewPassage,
  passages: readonly ViewPassage[],
): string[] {
  const problems: string[] = [];
  if (found.verdict !== expected.verdict) problems.push(`${found.verdict}, not ${expected.verdict}`);
  if (expected.severity !== undefined && found.severity !== expected.severity) {
    problems.push(`${found.severity}, not ${expected.severity}`);
  }
  for (const { field, old, new: now } of expected.drift ?? []) {
    const same = (a: unknown, b: unknown): boolean => String(a) === String(b);
    if (!found.drift.some((one) => one.field === field && same(one.old, old) && same(one.new, now))) {
      problems.push(`no drift ${field} ${old} → ${now} in ${JSON.stringify(found.drift)}`);
    }
  }
  if (expected.successor === undefined) return problems;
  const successor = passages.find(({ passage_id }) => passage_id === found.superseded_by)?.text ?? null;
  const agrees = expected.successor === null ? successor === null : successor?.includes(expected.successor) === true;
  if (!agrees) problems.push(`succeeded by ${JSON.stringify(successor?.slice(0, 60) ?? null)}`);
  return problems;
}
