/** One side of a comparison: what one retriever scored, query by query. */
import { RaftCorpusError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import type { ReportData } from '../report-data.js';

export interface Side {
  /** How the user named it, for messages: `april.json`, `e-000003`. */
  readonly name: string;
  readonly retriever: string;
  /** Values by measure, by query. */
  readonly values: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** Text and slices of queries, where they are known. */
  readonly asked: ReadonlyMap<string, { readonly text: string; readonly slices: readonly string[] }>;
  /** Queries that were not asked because their gold no longer holds. */
  readonly staleGold: ReadonlySet<string>;
  /** What is said of the whole report. */
  readonly about: SideFacts;
}

/** What must be, or may be, other on the other side; null: not said. */
export interface SideFacts {
  readonly suite: string | null;
  readonly suite_hash: string | null;
  readonly corpus_tag: string | null;
  readonly truth_tag: string | null;
  readonly as_of: string | null;
  readonly embedder: { readonly model: string; readonly fingerprint: string } | null;
  readonly policies: Readonly<Record<string, unknown>>;
  readonly settings: unknown;
}

/** A report to take sides from. */
export interface NamedReport {
  readonly name: string;
  readonly report: ReportData;
  /** The retriever that the user named with `#`. */
  readonly retriever?: string;
}

/** Two sides to be held against each other. */
export interface SidePair {
  readonly a: Side;
  readonly b: Side;
}

/** What one retriever of a report scored. @throws RaftCorpusError for a retriever that the report does not have */
export function sideOf({ name, report }: NamedReport, retriever: string): Side {
  const summary = Object.hasOwn(report.retrievers, retriever) ? report.retrievers[retriever] : undefined;
  if (!summary) throw unknownRetriever({ name, report }, retriever);
  const { suite, suite_hash, corpus_tag, truth_tag, as_of, embedder, policies } = report;
  return {
    name,
    retriever,
    values: new Map(Object.entries(summary.per_query)),
    asked: new Map(Object.entries(report.asked)),
    staleGold: new Set(report.stale_gold.map(({ question_id }) => question_id)),
    about: {
      suite,
      suite_hash: suite_hash ?? null,
      corpus_tag: corpus_tag ?? null,
      truth_tag: truth_tag ?? null,
      as_of: as_of ?? null,
      embedder: embedder ? { model: embedder.model, fingerprint: embedder.fingerprint } : null,
      policies,
      settings: summary.settings ?? null,
    },
  };
}

/**
 * Which retrievers are held against which: those named with `#`, else those of `names`, else all of one name. A side that
 * has one retriever alone goes with the one that the other names, or has.
 *
 * @throws RaftCorpusError where no two go together
 */
export function pairSides(a: NamedReport, b: NamedReport, names: readonly string[] = []): readonly SidePair[] {
  if (a.retriever !== undefined || b.retriever !== undefined) {
    if (names.length > 0) {
      throw new RaftCorpusError('retrievers are named twice: with # and with --retriever', { fix: 'Leave one away.' });
    }
    return [{ a: sideOf(a, partner(a, b)), b: sideOf(b, partner(b, a)) }];
  }
  if (names.length > 0) return [...new Set(names)].map((name) => ({ a: sideOf(a, name), b: sideOf(b, name) }));
  const shared = retrieversOf(a).filter((name) => retrieversOf(b).includes(name));
  if (shared.length > 0) return shared.map((name) => ({ a: sideOf(a, name), b: sideOf(b, name) }));
  const [onlyA, onlyB] = [only(a), only(b)];
  if (onlyA !== null && onlyB !== null) return [{ a: sideOf(a, onlyA), b: sideOf(b, onlyB) }];
  throw new RaftCorpusError('the two have no retriever in common', {
    where: `${a.name} has ${retrieversOf(a).join(', ') || 'none'}; ${b.name} has ${retrieversOf(b).join(', ') || 'none'}`,
    fix: `Name one of each: raft-corpus compare ${a.name}#${retrieversOf(a)[0] ?? 'NAME'} ${b.name}#${retrieversOf(b)[0] ?? 'NAME'}`,
  });
}

/** Retrievers that one report has and the other has not: they are not compared. */
export function unpairedRetrievers(a: NamedReport, b: NamedReport): readonly string[] {
  return retrieversOf(a).filter((name) => !retrieversOf(b).includes(name));
}

function retrieversOf({ report }: Pick<NamedReport, 'report'>): readonly string[] {
  return Object.keys(report.retrievers);
}

/** The retriever that is named, else the only one, else the one that is named on the other side. */
function partner(report: NamedReport, other: NamedReport): string {
  return report.retriever ?? only(report) ?? other.retriever ?? '';
}

function only(report: NamedReport): string | null {
  const [first, ...others] = retrieversOf(report);
  return first !== undefined && others.length === 0 ? first : null;
}

function unknownRetriever(report: Pick<NamedReport, 'name' | 'report'>, wanted: string): RaftCorpusError {
  const known = retrieversOf(report);
  const near = nearest(wanted, known);
  return new RaftCorpusError(`there is no retriever "${wanted}"${near ? `; did you mean "${near}"?` : ''}`, {
    where: report.name,
    fix: known.length > 0 ? `It has ${known.join(', ')}.` : 'It has none.',
  });
}
