/** A BEIR folder: `corpus.jsonl`, `queries.jsonl` and `qrels/SPLIT.tsv`, each also with `.gz`. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';

/** Where the files of a BEIR folder lie. */
export interface BeirFiles {
  readonly corpus: string;
  readonly queries: string;
  readonly qrels: string;
}

/**
 * @param name how messages call the folder
 * @throws RaftCorpusError that says what is missing: the folder, a file (and a folder below that has it), or the split,
 *   with those that are there
 */
export async function findBeirFiles(folder: string, split: string, name: string = folder): Promise<BeirFiles> {
  await checkFolder(folder, name);
  return {
    corpus: await findFile(folder, 'corpus.jsonl', name),
    queries: await findFile(folder, 'queries.jsonl', name),
    qrels: await findQrels(folder, split, name),
  };
}

async function checkFolder(folder: string, name: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return;
  throw new RaftCorpusError(
    found === null ? 'there is no such folder' : 'a BEIR collection is a folder, this is a file',
    {
      where: name,
      fix:
        found === null
          ? 'Name the folder that holds corpus.jsonl, queries.jsonl and qrels/.'
          : 'Unpack it, and name the folder that holds corpus.jsonl, queries.jsonl and qrels/.',
    },
  );
}

async function findFile(folder: string, file: string, name: string): Promise<string> {
  const found = await existing(join(folder, file));
  if (found !== null) return found;
  const below = await folderWith(folder, file);
  throw new RaftCorpusError(`there is no ${file} (nor ${file}.gz) in the folder`, {
    where: name,
    fix: below === null ? 'Name a folder in BEIR format.' : `Did you mean ${join(name, below)}? It has one.`,
  });
}

/** Archives are unpacked into a folder of their own name more often than not. */
async function folderWith(folder: string, file: string): Promise<string | null> {
  for (const entry of (await readdir(folder, { withFileTypes: true })).slice(0, 100)) {
    if (entry.isDirectory() && (await existing(join(folder, entry.name, file))) !== null) return entry.name;
  }
  return null;
}

async function findQrels(folder: string, split: string, name: string): Promise<string> {
  const found = await existing(join(folder, 'qrels', `${split}.tsv`));
  if (found !== null) return found;
  const entries = await readdir(join(folder, 'qrels')).catch(() => []);
  const splits = [...new Set(entries.flatMap((entry) => /^(.+)\.tsv(?:\.gz)?$/.exec(entry)?.[1] ?? []))].sort();
  if (splits.length === 0) {
    throw new RaftCorpusError('the folder has no judgements', {
      where: join(name, 'qrels'),
      fix: `Put them into qrels/${split}.tsv: query-id⇥corpus-id⇥score, under a header of these names.`,
    });
  }
  const near = nearest(split, splits);
  throw new RaftCorpusError(`there is no split "${split}"${near ? `; did you mean "${near}"?` : ''}`, {
    where: join(name, 'qrels'),
    fix: `Splits here: ${splits.join(', ')}. Choose one with --split.`,
  });
}

/** The path, or that with `.gz`; null when neither is there. */
async function existing(path: string): Promise<string | null> {
  for (const candidate of [path, `${path}.gz`]) {
    if ((await stat(candidate).catch(() => null))?.isFile()) return candidate;
  }
  return null;
}
