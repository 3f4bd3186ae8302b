/** The `embedder:` part of the configuration. */
import { z } from 'zod';

/**
 * Which model embeds, and how. Strict: an unknown key is an error.
 * `model` is `bundled`, a folder in Hugging Face layout (relative to the config file), or a hub name (`owner/name`).
 */
export const embedderSchema = z.strictObject({
  model: z
    .string()
    .min(1)
    .default('bundled')
    .describe('bundled | a folder | a hub name such as Xenova/all-MiniLM-L6-v2'),
  queryPrefix: z.string().default('').describe('put before each query, e.g. "query: " for E5'),
  passagePrefix: z.string().default('').describe('put before each passage, e.g. "passage: " for E5'),
  pooling: z.enum(['mean', 'cls']).default('mean').describe('how token vectors become one vector'),
  quantized: z.boolean().default(true).describe('onnx/model_quantized.onnx (true) or onnx/model.onnx (false)'),
  maxTokens: z
    .int()
    .min(8)
    .optional()
    .describe('cut texts after this many tokens; default and ceiling: what the model states'),
  offline: z.boolean().default(false).describe('never download; a hub model must already be in the cache'),
});

/** A parsed `embedder:` section. */
export type EmbedderConfig = z.infer<typeof embedderSchema>;
