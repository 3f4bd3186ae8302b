/** The check of datasets and suites for a person: what is no longer true, where, and what is true instead. */
import type { CheckedQuestion } from '../../evals/suite/check-suite.js';
import type { CheckCounts, ReportedRow } from '../../raft/check/report.js';
import type { Repair } from '../../raft/repair/repair.js';
import type { DriftEntry } from '../../store/rows.js';
import { ROT_VERDICTS, type RotVerdict } from '../../verify/claims/finding.js';
import { driftLine } from './drift.js';
import { bothEnds, oneLine, table } from './table.js';

/** A checked dataset with the rows to show. */
export interface DatasetToShow extends CheckCounts {
  readonly path: string;
  /** Refresh that it was made from; null without a manifest. */
  readonly made_from: string | null;
  readonly notices: readonly string[];
  readonly shown: readonly ReportedRow[];
}

/** What all targets were compared with. */
export interface Compared {
  readonly tag: string;
  readonly asOf: string;
}

const MEANINGS: Readonly<Record<RotVerdict, string>> = {
  source_removed: 'a document it rests on is gone',
  answer_changed: 'a fact or the quoted sentence says something else now',
  distractor_answers: 'a document of its context answers now',
  oracle_stale: 'what it quotes is no longer said, or not in force',
  unknown: 'the corpus does not know what it rests on',
  cosmetic: 'the passage changed; quotes and facts stand',
  valid: 'nothing it rests on changed',
};

export function renderDataset(dataset: DatasetToShow, { tag, asOf }: Compared): string {
  const { path, rows, rotten, rotten_share, verdicts, shown } = dataset;
  const made = dataset.made_from === null ? '' : `, made from ${dataset.made_from}`;
  const share = (rotten_share * 100).toFixed(1);
  return [
    `${path}: ${count(rotten)} of ${count(rows)} rows are no longer true or cannot be told (${share} %)`,
    `compared with ${tag} as of ${asOf.slice(0, 10)}${made}`,
    ...dataset.notices.map((notice) => `note: ${notice}`),
    '',
    table(
      ['verdict', 'rows', ''],
      ROT_VERDICTS.filter((verdict) => verdicts[verdict] > 0).map((v) => [v, verdicts[v], MEANINGS[v]]),
    ),
    ...asides(dataset),
    ...ROT_VERDICTS.flatMap((verdict) => listing(verdict, shown, verdicts[verdict])),
  ].join('\n');
}

function asides({ rest_on_stale, answerable_now }: DatasetToShow): string[] {
  const lines: string[] = [];
  if (rest_on_stale > 0) {
    lines.push(
      `${count(rest_on_stale)} rows rest on passages that changed materially, which is what refreshes count; the verdicts go by what is quoted and stated`,
    );
  }
  if (answerable_now > 0) {
    lines.push(`${count(answerable_now)} refusals are right for their context, though the corpus knows the answer now`);
  }
  return lines.length > 0 ? ['', ...lines] : [];
}

function listing(verdict: RotVerdict, shown: readonly ReportedRow[], total: number): string[] {
  const rows = shown.filter((row) => row.verdict === verdict);
  if (rows.length === 0) return [];
  const more = total - rows.length;
  return [
    '',
    `${verdict}:`,
    table(
      ['where', 'row', 'what changed', 'question'],
      rows.map(({ where, id, findings, question }) => [
        where,
        bothEnds(id ?? '', 12),
        oneLine(whatChanged(findings), 90),
        oneLine(question ?? '', 48),
      ]),
    ),
    ...(more > 0 ? [`  … and ${count(more)} more: --verdict ${verdict} --limit ${total}, or --json`] : []),
  ];
}

/** Old → new where there is any, else the message. */
function whatChanged(findings: ReportedRow['findings']): string {
  const [first] = findings;
  if (first === undefined) return '';
  const others = findings.length > 1 ? ` · and ${findings.length - 1} more` : '';
  return `${first.drift.length > 0 ? told(first.doc_id ?? '', first.drift) : first.message}${others}`;
}

function told(doc: string, drift: readonly DriftEntry[]): string {
  return `${bothEnds(doc, 28)}: ${driftLine(drift, 60)}`;
}

export function renderSuite(
  suite: { readonly path: string; readonly questions: readonly CheckedQuestion[] },
  { tag, asOf }: Compared,
): string {
  const stale = suite.questions.filter(({ verdict }) => verdict === 'stale_gold');
  const without = suite.questions.filter(({ verdict }) => verdict === 'no_gold').length;
  return [
    `${suite.path}: the gold of ${count(stale.length)} of ${count(suite.questions.length)} questions no longer holds`,
    `compared with ${tag} as of ${asOf.slice(0, 10)}${without > 0 ? `; ${count(without)} unanswerable ${without === 1 ? 'question has' : 'questions have'} no gold to compare` : ''}`,
    ...(stale.length === 0
      ? []
      : [
          '',
          table(
            ['question', 'what changed', ''],
            stale.map(({ id, question, findings: [first] }) => [
              id,
              first === undefined ? '' : first.drift.length > 0 ? told(first.doc, first.drift) : first.message,
              oneLine(question, 60),
            ]),
          ),
        ]),
  ].join('\n');
}

/** A repair, or what it would do. */
export interface RepairToShow extends Pick<Repair, 'dropped' | 'kept' | 'replaced' | 'shortages' | 'ignored_settings'> {
  readonly target: string;
  /** Null where nothing was written. */
  readonly path: string | null;
  readonly dryRun: boolean;
}

export function renderRepair(repair: RepairToShow, { tag, asOf }: Compared): string {
  const { target, path, dryRun, dropped, kept, replaced, shortages, ignored_settings } = repair;
  const died = Object.values(dropped).reduce((sum, n) => sum + n, 0);
  const compared = `${tag} as of ${asOf.slice(0, 10)}`;
  if (died === 0 && path === null) return `${target}: nothing to repair; ${count(kept)} rows hold at ${compared}`;
  const short = shortages.reduce((sum, { wanted, found }) => sum + wanted - found, 0);
  return [
    `${target}: ${count(died)} rotten rows ${dryRun ? 'would go' : 'went'}, ${count(replaced)} new ones from ${compared} in their places, ${count(kept)} kept as they were${path === null ? ' (nothing was written)' : ''}`,
    '',
    table(
      ['dropped', 'rows'],
      ROT_VERDICTS.flatMap((verdict) => (dropped[verdict] ? [[verdict, dropped[verdict] ?? 0]] : [])),
    ),
    ...(short === 0
      ? []
      : [
          '',
          `The corpus could not replace ${count(short)} of them with questions that are not asked yet:`,
          table(
            ['split', 'type', 'language', 'oracle', 'died', 'replaced'],
            shortages.map((cell) => [
              ...[cell.split, cell.type, cell.lang, cell.oracle_present ? 'in the context' : 'absent'],
              ...[cell.wanted, cell.found],
            ]),
          ),
        ]),
    ...(replaced === 0 || ignored_settings.length === 0
      ? []
      : [
          '',
          `note: new rows are made with the defaults of ${ignored_settings.join(', ')}: the manifest's values cannot be read`,
        ]),
    ...(path === null ? [] : ['', `written to ${path}`]),
  ].join('\n');
}

function count(n: number): string {
  return n.toLocaleString('en');
}
