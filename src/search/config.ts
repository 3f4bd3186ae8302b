/** The `search:` part of the configuration: how passages are found when nothing else is said. */
import { z } from 'zod';
import { HYBRID_DEFAULTS } from './hybrid.js';
import { BM25_DEFAULTS } from './lexical/bm25.js';

/** Ways to find passages. */
export const SEARCH_KINDS = ['dense', 'lexical', 'hybrid'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

const share = z.number().min(0).max(1);

/** Strict: an unknown key is an error. */
export const searchSchema = z.strictObject({
  retriever: z.enum(SEARCH_KINDS).default('hybrid').describe('how passages are found unless a command says otherwise'),
  lexical: z
    .strictObject({
      k1: z
        .number()
        .min(0)
        .max(10)
        .default(BM25_DEFAULTS.k1)
        .describe('BM25: how soon repeats of a term stop counting'),
      b: share.default(BM25_DEFAULTS.b).describe('BM25: how much long passages are held back'),
    })
    .prefault({}),
  hybrid: z
    .strictObject({
      fusion: z
        .enum(['weighted', 'rrf'])
        .default(HYBRID_DEFAULTS.fusion)
        .describe('weighted: a weighted mean of scores; rrf: reciprocal ranks'),
      denseWeight: share
        .default(HYBRID_DEFAULTS.denseWeight)
        .describe('share of the dense ranking; lexical has the rest'),
      depth: z.int().min(1).max(10_000).default(HYBRID_DEFAULTS.depth).describe('hits of each ranking that are fused'),
      rrfK: z.number().min(0).default(HYBRID_DEFAULTS.rrfK).describe('k of reciprocal rank fusion'),
    })
    .prefault({}),
});

/** A parsed `search:` section. */
export type SearchConfig = z.infer<typeof searchSchema>;
