/** `raft-corpus export --format beir | trec`: a folder with the passages, and a suite's questions with their judgements. */
import { join, resolve } from 'node:path';
import type { LoadedConfig } from '../../config/load.js';
import { RaftCorpusError } from '../../core/errors.js';
import { writeFileAtomic } from '../../core/files.js';
import { exportBeirCorpus, exportTrecDocuments } from '../../corpus/export.js';
import { type CorpusView, loadView, streamView, type ViewBatch } from '../../corpus/view.js';
import {
  beirQrels,
  beirQueries,
  trecQrels,
  trecTopics,
  type WrittenQuestion,
} from '../../dataset/beir/write-judged.js';
import { createGoldResolver } from '../../evals/suite/gold.js';
import { loadSuite } from '../../evals/suite/suite.js';
import type { Store } from '../../store/store.js';
import { indexView } from '../../verify/view-index.js';
import type { CommonOptions, Outcome, Run } from '../command.js';
import { labelNames } from '../corpus.js';
import { suitePath } from '../mining/queries.js';
import { viewSelection, withStore } from '../open.js';

export interface ExportCollectionOptions extends CommonOptions {
  readonly format: string;
  readonly out?: string;
  readonly current?: boolean;
  readonly suite?: string;
}

/** Files of a format below its folder, and what is in them. */
const FORMATS = {
  beir: {
    documents: { file: 'corpus.jsonl', lines: exportBeirCorpus },
    questions: [
      { file: 'queries.jsonl', text: beirQueries },
      { file: 'qrels/test.tsv', text: beirQrels },
    ],
  },
  trec: {
    documents: { file: 'docs.jsonl', lines: exportTrecDocuments },
    questions: [
      { file: 'topics.tsv', text: trecTopics },
      { file: 'qrels.txt', text: trecQrels },
    ],
  },
} as const;

/**
 * Without a suite, named or configured, the documents alone.
 *
 * @throws RaftCorpusError without `--out`; for a suite that is none
 */
export async function exportCollection(
  run: Run<ExportCollectionOptions>,
  format: keyof typeof FORMATS,
): Promise<Outcome> {
  const { io, options } = run;
  if (options.out === undefined) {
    throw new RaftCorpusError(`a ${format === 'beir' ? 'BEIR' : 'TREC'} collection is a folder: name it`, {
      fix: 'Add -o FOLDER.',
    });
  }
  const folder = resolve(io.cwd, options.out);
  const config = await run.config();
  const { documents, questions: files } = FORMATS[format];
  const { writeLines } = await import('./file.js');
  return withStore(config, async (store) => {
    const opened = await openBatches(run, { config, store });
    const questions = opened.view && (await readGold(opened.suite, opened.view, config));
    const texts = questions ? files.map(({ file, text }) => ({ file, text: text(questions.kept) })) : [];
    const lines = documents.lines(opened.batches, { currentOnly: options.current === true });
    const passages = await writeLines(join(folder, documents.file), lines);
    for (const { file, text } of texts) await writeFileAtomic(join(folder, file), text);
    const counts = questions ? countsOf(questions.kept, questions.stale) : null;
    return {
      json: {
        export: { tag: opened.tag, format, path: folder, passages, suite: opened.suite?.name ?? null, ...counts },
      },
      text: `${describe(passages, counts)} of ${opened.tag} in ${options.out}`,
      next: questions ? evalCommand(format, options.out ?? '') : 'raft-corpus status',
    };
  });
}

/** Evaluates what was written. */
function evalCommand(format: keyof typeof FORMATS, folder: string): string {
  if (format === 'beir') return `raft-corpus eval --beir ${folder}`;
  const [queries, qrels] = FORMATS.trec.questions.map(({ file }) => join(folder, file));
  return `raft-corpus eval --corpus ${join(folder, FORMATS.trec.documents.file)} --queries ${queries} --qrels ${qrels}`;
}

interface NamedSuite {
  readonly name: string;
  readonly path: string;
}

/** A view in memory where gold is to be resolved in it, else its batches as they stream by. */
async function openBatches(
  run: Run<ExportCollectionOptions>,
  { config, store }: { readonly config: LoadedConfig; readonly store: Store },
) {
  const selection = await viewSelection(run);
  const suite = suiteOf(run, config);
  if (suite === null) {
    const { refresh, batches } = await streamView(store, { ...selection, sorted: true });
    return { tag: refresh.tag, batches, view: null, suite: null } as const;
  }
  const view = await loadView(store, { ...selection, documents: true });
  return { tag: view.tag, batches: wholeOf(view), view, suite } as const;
}

async function* wholeOf({ passages, vectors }: CorpusView): AsyncGenerator<ViewBatch> {
  yield { passages, vectors };
}

function suiteOf({ options, io }: Run<ExportCollectionOptions>, config: LoadedConfig): NamedSuite | null {
  if (options.suite === undefined && config.suites.length === 0) return null;
  const path = suitePath({ config, cwd: io.cwd, ...(options.suite === undefined ? {} : { suite: options.suite }) });
  return { name: path, path: resolve(io.cwd, path) };
}

/** The suite's questions with their gold as it resolves in the view; those whose gold no longer holds are left out. */
async function readGold({ path }: NamedSuite, view: CorpusView, config: LoadedConfig) {
  const suite = await loadSuite(path);
  const resolveGold = createGoldResolver(indexView(view), labelNames(config));
  const kept: WrittenQuestion[] = [];
  let stale = 0;
  for (const question of suite.questions) {
    const { grades, stale: gone } = resolveGold(question);
    const { id, question: text, lang, type } = question;
    if (gone.length > 0) stale += 1;
    else kept.push({ id, text, grades, metadata: { lang, type } });
  }
  return { kept, stale };
}

function countsOf(kept: readonly WrittenQuestion[], stale: number) {
  const judgements = kept.reduce((sum, { grades }) => sum + grades.size, 0);
  return { questions: kept.length, judgements, stale_gold: stale };
}

function describe(passages: number, counts: ReturnType<typeof countsOf> | null): string {
  const written = `${passages.toLocaleString('en')} passages`;
  if (counts === null) return written;
  const left = counts.stale_gold === 0 ? '' : ` (${counts.stale_gold} with stale gold left out)`;
  return `${written}, ${counts.questions} questions${left} and ${counts.judgements} judgements`;
}
