/**
 * First stage of a refresh: the sources are read once, each document is held against the store's head, and what
 * differs waits in scratch files. Nothing is written to the store here.
 */
import type { Clock } from '../../core/clock.js';
import { RaftCorpusError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import type { Scratch, ScratchFile } from '../../core/scratch.js';
import type { StoredRead } from '../../store/rows.js';
import type { SourceDocument } from '../document.js';
import {
  type BoilerplateCounter,
  type BoilerplateDecision,
  createBoilerplateCounter,
} from '../passages/boilerplate.js';
import type { SourceConfig } from '../sources/config.js';
import { readSource, type SourceReadReport } from '../sources/read-source.js';
import { docHash, docKey } from './doc-hash.js';
import type { Head, HeadDocument } from './head.js';

/** A document that a refresh has to look at. */
export interface IncomingDocument {
  readonly document: SourceDocument;
  readonly doc_key: string;
  readonly doc_hash: string;
  /** `same`: nothing changed, but its boilerplate or the size of passages may have; `touched`: only timestamps, validity or url. */
  readonly state: 'added' | 'changed' | 'touched' | 'same';
}

/** An incoming document whose timestamp is behind the stored one. */
export interface RefusedDocument {
  readonly doc_id: string;
  readonly where: string;
  readonly stored_updated_at: string;
  readonly incoming_updated_at: string;
}

export interface ReconciledSource {
  readonly config: SourceConfig;
  readonly read: SourceReadReport;
  readonly incoming: ScratchFile<IncomingDocument>;
  readonly counts: { added: number; changed: number; touched: number; unchanged: number };
  /** doc_keys that the store has and a full, complete snapshot no longer does. */
  readonly removed: readonly string[];
  readonly refused: readonly RefusedDocument[];
  /** Documents whose content changed under an unchanged timestamp: accepted, reported. */
  readonly sameTimestamp: readonly string[];
  /** Blocks to leave out of retrieval, and how they were found; null keeps what the store has. */
  readonly boilerplate: BoilerplateDecision | null;
  /** Documents are cut to another size now: those that did not change are cut anew too. */
  readonly recut: boolean;
  /** The source itself is let go: it has no row in `sources` after this refresh. */
  readonly dropped?: true;
  /** What spares the next refresh this read; null when it must be repeated. */
  readonly storedRead: StoredRead | null;
}

export interface ReconcileOptions {
  readonly config: SourceConfig;
  readonly head: Head;
  readonly scratch: Scratch;
  readonly root: string;
  readonly clock: Clock;
  readonly onError: 'stop' | 'skip';
  readonly allowShrink: boolean;
  readonly recut: boolean;
  readonly snapshot?: string;
  readonly progress: Progress;
}

/** A source whose files are those of its last read. */
export function unchangedSource(
  known: { readonly read: SourceReadReport; readonly stored: StoredRead },
  { config, scratch }: Pick<ReconcileOptions, 'config' | 'scratch'>,
): ReconciledSource {
  return {
    config,
    read: known.read,
    incoming: scratch.file<IncomingDocument>(`incoming-${config.id}`),
    counts: { added: 0, changed: 0, touched: 0, unchanged: known.read.documents },
    removed: [],
    refused: [],
    sameTimestamp: [],
    boilerplate: null,
    recut: false,
    storedRead: known.stored,
  };
}

/** Reads one source and says what differs from the head. */
export async function reconcileSource(options: ReconcileOptions): Promise<ReconciledSource> {
  const { config, head, progress } = options;
  const incoming = options.scratch.file<IncomingDocument>(`incoming-${config.id}`);
  const counter = isProse(config) ? boilerplateCounter(config) : null;
  const seen = new Set<string>();
  const counts = { added: 0, changed: 0, touched: 0, unchanged: 0 };
  const refused: RefusedDocument[] = [];
  const sameTimestamp: string[] = [];

  const documents = readSource(config, options);
  let next = await documents.next();
  while (!next.done) {
    const document = next.value;
    const key = docKey(document.sourceId, document.docId);
    seen.add(key);
    counter?.add(document);
    const stored = head.get(key);
    const hash = docHash(document);
    const behind = stored !== undefined && isBehind(document, stored);
    if (behind && hash !== stored.doc_hash) {
      refused.push(refusal(document, stored));
    } else {
      const state = behind ? 'same' : compare(document, hash, stored);
      counts[state === 'same' ? 'unchanged' : state] += 1;
      if (state === 'changed' && stored?.source_updated_at && stored.source_updated_at === document.updatedAt) {
        sameTimestamp.push(document.docId);
      }
      if (state !== 'same' || counter || options.recut)
        await incoming.append({ document, doc_key: key, doc_hash: hash, state });
    }
    if (seen.size % 500 === 0) progress.update(`reading ${config.id}`, seen.size);
    next = await documents.next();
  }
  const read = next.value;
  const removed = removedKeys({ options, read, seen });
  const full = config.snapshot === 'full' && read.complete;
  return {
    config,
    read,
    incoming,
    counts,
    removed,
    refused,
    sameTimestamp,
    boilerplate: counter && full && read.documents > 0 ? counter.decide() : null,
    recut: options.recut,
    storedRead: null,
  };
}

/** Sources whose documents are pages of prose rather than records of a table. */
export function isProse(config: SourceConfig): boolean {
  return config.kind !== 'catalog';
}

/** With boilerplate turned off none is found, which brings back what an earlier refresh left out. */
function boilerplateCounter({ boilerplate }: SourceConfig): BoilerplateCounter {
  if (boilerplate !== false) return createBoilerplateCounter(boilerplate);
  return { add: () => {}, decide: () => ({ hashes: new Set(), report: [] }) };
}

function compare(document: SourceDocument, hash: string, stored: HeadDocument | undefined): IncomingDocument['state'] {
  if (!stored) return 'added';
  if (stored.doc_hash !== hash) return 'changed';
  const touched =
    stored.source_updated_at !== document.updatedAt ||
    stored.updated_at_from !== document.updatedAtFrom ||
    stored.valid_from !== document.validFrom ||
    stored.valid_to !== document.validTo ||
    stored.url !== document.url;
  return touched ? 'touched' : 'same';
}

function isBehind(document: SourceDocument, stored: HeadDocument): boolean {
  return (
    document.updatedAt !== null && stored.source_updated_at !== null && document.updatedAt < stored.source_updated_at
  );
}

function refusal(document: SourceDocument, stored: HeadDocument): RefusedDocument {
  return {
    doc_id: document.docId,
    where: document.location,
    stored_updated_at: stored.source_updated_at ?? '',
    incoming_updated_at: document.updatedAt ?? '',
  };
}

/** The mass-deletion brake: a refresh that would remove more than a set share of a source stops and says so. */
function removedKeys(input: {
  readonly options: ReconcileOptions;
  readonly read: SourceReadReport;
  readonly seen: ReadonlySet<string>;
}): string[] {
  const { config, head, allowShrink } = input.options;
  if (config.snapshot !== 'full' || !input.read.complete || input.read.documents === 0) return [];
  const stored = [...head].filter(([, document]) => document.source_id === config.id);
  const gone = stored.filter(([key]) => !input.seen.has(key));
  const share = gone.length / Math.max(1, stored.length);
  const counts = gone.length >= SMALLEST_SHRINK || config.maxShrink === 0;
  if (!allowShrink && counts && share > config.maxShrink) {
    const examples = gone.slice(0, 3).map(([, document]) => JSON.stringify(document.doc_id));
    throw new RaftCorpusError(
      `source "${config.id}" would lose ${gone.length} of its ${stored.length} documents (${Math.round(share * 100)} %), more than its maxShrink of ${Math.round(config.maxShrink * 100)} %; nothing was written`,
      {
        where: `missing now: ${examples.join(', ')}${gone.length > 3 ? ' …' : ''}`,
        fix: 'Check that the export is complete. If the documents are really gone, run again with --allow-shrink.',
      },
    );
  }
  return gone.map(([key]) => key);
}

/** Fewer documents than this never trip the brake, unless maxShrink is 0: a shop may drop a page of a small folder. */
const SMALLEST_SHRINK = 3;
