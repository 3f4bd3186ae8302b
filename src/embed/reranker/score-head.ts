/**
 * From a cross-encoder's logits to one score a pair, as sentence-transformers' `CrossEncoder` does:
 * one logit goes through a sigmoid, unless the model's config.json names the identity (`ms-marco` models do);
 * of two logits, the softmax share of the positive class.
 */
import { join } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import type { ModelFiles } from '../model/model-files.js';

/** How logits become a score. */
export interface ScoreHead {
  /** Part of the reranker's fingerprint. */
  readonly name: string;
  /** Score from one row of logits. */
  score(logits: Float32Array): number;
}

const POSITIVE = /^(label_1|1|true|yes|positive|relevant|entailment|duplicate|paraphrase|equivalent)$/i;

/**
 * The head for a model whose logits have `labels` columns.
 * @throws RaftCorpusError when the classes do not say which one means "relevant"
 */
export function scoreHead(files: ModelFiles, labels: number): ScoreHead {
  if (labels === 1) return activation(files) === 'identity' ? IDENTITY : SIGMOID;
  const positive = positiveClass(files, labels);
  return {
    name: `softmax-${positive}`,
    score: (logits) => {
      const top = logits.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY);
      const total = logits.reduce((sum, value) => sum + Math.exp(value - top), 0);
      return Math.exp((logits[positive] ?? Number.NaN) - top) / total;
    },
  };
}

const IDENTITY: ScoreHead = { name: 'identity', score: (logits) => logits[0] ?? Number.NaN };
const SIGMOID: ScoreHead = { name: 'sigmoid', score: (logits) => 1 / (1 + Math.exp(-(logits[0] ?? Number.NaN))) };

/** sentence-transformers writes the function's class name, since version 4 below a key of its own. */
function activation({ config }: ModelFiles): 'identity' | 'sigmoid' {
  const own = config['sentence_transformers'] as { readonly activation_fn?: unknown } | undefined;
  const stated = own?.activation_fn ?? config['sbert_ce_default_activation_function'];
  return typeof stated === 'string' && stated.endsWith('Identity') ? 'identity' : 'sigmoid';
}

function positiveClass({ config, folder }: ModelFiles, labels: number): number {
  const names = Object.entries((config['id2label'] ?? {}) as Readonly<Record<string, unknown>>);
  const found = names.filter(([, name]) => POSITIVE.test(String(name)));
  const index = Number(found[0]?.[0]);
  if (found.length === 1 && index < labels) return index;
  if (names.length === 0 && labels === 2) return 1;
  throw new RaftCorpusError(
    `the model has ${labels} classes (${names.map(([, name]) => String(name)).join(', ')}), none of them plainly "relevant"`,
    {
      where: join(folder, 'config.json'),
      fix: 'Use a cross-encoder with one output, or with classes such as LABEL_0 and LABEL_1 in id2label.',
    },
  );
}
