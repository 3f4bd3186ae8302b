/** Lints RAFT data of any shape: one pass over the rows, then what only all of them together can show. */

import { dirname } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { type Progress, SILENT } from '../../core/progress.js';
import { datasetsOf, type RowsFile } from '../../dataset/raft-formats/read/dataset-files.js';
import { readRaftFile } from '../../dataset/raft-formats/read/read-file.js';
import { AcrossRows } from './across-rows.js';
import { examine } from './examine.js';
import { type Intentions, intentionsOf, isMeant } from './intentions.js';
import { checkRow } from './row-rules.js';
import { type FoundDefect, type LintFinding, RULE_IDS, RULES, type RuleId } from './rules.js';

export interface LintOptions {
  /** Files and folders. */
  readonly inputs: readonly RowsFile[];
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
    const intentions = await intentionsOf(dirname(dataset[0]?.path ?? ''));
    const before = files.length;
    for (const file of dataset)
      files.push(await lintFile(file, { across, intentions, report, progress: options.progress ?? SILENT }));
    const read = files.slice(before);
    if (read.every(({ rows }) => rows === 0)) throw noRows(dataset);
    for (const finding of await across.end()) if (!isMeant(finding.rule, intentions)) report(finding);
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
  readonly intentions: Intentions;
  report(finding: FoundDefect): void;
  readonly progress: Progress;
}

async function lintFile({ path, name }: RowsFile, { across, intentions, report, progress }: FileContext) {
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
    for (const [rule, message] of checkRow(examined)) {
      if (!isMeant(rule, intentions, examined)) report({ ...at, rule, message });
    }
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

function noRows(files: readonly RowsFile[]): RaftCorpusError {
  const where = files.map(({ name }) => name).join(', ');
  return new RaftCorpusError(files.length === 1 ? 'the file holds no rows' : 'the files hold no rows', {
    where,
    fix: NO_ROWS_FIX,
  });
}
