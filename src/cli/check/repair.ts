/** What `check --repair` does: rows that died are made anew, the folder is replaced in one step, the store is told. */
import { resolve } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { registerArtifact } from '../../corpus/downstream.js';
import type { DatasetManifest } from '../../dataset/manifest.js';
import { corpusOfView } from '../../negatives/corpus.js';
import { prepareRepair, type Repair } from '../../raft/repair/repair.js';
import { readManifest, writeRepaired } from '../../raft/repair/write-repaired.js';
import { checkDatasetFolder } from '../../raft/write-dataset.js';
import { evalGates } from '../build/import.js';
import type { Outcome, Run } from '../command.js';
import { factLabels, labelNames, type OpenCorpus, registeredPath, withCorpus } from '../corpus.js';
import { renderRepair } from '../render/check.js';
import { toolVersion } from '../version.js';
import type { CheckFlags } from './flags.js';

/** Repairs one dataset. */
export async function runRepair(run: Run<CheckFlags>, targets: readonly string[]): Promise<Outcome> {
  const { io, options } = run;
  const [target = '', ...more] = targets;
  if (more.length > 0) throw new RaftCorpusError('one dataset is repaired at a time', { fix: 'Name one folder.' });
  const folder = resolve(io.cwd, target);
  const out = options.out ?? target;
  const { manifest } = await readManifest(folder);
  if (resolve(io.cwd, out) !== folder) await checkDatasetFolder(resolve(io.cwd, out));
  const stages = await evalGates(run);
  return withCorpus(run, async (corpus) => {
    const { config, index, embedder } = corpus;
    const repair = await prepareRepair({
      folder,
      index,
      embedder,
      manifest,
      stages,
      corpus: corpusOfView(index, labelNames(config)),
      labels: factLabels(config),
      progress: run.progress,
    });
    const isWritten = !options.dryRun && (repair.plan.dead.size > 0 || out !== target);
    const written = isWritten ? await write(run, corpus, { folder, out, repair }) : manifest;
    const { tag, as_of } = index.view;
    const path = isWritten ? out : null;
    const { dropped, kept, replaced, shortages, ignored_settings } = repair;
    return {
      json: {
        repair: {
          dataset: target,
          path,
          dry_run: options.dryRun === true,
          tag,
          as_of,
          dropped,
          kept,
          replaced,
          shortages,
          ignored_settings,
          counts: written.counts,
        },
      },
      text: renderRepair({ target, path, dryRun: options.dryRun === true, ...repair }, { tag, asOf: as_of }),
      next: isWritten
        ? `raft-corpus check ${out}`
        : `raft-corpus ${options.dryRun ? `check ${target} --repair` : `audit ${target}`}`,
    };
  });
}

async function write(
  run: Run<CheckFlags>,
  { config, store, index, embedder }: OpenCorpus,
  { folder, out, repair }: { readonly folder: string; readonly out: string; readonly repair: Repair },
): Promise<DatasetManifest> {
  const { io } = run;
  const { likeness } = config.raft;
  const { manifest, items } = await writeRepaired({
    folder,
    out: resolve(io.cwd, out),
    repair,
    index,
    toolVersion: toolVersion(),
    tokens: { model: embedder.model, count: (text) => embedder.countTokens(text) },
    likeness: Object.fromEntries(Object.entries(likeness).filter(([, bound]) => bound !== undefined)),
  });
  await registerArtifact(store, {
    kind: 'dataset',
    name: manifest.name,
    path: registeredPath(config, { cwd: io.cwd, path: out }),
    tag: index.view.tag,
    createdAt: io.clock.now().toISOString(),
    items,
  });
  return manifest;
}
