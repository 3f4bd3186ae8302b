import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import type { RaftCorpusError } from '../../src/core/errors.js';
import { embedderSchema } from '../../src/embed/config.js';

describe('embedderSchema', () => {
  it('is the bundled model when nothing is said', () => {
    expect(embedderSchema.parse({})).toEqual({
      model: 'bundled',
      queryPrefix: '',
      passagePrefix: '',
      pooling: 'mean',
      quantized: true,
      offline: false,
    });
  });

  it('is an endpoint when one is named, with defaults of its own', () => {
    expect(embedderSchema.parse({ endpoint: 'http://127.0.0.1:8080/v1', model: 'e5' })).toEqual({
      endpoint: 'http://127.0.0.1:8080/v1',
      model: 'e5',
      queryPrefix: '',
      passagePrefix: '',
      dims: undefined,
      requestDims: false,
      revision: undefined,
      maxTokens: 512,
      apiKeyEnv: 'RAFT_CORPUS_API_KEY',
      apiKeyRequired: false,
      batchSize: 32,
      concurrency: 4,
      timeout: 60,
      retries: 5,
    });
  });

  const at = { endpoint: 'http://127.0.0.1:8080/v1', model: 'e5' };
  it.each([
    { modle: 'bundled' },
    { model: '' },
    { pooling: 'max' },
    { maxTokens: 0 },
    { ...at, timeout: 301 },
    { ...at, concurrency: 0 },
    { ...at, dims: 1.5 },
    { ...at, apiKeyEnv: 'sk-0123456789' },
    { ...at, apiKeyEnv: 'abcdef0123456789' },
  ])('refuses %j', (section) => {
    expect(embedderSchema.safeParse(section).success).toBe(false);
  });

  it.each([
    [{ endpoint: at.endpoint }, 'model', 'the name under which the endpoint serves the model'],
    [{ ...at, endpoint: 'localhost:8080' }, 'endpoint', 'http://'],
    [{ ...at, endpoint: 'http://me:hunter2@host/v1' }, 'endpoint', 'environment variable'],
    [{ ...at, endpoint: 'http://host/v1?api_key=hunter2' }, 'endpoint', 'environment variable'],
    [{ ...at, pooling: 'cls' }, 'pooling', 'the server decides this'],
    [{ ...at, quantized: false }, 'quantized', 'the server decides this'],
    [{ ...at, offline: true }, 'offline', 'the server decides this'],
    [{ ...at, requestDims: true }, 'requestDims', 'needs `dims`'],
    [{ model: 'bundled', batchSize: 8 }, 'batchSize', 'behind an `endpoint`'],
    [{ apiKeyEnv: 'MY_KEY' }, 'apiKeyEnv', 'behind an `endpoint`'],
  ])('says of %j what does not go together', (section, key, message) => {
    const issues = embedderSchema.safeParse(section).error?.issues ?? [];
    expect(issues).toMatchObject([{ path: [key], message: expect.stringContaining(message) }]);
    expect(JSON.stringify(issues)).not.toContain('hunter2');
  });
});

it.each([
  ['apiKey: hunter2hunter2', '"apiKey" in embedder: a config is no place for a key'],
  ['api_key: hunter2hunter2', '"api_key" in embedder'],
  ['token: hunter2hunter2', '"token" in embedder'],
  ['batchsize: 4', 'did you mean "batchSize"?'],
  ['maxToken: 64', 'did you mean "maxTokens"?'],
])('a config with `%s` is told so, with its line', (line, message) => {
  const text = `store: s\nembedder:\n  endpoint: http://127.0.0.1:8080/v1\n  model: e5\n  ${line}\n`;
  let thrown: unknown;
  try {
    parseConfig(text, 'raft-corpus.yaml');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ message: expect.stringContaining(message) });
  const { message: said, fix: out } = thrown as RaftCorpusError;
  expect(`${said} ${out}`).not.toContain('hunter2');
  expect(said).toContain('line 5');
});
