/** Reads an eval report from a file, as `eval -o` and `eval --json` write it. */
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import { type ReportData, reportDataSchema } from '../report-data.js';

/** Zod words for a wrong kind of value, as it would look in the file. */
const HOW = 'Write one with `raft-corpus eval -o report.json`.';

/**
 * @param name what the user calls the file, for messages
 * @throws RaftCorpusError for a file that cannot be read, is not JSON, or is no eval report of this version
 */
export async function readReport(path: string, name: string): Promise<ReportData> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const isMissing = (error as { code?: string }).code === 'ENOENT';
    throw new RaftCorpusError(
      isMissing ? 'there is no such eval report' : `the eval report cannot be read: ${messageOf(error)}`,
      {
        where: name,
        fix: isMissing ? `Name a file, or an eval that the store keeps: e-000003, latest, previous. ${HOW}` : HOW,
        cause: error,
      },
    );
  });
  return parseReport(parseJson(text, name), name);
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RaftCorpusError(`this is not JSON: ${messageOf(error)}`, {
      where: name,
      fix: `Name an eval report, or give --qrels to compare TREC run files. ${HOW}`,
      cause: error,
    });
  }
}

function parseReport(value: unknown, name: string): ReportData {
  const said = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const version = said.schema;
  const isEval = typeof said.suite === 'string' && 'retrievers' in said;
  if (!isEval) {
    const kind = Object.keys(said).slice(0, 5).join(', ') || 'nothing';
    throw new RaftCorpusError(`this is no eval report: it holds ${kind}`, { where: name, fix: HOW });
  }
  if (version !== 1) {
    throw new RaftCorpusError(`the eval report has schema ${JSON.stringify(version) ?? 'none'}; this version reads 1`, {
      where: name,
      fix: 'Run the eval again with this version of raft-corpus, or compare with the one that wrote it.',
    });
  }
  const parsed = reportDataSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RaftCorpusError(`the eval report is not whole: ${issueText(parsed.error.issues[0])}`, {
    where: name,
    fix: HOW,
  });
}

/** Where and what; a value that was not a number when it was written is null in JSON. */
function issueText(issue: z.core.$ZodIssue | undefined): string {
  const place = issue?.path.map(String).join(' → ') ?? '';
  const isNumber = issue?.code === 'invalid_type' && issue.expected === 'number';
  return `${place}: ${isNumber ? 'not a finite number' : (issue?.message ?? 'unknown problem')}`;
}
