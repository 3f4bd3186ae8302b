/**
 * A sidecar: one JSON file that says when each text file of a source changed.
 *
 * `sidecar:timestamps.json` is a map from doc_id (or the path as the config sees it) to a timestamp.
 * `sidecar:timestamps.json#files.{doc_id}.new.lastCommitDate` says where in a deeper file the timestamp stands;
 * `{snapshot}` may stand in the file's name and in the path within it.
 */
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import { readText } from '../../dataset/readers/read-text.js';
import { fillSnapshot } from './snapshot.js';

export interface SidecarOptions {
  readonly root: string;
  /** Looked through in order, then `root`. */
  readonly folders: readonly string[];
  readonly snapshot: string | null;
}

/** The raw timestamp of a document; undefined when the sidecar does not name it. */
export type Sidecar = (docId: string, name: string) => unknown;

/**
 * Opens the sidecar that an origin (`sidecar:FILE#path`) names.
 * @throws RaftCorpusError when the file is missing or holds no JSON object
 */
export async function openSidecar(origin: string, options: SidecarOptions): Promise<Sidecar> {
  const spec = fillSnapshot(origin.slice('sidecar:'.length), options.snapshot);
  const [file = '', inside] = splitOnce(spec, '#');
  const path = await find(file, options);
  const data = await load(path, file);
  if (inside === undefined) return (docId, name) => plainTime(data, [docId, name], file);
  const template = inside.split('.');
  // Filled in after splitting: a doc_id has dots of its own.
  return (docId, name) => {
    const fill = (id: string) => template.map((part) => part.replaceAll('{doc_id}', id));
    return walk(data, fill(docId)) ?? walk(data, fill(name));
  };
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

async function find(file: string, { root, folders }: SidecarOptions): Promise<string> {
  for (const folder of [...folders, root]) {
    const path = resolve(folder, file);
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  throw new RaftCorpusError(`the sidecar ${file} is not there`, {
    where: file,
    fix: "Put it into the folder of the source's files or of the config, or take it out of timestamps.",
  });
}

async function load(path: string, name: string): Promise<Record<string, unknown>> {
  const text = await readText(path, { name });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new RaftCorpusError(`the sidecar is not valid JSON: ${messageOf(error)}`, { where: name, fix: 'Repair it.' });
  }
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as Record<string, unknown>;
  throw new RaftCorpusError('the sidecar is not a JSON object', {
    where: name,
    fix: 'Write { "refund/index.md": "2026-04-01T10:00:00Z", … }.',
  });
}

function plainTime(data: Record<string, unknown>, keys: readonly string[], file: string): unknown {
  const key = keys.find((each) => Object.hasOwn(data, each));
  const value = key === undefined ? undefined : data[key];
  if (typeof value !== 'object' || value === null) return value;
  throw new RaftCorpusError(`the sidecar has an object for ${key}, not a timestamp`, {
    where: file,
    fix: `Say where in it the timestamp stands: sidecar:${file}#{doc_id}.updated_at`,
  });
}

function walk(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const segment of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, segment)) return undefined;
    here = (here as Record<string, unknown>)[segment];
  }
  return here;
}
