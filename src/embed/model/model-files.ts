/**
 * Finds the files of a model in Hugging Face layout and identifies them by their bytes:
 *
 *     config.json  tokenizer.json  tokenizer_config.json  onnx/model_quantized.onnx | onnx/model.onnx
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import { sha256OfFile } from '../../core/hash.js';

/** The files that decide what a model computes, besides the weights. */
export const TEXT_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;

/** Path of the weights below a model's folder. */
export function weightsFile(quantized: boolean): string {
  return quantized ? 'onnx/model_quantized.onnx' : 'onnx/model.onnx';
}

type JsonObject = Readonly<Record<string, unknown>>;

/** A complete local model. */
export interface ModelFiles {
  readonly folder: string;
  /** Absolute path of the ONNX file. */
  readonly weights: string;
  /** config.json, tokenizer.json and tokenizer_config.json as parsed. */
  readonly config: JsonObject;
  readonly tokenizer: JsonObject;
  readonly tokenizerConfig: JsonObject;
  /** `name:sha256` of each file that decides what the model computes, in a fixed order. */
  readonly digests: readonly string[];
}

/**
 * Checks that a folder holds a whole model, and hashes it.
 * @throws RaftCorpusError naming the file that is missing, empty, unreadable or no JSON, and the way out
 */
export async function readModelFiles(folder: string, quantized: boolean): Promise<ModelFiles> {
  const digests: string[] = [];
  const read = async (name: (typeof TEXT_FILES)[number]): Promise<JsonObject> => {
    const path = join(folder, name);
    await requireFile(path);
    const text = await reading(path, () => readFile(path, 'utf8'));
    digests.push(`${name}:${createHash('sha256').update(text).digest('hex')}`);
    return parseObject(text, path);
  };
  const config = await read('config.json');
  const tokenizer = await read('tokenizer.json');
  const tokenizerConfig = await read('tokenizer_config.json');
  const name = weightsFile(quantized);
  const weights = join(folder, name);
  await requireFile(weights, await otherWeightsHint(folder, quantized));
  digests.push(`${name}:${await digestOf(weights)}`);
  // Models above 2 GB keep their tensors beside the graph; these bytes decide the vectors just as much.
  const external = `${weights}_data`;
  if (await exists(external)) digests.push(`${name}_data:${await digestOf(external)}`);
  return { folder, weights, config, tokenizer, tokenizerConfig, digests };
}

/** Whether something is at `path`. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

const COMPLETE = `${TEXT_FILES.join(', ')}, ${weightsFile(true)}`;

async function requireFile(path: string, hint?: string): Promise<void> {
  const found = await reading(path, () =>
    stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw error;
    }),
  );
  if (found?.isFile() && found.size > 0) return;
  throw new RaftCorpusError(found?.isFile() ? 'a file of the model is empty' : 'a file of the model is missing', {
    where: path,
    fix:
      hint ??
      `Restore the file, or name a complete folder (${COMPLETE}) as model; for the embedder, \`bundled\` is always there.`,
  });
}

/** Runs `work` on `path`; what the system says against it becomes an error that names the file. */
async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new RaftCorpusError(`a file of the model cannot be read: ${messageOf(cause)}`, {
      where: path,
      fix: 'Check that the file and its folders may be read.',
      cause,
    });
  }
}

async function otherWeightsHint(folder: string, quantized: boolean): Promise<string | undefined> {
  if (!(await exists(join(folder, weightsFile(!quantized))))) return undefined;
  return `The folder has ${weightsFile(!quantized)}: set quantized to ${String(!quantized)}.`;
}

function parseObject(text: string, path: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as JsonObject;
    throw new Error('not a JSON object');
  } catch (cause) {
    throw new RaftCorpusError(`a file of the model cannot be read: ${messageOf(cause)}`, {
      where: path,
      fix: 'It is probably cut off or no model file at all: delete it and fetch it again.',
      cause,
    });
  }
}

async function digestOf(path: string): Promise<string> {
  return reading(path, () => sha256OfFile(path));
}
