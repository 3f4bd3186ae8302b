/** `raft-corpus search`: what would be found for a question, as the bot would find it. */
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { OpenCorpus } from '../corpus.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions {
  readonly retriever?: string;
  readonly k: string;
  readonly all?: boolean;
  readonly source?: string[];
}

export function defineSearch(program: Command, io: Io): void {
  const command = program
    .command('search')
    .argument('<question>', 'what a customer would ask')
    .summary('the passages that a question finds, with score and verdict')
    .option('-r, --retriever <name>', 'dense, lexical or hybrid, with -reranked added (default: the configured one)')
    .option('-k <n>', 'how many passages', '5')
    .option('--all', 'stale passages too, with their verdicts')
    .option('--source <id...>', 'only these sources')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus search "can I send a signed book back?"
  raft-corpus search 送料無料はいくらから --source policies -k 3
  raft-corpus search "points expiry" --all --as-of 2026-05-01
  raft-corpus search "Vol. 12" --retriever lexical --json`,
    );
  withCommonOptions(command, ['asOf', 'tag', 'offline']).action((question: string, options: Options) =>
    runCommand(io, options, async (run) => {
      const { RaftCorpusError } = await import('../../core/errors.js');
      const { choices, wholeNumber } = await import('../options.js');
      if (question.trim() === '') throw new RaftCorpusError('the question is empty', { fix: 'Say what to look for.' });
      const k = wholeNumber('-k', options.k);
      const { withCorpus } = await import('../corpus.js');
      const { checkRetrievers, needsVectors, withRetrievers } = await import('../retrievers.js');
      const { foundPassages, renderSearch, staleCounts } = await import('../render/search.js');
      const config = await run.config();
      if (options.retriever) checkRetrievers([options.retriever], '--retriever', config);
      const name = options.retriever ?? config.search.retriever;
      const search = async (corpus: OpenCorpus) => {
        const { view } = corpus.index;
        const known = [...new Set(view.passages.map((passage) => passage.source_id))].sort();
        const sources = choices('--source', options.source, known);
        const asked = (passage: (typeof view.passages)[number]) =>
          sources.length === 0 || sources.includes(passage.source_id);
        const all = options.all === true && !name.includes('-current');
        const scope = {
          ...corpus,
          names: [name],
          allowed: (passage: (typeof view.passages)[number]) => (all || passage.verdict === null) && asked(passage),
        };
        return withRetrievers(run, scope, async (open) => {
          const retriever = open(name, '--retriever');
          const [run = []] = await retriever.retrieve([question], k);
          const hits = foundPassages(run, corpus.index);
          const left_out = all ? {} : staleCounts(view.passages.filter(asked));
          const head = { question, tag: view.tag, as_of: view.as_of, retriever: name, left_out };
          return {
            json: { ...head, settings: retriever.settings, hits },
            text: renderSearch(hits, head),
            next: all ? 'raft-corpus stale' : 'raft-corpus eval   (how good is that over a whole suite?)',
          };
        });
      };
      return withCorpus(run, search, { vectors: needsVectors([name]) });
    }),
  );
}
