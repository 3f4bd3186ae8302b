/** What is odd about a dataset folder before any row is read: no manifest, files edited by hand, another corpus. */

import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { sha256OfFile } from '../../core/hash.js';

/** The parts of a manifest that checking reads; older and newer ones have more. */
const manifestSchema = z.looseObject({
  kind: z.literal('raft'),
  corpus: z.looseObject({ tag: z.string(), as_of: z.string() }),
  files: z.record(z.string(), z.looseObject({ sha256: z.string() })),
});
export type CheckedManifest = z.infer<typeof manifestSchema>;

/** A manifest as far as it can be read, and what to tell the reader of the check. */
export interface ManifestCheck {
  readonly manifest: CheckedManifest | null;
  readonly notices: readonly string[];
}

export interface ManifestCheckOptions {
  readonly folder: string;
  /** The state that rows are compared with. */
  readonly tag: string;
  /** Completed refreshes of the store, oldest first; without them the manifest's own is not looked for. */
  readonly refreshes?: readonly { readonly tag: string; readonly n: number }[];
}

/** Reads `manifest.json` and compares the files with their hashes. Nothing of it stops a check: rows speak for themselves. */
export async function checkManifest(options: ManifestCheckOptions): Promise<ManifestCheck> {
  const { folder } = options;
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (text === null)
    return { manifest: null, notices: ['there is no manifest.json: files cannot be compared with what was built'] };
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (!parsed.success)
    return { manifest: null, notices: ['manifest.json is none of a RAFT dataset; the rows were checked all the same'] };
  const manifest = parsed.data;
  return { manifest, notices: [...corpusNotices(manifest, options), ...(await editedFiles(folder, manifest))] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function corpusNotices({ corpus }: CheckedManifest, { tag, refreshes }: ManifestCheckOptions): string[] {
  if (refreshes === undefined) return [];
  const made = refreshes.find((refresh) => refresh.tag === corpus.tag);
  const compared = refreshes.find((refresh) => refresh.tag === tag);
  if (made === undefined) {
    return [
      `it was made from refresh ${corpus.tag}, which this store does not have: was it built from another corpus?`,
    ];
  }
  if (compared === undefined || made.n <= compared.n) return [];
  return [`it was made from refresh ${corpus.tag}, which is later than ${tag}, with which it is compared`];
}

async function editedFiles(folder: string, { files }: CheckedManifest): Promise<string[]> {
  const notices: string[] = [];
  for (const [name, { sha256 }] of Object.entries(files)) {
    // A manifest may come from anywhere: it names files of its own folder, and opens no others.
    const path = resolve(folder, name);
    const found = path.startsWith(`${resolve(folder)}${sep}`) ? await hashOf(path) : null;
    if (found === null) notices.push(`${name} is in the manifest and not in the folder`);
    else if (found !== sha256) notices.push(`${name} is not as it was built: edited by hand, or by another tool`);
  }
  return notices;
}

async function hashOf(path: string): Promise<string | null> {
  try {
    return await sha256OfFile(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
