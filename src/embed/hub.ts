/**
 * Downloads a model from a Hugging Face hub into a cache folder of the same layout, file by file and whole or not
 * at all, so that an interrupted download never leaves a truncated model behind.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf, RaftCorpusError } from '../core/errors.js';
import type { Progress } from '../core/progress.js';
import { exists, TEXT_FILES, weightsFile } from './model-files.js';

/** What {@link fetchHubModel} needs. */
export interface HubRequest {
  /** `owner/name`. */
  readonly model: string;
  readonly cacheDir: string;
  readonly quantized: boolean;
  readonly offline: boolean;
  readonly progress: Progress;
  readonly hubUrl?: string;
}

const HUB = 'https://huggingface.co';
const STALL_MS = 30_000;

/**
 * The cached folder of a hub model, after downloading what it lacks.
 * @throws RaftCorpusError when offline and not cached, when the hub cannot be reached, or has no such file
 */
export async function fetchHubModel(request: HubRequest): Promise<string> {
  const folder = join(request.cacheDir, ...request.model.split('/'));
  const names = [...TEXT_FILES, weightsFile(request.quantized)];
  const missing: string[] = [];
  for (const name of names) if (!(await exists(join(folder, name)))) missing.push(name);
  if (missing.length === 0) return folder;
  if (request.offline) {
    throw new RaftCorpusError(`the model ${request.model} is not in the cache and embedder.offline is set`, {
      where: join(folder, missing[0] ?? ''),
      fix: offlineWayOut(folder),
    });
  }
  request.progress.warn(`downloading ${request.model} (${missing.join(', ')}) to ${folder}`);
  for (const name of missing) await download(request, name, join(folder, name));
  return folder;
}

async function download(request: HubRequest, name: string, target: string): Promise<void> {
  const url = `${request.hubUrl ?? HUB}/${request.model}/resolve/main/${name}`;
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    const stall = new AbortController();
    const timer = setTimeout(() => stall.abort(new Error('no answer for 30 s')), STALL_MS);
    const response = await fetch(url, { signal: stall.signal }).finally(() => clearTimeout(timer));
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const stated = response.headers.has('content-encoding') ? null : response.headers.get('content-length');
    const total = stated === null ? undefined : Number(stated);
    await mkdir(dirname(target), { recursive: true });
    let done = 0;
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    body.on('data', (chunk: Buffer) => {
      done += chunk.length;
      request.progress.update(`download ${name} (bytes)`, done, total);
    });
    await pipeline(body, createWriteStream(temporary));
    if (total !== undefined && done !== total) throw new Error(`got ${done} of ${total} bytes`);
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new RaftCorpusError(`cannot download ${name} of ${request.model}: ${reason(cause)}`, {
      where: url,
      fix: offlineWayOut(dirname(target).endsWith('onnx') ? dirname(dirname(target)) : dirname(target)),
      cause,
    });
  }
}

/** `fetch failed` says nothing; its cause does. */
function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? messageOf(error) : `${messageOf(error)} (${messageOf(cause)})`;
}

function offlineWayOut(folder: string): string {
  return `Without the network: use embedder.model: bundled, or copy the model's files (Hugging Face layout) into ${folder} or name their folder as embedder.model.`;
}
