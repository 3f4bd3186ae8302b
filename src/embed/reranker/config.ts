/** The `reranker:` part of the configuration: a cross-encoder that reads the best candidates again. */
import { z } from 'zod';

/**
 * Which cross-encoder rescores, and how deep. Strict: an unknown key is an error.
 * There is no bundled one: `model` is a folder in Hugging Face layout (relative to the config file) or a hub name.
 */
export const rerankerSchema = z.strictObject({
  model: z
    .string()
    .min(1)
    .describe('a folder | a hub name such as Xenova/bge-reranker-base, optionally with @revision'),
  depth: z.int().min(1).max(10_000).default(50).describe('how many of the best candidates of a query are rescored'),
  quantized: z.boolean().default(true).describe('onnx/model_quantized.onnx (true) or onnx/model.onnx (false)'),
  maxTokens: z
    .int()
    .min(8)
    .optional()
    .describe('cut pairs after this many tokens; default and ceiling: what the model states'),
  offline: z.boolean().default(false).describe('never download; a hub model must already be in the cache'),
});

/** A parsed `reranker:` section. */
export type RerankerConfig = z.infer<typeof rerankerSchema>;
