/**
 * The `embedder:` part of the configuration. One strict list of keys, so that a misspelt one gets its "did you mean"
 * whatever it was meant for; which of them go together is checked after, and the parsed section is one of two kinds.
 */
import { z } from 'zod';
import { addressProblem } from '../endpoint/address.js';
import { keyVariableSchema } from '../endpoint/key-variable.js';

/** Keys that mean something for either kind. */
const shared = {
  queryPrefix: z.string().default('').describe('put before each query, e.g. "query: " for E5'),
  passagePrefix: z.string().default('').describe('put before each passage, e.g. "passage: " for E5'),
};

const transformersOnly = {
  pooling: z.enum(['mean', 'cls']).optional().meta({ default: 'mean' }).describe('how token vectors become one vector'),
  quantized: z
    .boolean()
    .optional()
    .meta({ default: true })
    .describe('onnx/model_quantized.onnx (true) or onnx/model.onnx (false)'),
  offline: z
    .boolean()
    .optional()
    .meta({ default: false })
    .describe('never download; a hub model must already be in the cache'),
};

/** Environment variable of an endpoint's key when the config names none. One of our own: no other service's key is sent. */
const API_KEY_ENV = 'RAFT_CORPUS_API_KEY';

const endpointOnly = {
  dims: z.int().min(1).max(65_536).optional().describe('endpoint: length of its vectors; another length is an error'),
  requestDims: z
    .boolean()
    .optional()
    .meta({ default: false })
    .describe('endpoint: ask the server to shorten its vectors to `dims` (sent as `dimensions`)'),
  revision: z
    .string()
    .min(1)
    .optional()
    .describe("endpoint: your label of the model's weights; change it when they change, then `refresh --reembed`"),
  apiKeyEnv: keyVariableSchema
    .optional()
    .meta({ default: API_KEY_ENV })
    .describe('endpoint: environment variable that holds the key; without a key none is sent'),
  batchSize: z
    .int()
    .min(1)
    .max(2048)
    .optional()
    .meta({ default: 32 })
    .describe('endpoint: most texts in a request; what the server refuses as too much is sent in halves'),
  concurrency: z.int().min(1).max(64).optional().meta({ default: 4 }).describe('endpoint: requests at the same time'),
  timeout: z
    .number()
    .positive()
    // Node's own fetch gives up after 300 s without a byte.
    .max(300)
    .optional()
    .meta({ default: 60 })
    .describe('endpoint: seconds a request may take, its whole answer included'),
  retries: z
    .int()
    .min(0)
    .max(20)
    .optional()
    .meta({ default: 5 })
    .describe('endpoint: tries after the first, with growing waits'),
};

const sectionSchema = z.strictObject({
  endpoint: z
    .string()
    .optional()
    .describe(
      'base address of an OpenAI-compatible API, e.g. http://127.0.0.1:8080/v1; the key stays in the environment',
    ),
  model: z
    .string()
    .min(1)
    .optional()
    .meta({ default: 'bundled' })
    .describe(
      "bundled | a folder | a hub name such as Xenova/all-MiniLM-L6-v2; with an endpoint: the server's name for it",
    ),
  maxTokens: z
    .int()
    .min(8)
    .optional()
    .describe(
      'cut texts after this many tokens; default and ceiling: what the model states. With an endpoint: 512 by default, in estimated tokens',
    ),
  ...shared,
  ...transformersOnly,
  ...endpointOnly,
});

type Section = z.infer<typeof sectionSchema>;

/** A model that runs here: bundled, a folder, or from a hub. */
export interface TransformersConfig {
  /** `bundled`, a folder in Hugging Face layout (relative to the config file), or a hub name (`owner/name`). */
  readonly model: string;
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  readonly pooling: 'mean' | 'cls';
  readonly quantized: boolean;
  readonly maxTokens?: number | undefined;
  readonly offline: boolean;
}

/** A model behind an OpenAI-compatible API. */
export interface EndpointConfig {
  /** Base address, without a key in it. */
  readonly endpoint: string;
  /** The server's name for it. */
  readonly model: string;
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  /** Length of the vectors, where the user states it. */
  readonly dims?: number | undefined;
  /** Whether `dims` is sent. */
  readonly requestDims: boolean;
  readonly revision?: string | undefined;
  /** Longest input in estimated tokens. */
  readonly maxTokens: number;
  /** Name of the environment variable, never the key. */
  readonly apiKeyEnv: string;
  /** Whether the config names it: then it has to be set. */
  readonly apiKeyRequired: boolean;
  readonly batchSize: number;
  readonly concurrency: number;
  /** Seconds. */
  readonly timeout: number;
  readonly retries: number;
}

/** A parsed `embedder:` section. */
export type EmbedderConfig = TransformersConfig | EndpointConfig;

/** Which model embeds, and how. Strict: an unknown key is an error, and so is one that means nothing beside the others. */
export const embedderSchema = sectionSchema
  .superRefine((section, context) => {
    for (const [key, message] of misplaced(section)) context.addIssue({ code: 'custom', path: [key], message });
  })
  .transform((section): EmbedderConfig => (section.endpoint === undefined ? localModel(section) : remote(section)));

/** Whether a parsed section names an endpoint. */
export function isEndpoint(config: EmbedderConfig): config is EndpointConfig {
  return 'endpoint' in config;
}

function misplaced(section: Section): readonly (readonly [string, string])[] {
  const given = (keys: object): string[] =>
    Object.keys(keys).filter((key) => section[key as keyof Section] !== undefined);
  if (section.endpoint === undefined) {
    return given(endpointOnly).map((key) => [key, 'it is for a model behind an `endpoint`, and none is named here']);
  }
  const problem = addressProblem(section.endpoint);
  return [
    ...(problem === null ? [] : [['endpoint', problem] as const]),
    ...given(transformersOnly).map((key) => [key, 'with an `endpoint` the server decides this; take it out'] as const),
    ...(section.model === undefined
      ? [['model', 'it is missing: the name under which the endpoint serves the model'] as const]
      : []),
    ...(section.requestDims && section.dims === undefined
      ? [['requestDims', 'it needs `dims`, the length to ask for'] as const]
      : []),
  ];
}

function localModel(section: Section): TransformersConfig {
  const {
    model = 'bundled',
    queryPrefix,
    passagePrefix,
    pooling = 'mean',
    quantized = true,
    offline = false,
  } = section;
  const { maxTokens } = section;
  return {
    ...{ model, queryPrefix, passagePrefix, pooling, quantized, offline },
    ...(maxTokens === undefined ? {} : { maxTokens }),
  };
}

function remote(section: Section): EndpointConfig {
  return {
    endpoint: section.endpoint ?? '',
    model: section.model ?? '',
    queryPrefix: section.queryPrefix,
    passagePrefix: section.passagePrefix,
    dims: section.dims,
    requestDims: section.requestDims ?? false,
    revision: section.revision,
    maxTokens: section.maxTokens ?? 512,
    apiKeyEnv: section.apiKeyEnv ?? API_KEY_ENV,
    apiKeyRequired: section.apiKeyEnv !== undefined,
    batchSize: section.batchSize ?? 32,
    concurrency: section.concurrency ?? 4,
    timeout: section.timeout ?? 60,
    retries: section.retries ?? 5,
  };
}
