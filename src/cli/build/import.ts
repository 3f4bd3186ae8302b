/** What `build` takes from files: customers' questions to ask, and questions of evals to keep out. */
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import type { BuildOptions } from '../../raft/build.js';
import type { Import } from '../../raft/import/open-import.js';
import type { ImportedQuestion } from '../../raft/import/read-imported.js';
import type { QuestionStage } from '../../raft/questions/stage.js';
import type { CommonOptions, Run } from '../command.js';
import type { OpenCorpus } from '../corpus.js';

/** As commander hands them over; relative to where the user is. */
export interface ImportFlags {
  readonly import?: readonly string[];
  readonly decontaminate?: readonly string[] | false;
}

type ImportRun = Run<CommonOptions & ImportFlags>;

/** The options, and examples of them. */
export function addImportOptions(command: Command): Command {
  return command
    .option('--import <file...>', "customers' questions (JSONL, JSON, CSV, TSV), with gold or without; docs/import.md")
    .option(
      '--decontaminate <file...>',
      'suites and files whose questions must not be asked (default: the suites of the config)',
    )
    .option('--no-decontaminate', 'ask whatever comes')
    .addHelpText(
      'after',
      `
With questions of your own:
  raft-corpus build --import production.csv          those with gold that holds become rows
  raft-corpus build --import out/raft/review.jsonl   the rest, when somebody has filled in gold and answers`,
    );
}

/** Reads all files that are named; nothing else is done before. @throws RaftCorpusError with file and line */
export async function readImports(run: ImportRun): Promise<readonly ImportedQuestion[]> {
  const { readImported } = await import('../../raft/import/read-imported.js');
  const config = await run.config();
  const files = pathsOf(run.options.import, { run, configured: config.raft.import, root: config.root });
  const questions = await Promise.all(files.map((file) => readImported(file)));
  // A queue that is given back holds questions of the files before it: what somebody decided there holds.
  const latest = new Map(
    questions.flat().map((question) => [JSON.stringify([question.id, question.question]), question]),
  );
  return [...latest.values()];
}

/** Gates against the questions of evals; none where there are none, or nobody wants them. */
export async function evalGates(run: ImportRun): Promise<readonly QuestionStage[]> {
  if (run.options.decontaminate === false) return [];
  const { createDecontamination, readEvalQuestions } = await import('../../raft/decontaminate.js');
  const config = await run.config();
  const configured = config.raft.decontaminate ?? config.suites;
  const files = pathsOf(run.options.decontaminate, { run, configured, root: config.root });
  const questions = (await Promise.all(files.map((file) => readEvalQuestions(file)))).flat();
  return questions.length === 0 ? [] : [await createDecontamination(questions)];
}

/** The import as a part of the build; null without questions. */
export async function openImports(
  questions: readonly ImportedQuestion[],
  { index, embedder, config }: OpenCorpus,
  options: Pick<BuildOptions, 'seed' | 'handOver'>,
): Promise<Import | null> {
  if (questions.length === 0) return null;
  const { openImport } = await import('../../raft/import/open-import.js');
  const { labelNames } = await import('../corpus.js');
  const { openRetrievers } = await import('../../evals/retrieve/retriever.js');
  const { handOverOffered } = await import('../../raft/examples/hand-over.js');
  const retriever = openRetrievers({ view: index.view, embedder, search: config.search })('hybrid-current');
  return openImport({
    questions,
    index,
    labels: labelNames(config),
    seed: options.seed,
    handOver: options.handOver ?? handOverOffered(index.view) !== null,
    ...(retriever ? { retriever } : {}),
  });
}

/** Options decide against the config; each file with the name that the user knows it by. */
function pathsOf(
  given: readonly string[] | undefined,
  { run, configured, root }: { readonly run: ImportRun; readonly configured: readonly string[]; readonly root: string },
) {
  const { cwd } = run.io;
  const paths = given?.map((path) => resolve(cwd, path)) ?? configured.map((path) => resolve(root, path));
  return paths.map((path) => ({ path, name: relative(cwd, path) || path }));
}
