/** Lints RAFT data of any shape: one pass over the rows, then what only all of them together can show. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { type Progress, SILENT } from '../../core/progress.js';
import { readRaftFile, splitOfName } from '../../dataset/raft-formats/read/read-file.js';
import { AcrossRows } from './across-rows.js';
import { examine } from './examine.js';
import { checkRow } from './row-rules.js';
import { type FoundDefect, type LintFinding, RULE_IDS, RULES, type RuleId } from './rules.js';

export interface LintOptions {
  /** Files and folders: `path` is opened, `name` is how findings call it. */
  readonly inputs: readonly { readonly path: string; readonly name: string }[];
  /** Default: all. */
  readonly rules?: readonly RuleId[];
  /** Called for each finding: those of single rows in order, then those across rows. */
  onFinding(finding: LintFinding): void;
  readonly progress?: Progress;
}

export interface LintSummary {
  readonly files: readonly { readonly file: string; readonly rows: number }[];
  readonly rows: number;
  readonly findings: number;
  /** Rules with findings, in the order of {@link RULE_IDS}. */
  readonly by_rule: Readonly<Partial<Record<RuleId, number>>>;
}

interface LintFile {
  readonly path: string;
  readonly name: string;
}

/**
 * Checks files; those of one folder are one dataset, whose splits are held against each other. Streams; memory grows with
 * the number of rows, not with their documents.
 *
 * @throws RaftCorpusError for a file that cannot be read or holds no rows, and a folder without files of rows
 */
export async function lintRaft(options: LintOptions): Promise<LintSummary> {
  const wanted = new Set<RuleId>(options.rules ?? RULE_IDS);
  const counts = new Map<RuleId, number>();
  const files: { file: string; rows: number }[] = [];
  const report = (finding: FoundDefect): void => {
    if (!wanted.has(finding.rule)) return;
    counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
    options.onFinding({ ...finding, fix: RULES[finding.rule].fix });
  };
  for (const dataset of await datasetsOf(options.inputs)) {
    const across = new AcrossRows();
    const before = files.length;
    for (const file of dataset)
      files.push(await lintFile(file, { across, report, progress: options.progress ?? SILENT }));
    const read = files.slice(before);
    if (read.every(({ rows }) => rows === 0)) throw noRows(dataset);
    for (const finding of await across.end()) report(finding);
  }
  return {
    files,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    findings: [...counts.values()].reduce((a, b) => a + b, 0),
    by_rule: Object.fromEntries(RULE_IDS.flatMap((rule) => (counts.has(rule) ? [[rule, counts.get(rule)]] : []))),
  };
}

interface FileContext {
  readonly across: AcrossRows;
  report(finding: FoundDefect): void;
  readonly progress: Progress;
}

async function lintFile({ path, name }: LintFile, { across, report, progress }: FileContext) {
  let rows = 0;
  let first: RaftCorpusError | null = null;
  const bad: FoundDefect[] = [];
  for await (const item of readRaftFile(path, { name })) {
    const at = { file: name, line: item.line };
    if ('problem' in item) {
      first ??= new RaftCorpusError(item.problem, { where: `${name}:${item.line}`, fix: item.fix ?? NO_ROWS_FIX });
      // Held back until a row shows that the file is one of rows at all.
      if (rows === 0) bad.push({ ...at, rule: 'unreadable-line', message: item.problem });
      else report({ ...at, rule: 'unreadable-line', message: item.problem });
      if (bad.length > MOST_BAD_LINES) throw first;
      continue;
    }
    for (const finding of bad.splice(0)) report(finding);
    rows += 1;
    if (rows % PROGRESS_ROWS === 0) progress.update(`lint ${name}`, rows);
    const examined = examine(item.record);
    for (const [rule, message] of checkRow(examined)) report({ ...at, rule, message });
    for (const finding of across.add(at, examined)) report(finding);
  }
  if (rows === 0 && first !== null) throw first;
  return { file: name, rows };
}

const PROGRESS_ROWS = 2048;
/** A file that begins with more lines than this that are no rows is none of rows. */
const MOST_BAD_LINES = 1000;
const NO_ROWS_FIX =
  'Give a file of RAFT rows: native, Gorilla’s hf, completion, chat or eval, OpenAI chat, ShareGPT, Alpaca, DPO.';

function noRows(files: readonly LintFile[]): RaftCorpusError {
  const where = files.map(({ name }) => name).join(', ');
  return new RaftCorpusError(files.length === 1 ? 'the file holds no rows' : 'the files hold no rows', {
    where,
    fix: NO_ROWS_FIX,
  });
}

const ROWS = /\.(jsonl|ndjson|json|parquet|arrow)(\.gz)?$/i;
/** What lies beside the rows of a dataset. */
const NOT_ROWS = /^(?:manifest|dataset_info|dataset_dict|state|dataset_infos)\.json$/i;

/** Files by dataset: a folder's, or the named ones of one folder. */
async function datasetsOf(inputs: LintOptions['inputs']): Promise<readonly (readonly LintFile[])[]> {
  const datasets = new Map<string, LintFile[]>();
  for (const input of inputs) {
    const info = await stat(input.path).catch(() => null);
    const files = info?.isDirectory() ? await filesOf(input) : [input];
    for (const file of files) {
      const dataset = datasets.get(dirname(file.path)) ?? [];
      datasets.set(dirname(file.path), dataset);
      if (!dataset.some(({ path }) => path === file.path)) dataset.push(file);
    }
  }
  return [...datasets.values()].map((files) => files.sort(bySplit));
}

async function filesOf({ path, name }: LintFile): Promise<LintFile[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory() && ROWS.test(entry.name) && !NOT_ROWS.test(entry.name));
  const all = names.map((entry) => entry.name);
  const ofSplits = all.filter((file) => splitOfName(file) !== undefined);
  const chosen = oncePerStem(ofSplits.length > 0 ? ofSplits : all);
  if (chosen.length > 0) return chosen.map((file) => ({ path: join(path, file), name: join(name, file) }));
  throw new RaftCorpusError('there are no files of rows in this folder', {
    where: name,
    fix: 'Name a folder with train.jsonl (or .json, .parquet, .arrow), or a file; formats of a dataset are below its formats/.',
  });
}

/** `train.jsonl` and `train.parquet` beside each other hold the same rows. */
function oncePerStem(names: readonly string[]): readonly string[] {
  const stems = new Map<string, string>();
  for (const name of [...names].sort()) {
    const stem = basename(name.replace(/\.gz$/i, ''), extname(name.replace(/\.gz$/i, '')));
    if (!stems.has(stem)) stems.set(stem, name);
  }
  return [...stems.values()];
}

const SPLIT_ORDER = ['train', 'validation', 'test'];

function bySplit(a: LintFile, b: LintFile): number {
  const order = ({ path }: LintFile): number => SPLIT_ORDER.indexOf(splitOfName(path) ?? 'train');
  return order(a) - order(b) || (a.path < b.path ? -1 : 1);
}
