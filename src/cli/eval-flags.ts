/** The options of `eval` that collections take. */
import type { Command } from 'commander';
import { RaftCorpusError } from '../core/errors.js';
import type { VectorOptions } from './collection.js';

/** As commander hands them over. */
export interface EvalCollectionOptions extends VectorOptions {
  readonly beir?: string;
  readonly split?: string;
  readonly queries?: string;
  readonly qrels?: string;
  readonly unknown?: string;
  readonly gate?: string[];
  readonly retriever?: string[];
  readonly measure?: string[];
  readonly policy?: string[];
  readonly runs?: string;
  readonly out?: string;
}

/** Adds them to a command that has those of suites. */
export function withCollectionFlags(command: Command): Command {
  return command
    .option('--beir <folder>', 'evaluate corpus.jsonl, queries.jsonl and qrels of your own: no config, no store')
    .option('--split <name>', 'beir: which qrels of the folder (default: test)')
    .option('--corpus-vectors <file>', 'beir: vectors of the documents as .npy, row by row (default: embedded)')
    .option('--query-vectors <file>', 'beir: vectors of the judged queries as .npy, row by row (default: embedded)')
    .option(
      '--queries <file>',
      "questions of your own as JSONL, asked of the store's corpus; judgements in it, or in --qrels",
    )
    .option('--qrels <file>', 'queries: which passages answer, as TREC or BEIR qrels')
    .option('--unknown <what>', 'judgements of what is not there: zero (never found), drop, error (default: zero)')
    .option('--gate <gate...>', "beir, queries: fail unless it holds, e.g. 'nDCG@10>=0.7' 'hybrid:stale-hit@5<=0.05'");
}

/**
 * Refuses what would be passed over in silence.
 *
 * @throws RaftCorpusError that names the option and what it needs
 */
export function checkCollectionOptions(suite: string | undefined, options: EvalCollectionOptions): void {
  const { beir, queries } = options;
  const what = beir !== undefined ? '--beir' : '--queries';
  if (suite !== undefined) refuse(`a suite and ${what} exclude each other`, `Leave ${suite} away, or ${what}.`);
  if (beir !== undefined && queries !== undefined) {
    refuse('--beir and --queries exclude each other', 'A BEIR folder has its queries.jsonl; --queries asks the store.');
  }
  const of = { beir: ['split', 'corpusVectors', 'queryVectors'], queries: ['qrels'] } as const;
  const foreign = beir !== undefined ? of.queries : of.beir;
  const given = foreign.find((name) => options[name] !== undefined);
  if (given !== undefined) {
    const flag = `--${given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    refuse(
      `${flag} is not for ${what}`,
      beir !== undefined ? 'Judgements are chosen with --split.' : 'The store has its corpus and vectors.',
    );
  }
  if (beir !== undefined && (options.asOf ?? options.tag) !== undefined) {
    refuse('--as-of and --tag are not for --beir', 'A folder has one state.');
  }
}

function refuse(message: string, fix: string): never {
  throw new RaftCorpusError(message, { fix });
}
