/**
 * The columns of every table. A change here is a change of the store's format: raise FORMAT, but for a new table that
 * comes when it is first written to (later-table.ts).
 */
import type { Columns } from './columns.js';
import type {
  ArtifactRefRow,
  ArtifactRow,
  DocumentRow,
  EvalNumberRow,
  EvalRow,
  LeaseRow,
  PassageRow,
  RefreshRow,
  SourceRow,
} from './rows.js';

/** Version of the store's format; a store of another one is refused with the way out. */
export const FORMAT = 2;

const VERSIONED = { added_in: 'int32', retired_in: 'int32?' } as const;

export const PASSAGES: Columns<PassageRow> = {
  passage_id: 'utf8',
  doc_key: 'utf8',
  doc_id: 'utf8',
  source_id: 'utf8',
  kind: 'utf8',
  title: 'utf8',
  heading_path: 'json',
  lang: 'utf8?',
  text: 'utf8',
  span_start: 'int32',
  span_end: 'int32',
  content_hash: 'utf8',
  doc_hash: 'utf8',
  translation_of: 'utf8?',
  group: 'utf8?',
  spoiler: 'bool',
  first_seen_at: 'utf8',
  verdict: 'utf8?',
  verdicts: 'json',
  severity: 'utf8?',
  stale_since: 'utf8?',
  superseded_by: 'utf8?',
  drift: 'json',
  embedder: 'utf8',
  embed_key: 'utf8',
  ...VERSIONED,
};

export const DOCUMENTS: Columns<DocumentRow> = {
  doc_key: 'utf8',
  doc_id: 'utf8',
  source_id: 'utf8',
  kind: 'utf8',
  title: 'utf8',
  lang: 'utf8?',
  url: 'utf8?',
  text: 'utf8',
  doc_hash: 'utf8',
  facts: 'json',
  source_updated_at: 'utf8?',
  updated_at_from: 'utf8?',
  valid_from: 'utf8?',
  valid_to: 'utf8?',
  translation_of: 'utf8?',
  group: 'utf8?',
  location: 'utf8',
  first_seen_at: 'utf8',
  ...VERSIONED,
};

export const SOURCES: Columns<SourceRow> = {
  source_id: 'utf8',
  kind: 'utf8',
  authority: 'int32',
  documents: 'int32',
  passages: 'int32',
  complete: 'bool',
  last_read_at: 'utf8',
  last_verified_at: 'utf8?',
  max_age: 'utf8?',
  files: 'int32',
  boilerplate: 'json',
  max_tokens: 'int32',
  read: 'json?',
  ...VERSIONED,
};

export const REFRESHES: Columns<RefreshRow> = {
  n: 'int32',
  tag: 'utf8',
  as_of: 'utf8',
  finished_at: 'utf8',
  embedder: 'utf8',
  model: 'utf8',
  dims: 'int32',
  generation: 'int32',
  tool_version: 'utf8',
  report: 'json',
};

export const ARTIFACTS: Columns<ArtifactRow> = {
  artifact_id: 'utf8',
  kind: 'utf8',
  name: 'utf8',
  path: 'utf8',
  tag: 'utf8',
  created_at: 'utf8',
  items: 'int32',
};

export const ARTIFACT_REFS: Columns<ArtifactRefRow> = {
  artifact_id: 'utf8',
  item_id: 'utf8',
  passage_id: 'utf8',
};

export const EVALS: Columns<EvalRow> = {
  n: 'int32',
  eval_id: 'utf8',
  line: 'utf8',
  suite: 'utf8',
  suite_hash: 'utf8?',
  corpus_tag: 'utf8',
  truth_tag: 'utf8?',
  as_of: 'utf8',
  created_at: 'utf8',
  last_at: 'utf8',
  times: 'int32',
  verdict: 'utf8?',
  passed: 'bool',
  summary: 'json',
  report: 'json',
};

export const EVAL_NUMBERS: Columns<EvalNumberRow> = { next: 'int32' };

export const LEASE: Columns<LeaseRow> = {
  format: 'int32',
  holder: 'utf8',
  host: 'utf8',
  pid: 'int32',
  expires_s: 'float64',
};
