/**
 * Finds the files of a model in Hugging Face layout and identifies them by their bytes:
 *
 *     config.json  tokenizer.json  tokenizer_config.json  onnx/model_quantized.onnx | onnx/model.onnx
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RaftCorpusError } from '../core/errors.js';

/** The files that decide a vector besides the weights. */
export const TEXT_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;

/** Path of the weights below a model's folder. */
export function weightsFile(quantized: boolean): string {
  return quantized ? 'onnx/model_quantized.onnx' : 'onnx/model.onnx';
}

/** A complete local model. */
export interface ModelFiles {
  readonly folder: string;
  /** Absolute path of the ONNX file. */
  readonly weights: string;
  /** config.json as parsed. */
  readonly config: Readonly<Record<string, unknown>>;
  /** `name:sha256` of each file that decides a vector, in a fixed order. */
  readonly digests: readonly string[];
}

/**
 * Checks that a folder holds a whole model, and hashes it.
 * @throws RaftCorpusError naming the file that is missing, empty or no JSON, and the way out
 */
export async function readModelFiles(folder: string, quantized: boolean): Promise<ModelFiles> {
  const digests: string[] = [];
  let config: Record<string, unknown> = {};
  for (const name of TEXT_FILES) {
    const path = join(folder, name);
    await requireFile(path);
    const text = await readFile(path, 'utf8');
    const parsed = parseObject(text, path);
    if (name === 'config.json') config = parsed;
    digests.push(`${name}:${createHash('sha256').update(text).digest('hex')}`);
  }
  const weights = join(folder, weightsFile(quantized));
  await requireFile(weights, await otherWeightsHint(folder, quantized));
  digests.push(`${weightsFile(quantized)}:${await digestOf(weights)}`);
  // Models above 2 GB keep their tensors beside the graph; these bytes decide the vectors just as much.
  const external = `${weights}_data`;
  if (await exists(external)) digests.push(`${weightsFile(quantized)}_data:${await digestOf(external)}`);
  return { folder, weights, config, digests };
}

/** Whether something is at `path`. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function requireFile(path: string, hint?: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() && found.size > 0) return;
  throw new RaftCorpusError(
    found?.isFile() ? 'a file of the embedding model is empty' : 'a file of the embedding model is missing',
    {
      where: path,
      fix:
        hint ??
        'Restore the file, or point embedder.model at a complete folder (config.json, tokenizer.json, tokenizer_config.json, onnx/model_quantized.onnx); `bundled` is always available.',
    },
  );
}

async function otherWeightsHint(folder: string, quantized: boolean): Promise<string | undefined> {
  if (!(await exists(join(folder, weightsFile(!quantized))))) return undefined;
  return `The folder has ${weightsFile(!quantized)}: set embedder.quantized to ${String(!quantized)}.`;
}

function parseObject(text: string, path: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
    throw new Error('not a JSON object');
  } catch (cause) {
    throw new RaftCorpusError(`a file of the embedding model cannot be read: ${messageOf(cause)}`, {
      where: path,
      fix: 'It is probably cut off or no model file at all: fetch it again.',
      cause,
    });
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
