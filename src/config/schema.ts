/** `raft-corpus.yaml` as a whole: each layer's own schema, assembled. Unknown keys are errors. */
import { z } from 'zod';
import { statementsSchema } from '../corpus/freshness/contradictions/config.js';
import { sourceSchema } from '../corpus/sources/config.js';
import { intentsSchema } from '../curation/intents/config.js';
import { embedderSchema } from '../embed/config.js';
import { rerankerSchema } from '../embed/reranker/config.js';
import { raftSchema } from '../raft/config.js';
import { searchSchema } from '../search/config.js';

export const configSchema = z.strictObject({
  store: z
    .string()
    .min(1)
    .default('.raft-corpus')
    .describe('LanceDB URI: a folder relative to this file, s3://, gs:// or az://'),
  embedder: embedderSchema.prefault({}).describe('The model that turns text into vectors'),
  search: searchSchema.prefault({}).describe('How passages are found'),
  reranker: rerankerSchema.optional().describe('A cross-encoder that reads the best candidates again; none without it'),
  passages: z
    .strictObject({
      maxTokens: z
        .int()
        .min(16)
        .max(8192)
        .default(512)
        .describe("Longest passage in tokens; never more than the model's own limit"),
    })
    .prefault({})
    .describe('How documents are cut'),
  sources: z.array(sourceSchema).min(1).describe('Where documents come from'),
  statements: statementsSchema
    .default([])
    .describe('Facts that pages state in prose, so that two pages can be compared'),
  raft: raftSchema.prefault({}).describe('What a RAFT dataset is made of'),
  intents: intentsSchema.prefault({}).describe('What holds of labelled utterances'),
  suites: z.array(z.string().min(1)).default([]).describe('Eval suites, relative to this file'),
});

export type Config = z.infer<typeof configSchema>;
