/** `raft-corpus eval`: before trusting a number. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import { asksForCollection, type EvalCollectionOptions, withCollectionFlags } from '../eval-flags.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions, EvalCollectionOptions {
  readonly retriever?: string[];
  readonly measure?: string[];
  readonly out?: string;
}

export function defineEval(program: Command, io: Io): void {
  const command = program
    .command('eval')
    .argument('[suite]', 'suite file (default: the first in the config)')
    .summary("evaluate retrieval on current data: how good, where weak, how often it returns yesterday's truth")
    .description(
      'Ranks the passages for every question of a suite, with stale passages in the index (hybrid) and without them\n' +
        '(hybrid-current), and checks the gates. Questions whose gold has drifted are reported, not scored.',
    )
    .option(
      '-r, --retriever <name...>',
      'dense, lexical or hybrid, with -current and -reranked added (default: those of the suite, else the configured one)',
    )
    .option('-m, --measure <name...>', 'measures to report, e.g. nDCG@10 R@5 stale-hit@5')
    .option('-o, --out <file>', 'write the JSON report there too')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus eval
  raft-corpus eval evals/mangaassist/suite.yaml --as-of 2026-07-15
  raft-corpus eval --retriever dense-current lexical-current hybrid-current
  raft-corpus eval -m nDCG@10 RR@10 stale-hit@1 --json`,
    );
  withCollectionFlags(command);
  withCommonOptions(command, ['asOf', 'tag', 'seed', 'offline']).action(
    (suiteFile: string | undefined, options: Options) =>
      runCommand(io, options, async (run) => {
        if (asksForCollection(options)) {
          const { evalCollection } = await import('../eval-collection.js');
          return evalCollection(run, suiteFile);
        }
        const { labelNames, registeredPath, withCorpus } = await import('../corpus.js');
        const { suitePath } = await import('../mining-queries.js');
        const { loadSuite } = await import('../../evals/suite/suite.js');
        const { evalReport, evaluateSuite } = await import('../../evals/evaluate.js');
        const { suiteItems } = await import('../../evals/suite/suite-queries.js');
        const { suiteRetrievers } = await import('../../evals/suite/suite-retrievers.js');
        const { checkRetrievers, withRetrievers } = await import('../retrievers.js');
        const { renderEval } = await import('../render/eval.js');
        checkRetrievers(options.retriever ?? [], '--retriever', await run.config());
        return withCorpus(run, async (corpus) => {
          const { config, store, index } = corpus;
          const path = suitePath({ config, cwd: io.cwd, ...(suiteFile === undefined ? {} : { suite: suiteFile }) });
          const suite = await loadSuite(resolve(io.cwd, path));
          const { view } = index;
          const labels = labelNames(config);
          const reranking = config.reranker !== undefined;
          const names = options.retriever ?? suiteRetrievers(suite, { retriever: config.search.retriever, reranking });
          const { evaluation } = await withRetrievers(run, { ...corpus, names }, (retriever) =>
            evaluateSuite({
              suite,
              view,
              retrievers: names.map((name) => retriever(name, options.retriever ? '--retriever' : 'retrievers')),
              seed: options.seed ?? '0',
              labels,
              ...(options.measure ? { measures: options.measure } : {}),
              progress: run.progress,
            }),
          );
          const report = evalReport(evaluation, null, suite);
          const { registerArtifact } = await import('../../corpus/downstream.js');
          const items = suiteItems(suite, index, labels);
          const createdAt = io.clock.now().toISOString();
          const registered = registeredPath(config, { cwd: io.cwd, path });
          const artifact = {
            kind: 'suite' as const,
            name: suite.suite,
            path: registered,
            tag: view.tag,
            createdAt,
            items,
          };
          await registerArtifact(store, artifact);
          if (options.out !== undefined) {
            const { writeFileAtomic } = await import('../../core/files.js');
            await writeFileAtomic(resolve(io.cwd, options.out), `${JSON.stringify(report, null, 2)}\n`);
          }
          const failed = !report.passed;
          const next =
            report.stale_gold.length > 0 ? 'mend the gold that has drifted in the suite' : 'raft-corpus mine';
          return { json: { ...report }, text: renderEval(report), next, failed };
        });
      }),
  );
}
