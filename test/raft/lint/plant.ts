/** Clean data with one defect planted, and the linter run over it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RaftFormat, shapeRow } from '../../../src/dataset/raft-formats/shapes.js';
import { SPLITS, type Split } from '../../../src/dataset/raft-row.js';
import { lintRaft } from '../../../src/raft/lint/lint.js';
import type { LintFinding, RuleId } from '../../../src/raft/lint/rules.js';
import { soundRows } from '../../helpers/raft-rows.js';

// biome-ignore lint/suspicious/noExplicitAny: defects are planted into parsed JSON of every shape
export type Line = any;
export type Lines = Record<Split, Line[]>;
export type Shape = 'native' | RaftFormat;

/** The rows of the clean dataset in one shape, as parsed lines. */
export function cleanLines(shape: Shape): Lines {
  const lines: Lines = { train: [], validation: [], test: [] };
  for (const { split, row } of soundRows()) {
    const input = { row, rejected: 'None of the documents says so. <ANSWER>: I cannot find that in the documents.' };
    lines[split].push(structuredClone(shape === 'native' ? row : shapeRow(shape, input, { docHeader: 'title' })));
  }
  return lines;
}

/** Writes the lines (strings as they are) as `SPLIT.jsonl` into a new folder below `parent`. */
export function writeLines(parent: string, lines: Lines): string {
  const folder = mkdtempSync(join(parent, 'lint-'));
  for (const split of SPLITS) {
    const texts = lines[split].map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    writeFileSync(join(folder, `${split}.jsonl`), texts.map((text) => `${text}\n`).join(''));
  }
  return folder;
}

/** All findings in a folder, in the order in which they came. */
export async function lintFolder(folder: string, rules?: readonly RuleId[]): Promise<LintFinding[]> {
  const findings: LintFinding[] = [];
  await lintRaft({
    inputs: [{ path: folder, name: 'data' }],
    ...(rules ? { rules } : {}),
    onFinding: (finding) => findings.push(finding),
  });
  return findings;
}

/** Findings as `train.jsonl:3 rule`. */
export async function placesIn(parent: string, lines: Lines): Promise<string[]> {
  return (await lintFolder(writeLines(parent, lines))).map(
    ({ file, line, rule }) => `${file.replace('data/', '')}${line === null ? '' : `:${line}`} ${rule}`,
  );
}
