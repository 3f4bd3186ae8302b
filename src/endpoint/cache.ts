/**
 * Answers on disk, by what they answer: a run that was killed, or is run again, pays for no answer twice. An entry is one
 * small file that appears whole or not at all; one that cannot be read as what was written is as good as absent. Failures
 * are never put here, and neither is anything that is not part of question or answer.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RaftCorpusError } from '../core/errors.js';
import { writeFileAtomic } from '../core/files.js';
import { sha256 } from '../core/hash.js';

/** An answer as it is kept. */
export interface CachedAnswer {
  /** The server's name for the model that was asked. */
  readonly model: string;
  /** JSON that passed the asker's schema. */
  readonly value: unknown;
  /** The model that answered, as the server names it. */
  readonly served: string | null;
  /** Tokens of all calls that it took; `estimated` where the server did not count. */
  readonly usage: { readonly prompt: number; readonly completion: number; readonly estimated: boolean };
}

/** Answers by key, a sha256 in hexadecimal digits. */
export interface AnswerCache {
  readonly folder: string;
  /** @returns null when there is none, or none that is whole */
  get(key: string): Promise<CachedAnswer | null>;
  /** @throws RaftCorpusError when it cannot be written: going on would be paying for answers that are lost */
  put(key: string, answer: CachedAnswer): Promise<void>;
}

const SCHEMA = 1;

/** The cache in a folder, which is made when the first answer comes. */
export function openAnswerCache(folder: string): AnswerCache {
  // Two levels: a folder of 100,000 files is slow to list everywhere.
  const pathOf = (key: string): string => join(folder, key.slice(0, 2), `${key}.json`);
  return {
    folder,
    get: async (key) => {
      const text = await readFile(pathOf(key), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw new RaftCorpusError(`a cached answer cannot be read: ${messageOf(error)}`, {
          where: pathOf(key),
          fix: 'Make the folder readable, or name another as the cache.',
          cause: error,
        });
      });
      return text === null ? null : parseEntry(text, key);
    },
    put: async (key, { model, served, value, usage }) => {
      const body = { model, served, value, usage };
      const entry = { schema: SCHEMA, key, check: checkOf(key, body), ...body };
      await writeFileAtomic(pathOf(key), `${JSON.stringify(entry)}\n`).catch((cause: unknown) => {
        throw new RaftCorpusError(`an answer cannot be kept: ${messageOf(cause)}`, {
          where: pathOf(key),
          fix: 'Make room or the folder writable, or name another as the cache; answers that are not kept are paid for again.',
          cause,
        });
      });
    },
  };
}

function parseEntry(text: string, key: string): CachedAnswer | null {
  try {
    const { schema, key: own, check, ...body } = JSON.parse(text) as Record<string, unknown>;
    if (schema !== SCHEMA || own !== key || check !== checkOf(key, body)) return null;
    return body as unknown as CachedAnswer;
  } catch {
    return null;
  }
}

/** Tells a damaged or edited entry from a whole one; JSON keeps the order of keys, so equal bodies have equal texts. */
function checkOf(key: string, body: object): string {
  return sha256(key, JSON.stringify(body));
}
