/** The options of `eval` that collections take. */
import type { Command } from 'commander';
import { RaftCorpusError } from '../../core/errors.js';
import type { VectorOptions } from '../collection.js';
import type { HardnessOptions } from './hardness-flags.js';

/** As commander hands them over. */
export interface EvalCollectionOptions extends VectorOptions, HardnessOptions {
  readonly beir?: string;
  readonly corpus?: string;
  readonly split?: string;
  readonly queries?: string;
  readonly qrels?: string;
  readonly unknown?: string;
  readonly gate?: string[];
  readonly retriever?: string[];
  readonly measure?: string[];
  readonly policy?: string[];
  readonly runs?: string;
  readonly depth?: string;
  readonly truth?: string;
  readonly trend?: boolean;
  readonly out?: string;
}

/** Adds them to a command that has those of suites. */
export function withCollectionFlags(command: Command): Command {
  return command
    .option('--beir <folder>', 'evaluate corpus.jsonl, queries.jsonl and qrels of your own: no config, no store')
    .option('--split <name>', 'beir: which qrels of the folder (default: test)')
    .option('--corpus <file>', 'documents of your own as JSONL, with --queries and --qrels, in place of --beir')
    .option('--corpus-vectors <file>', 'beir, corpus: vectors of the documents as .npy, row by row (default: embedded)')
    .option(
      '--query-vectors <file>',
      'beir, corpus: vectors of the judged queries as .npy, row by row (default: embedded)',
    )
    .option(
      '--queries <file>',
      "questions of your own as JSONL, asked of the store's corpus; judgements in it, or in --qrels",
    )
    .option('--qrels <file>', 'queries: which documents answer, as TREC or BEIR qrels')
    .option('--unknown <what>', 'judgements of what is not there: zero (never found), drop, error (default: zero)')
    .option(
      '--gate <gate...>',
      "fail unless it holds, e.g. 'nDCG@10>=0.7' 'hybrid:stale-hit@5<=0.05'; beside the suite's",
    );
}

const COLLECTION_ONLY = ['split', 'qrels', 'corpusVectors', 'queryVectors', 'unknown'] as const;

/** Whether anything but a suite is to be evaluated. */
export function asksForCollection(options: EvalCollectionOptions): boolean {
  return (['beir', 'corpus', 'queries', ...COLLECTION_ONLY] as const).some((name) => options[name] !== undefined);
}

/**
 * Refuses what would be passed over in silence.
 *
 * @throws RaftCorpusError that names the option and what it needs
 */
export function checkCollectionOptions(suite: string | undefined, options: EvalCollectionOptions): void {
  const { beir, corpus, queries } = options;
  if ((beir ?? corpus ?? queries) === undefined) refuseAlone(options);
  const what = beir !== undefined ? '--beir' : corpus !== undefined ? '--corpus' : '--queries';
  if (suite !== undefined) refuse(`a suite and ${what} exclude each other`, `Leave ${suite} away, or ${what}.`);
  for (const [name, why] of Object.entries(FOREIGN[what])) {
    if (options[name as keyof EvalCollectionOptions] === undefined) continue;
    refuse(`${flagOf(name)} is not for ${what}`, why);
  }
}

/** An option that says how to evaluate a collection, and none is named. */
function refuseAlone(options: EvalCollectionOptions): never {
  const given = COLLECTION_ONLY.find((name) => options[name] !== undefined) ?? '';
  refuse(`${flagOf(given)} is for collections`, 'Name one with --beir FOLDER, --corpus FILE or --queries FILE.');
}

/** `corpusVectors` → `--corpus-vectors` */
function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

const FILES = 'Files have one state, and their evals are not kept: --out keeps a report.';
const ONE_STATE = { asOf: FILES, tag: FILES, truth: FILES, trend: FILES };
const STORE_HAS_IT = 'The store has its corpus and vectors; --corpus FILE takes others.';

/** Options that mean nothing to a kind of collection, and why. */
const FOREIGN = {
  '--beir': {
    corpus: 'The folder has its corpus.jsonl.',
    queries: 'The folder has its queries.jsonl; without --beir they are asked of the store, or of --corpus.',
    qrels: 'Judgements of a folder are chosen with --split.',
    ...ONE_STATE,
  },
  '--corpus': { split: 'Name a file of judgements with --qrels.', ...ONE_STATE },
  '--queries': {
    split: 'Name a file of judgements with --qrels.',
    corpusVectors: STORE_HAS_IT,
    queryVectors: STORE_HAS_IT,
    trend: 'Compare evals of a file with `raft-corpus compare`.',
  },
} as const;

function refuse(message: string, fix: string): never {
  throw new RaftCorpusError(message, { fix });
}
