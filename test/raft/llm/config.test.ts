import { describe, expect, it } from 'vitest';
import { llmSchema } from '../../../src/raft/llm/config.js';

const given = { endpoint: 'http://127.0.0.1:8080/v1', model: 'm' };
const problem = (more: object): string => {
  const { error } = llmSchema.safeParse({ ...given, ...more });
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') ?? 'fine';
};

describe('raft.llm', () => {
  it('needs an endpoint and a model, and has a default for the rest', () => {
    expect(llmSchema.parse(given)).toMatchObject({
      writes: [],
      apiKeyEnv: 'RAFT_CORPUS_LLM_API_KEY',
      apiKeyRequired: false,
      temperature: 0,
      cache: '.raft-corpus-cache/llm',
      questions: { share: 0.3, perPassage: 3 },
      budget: {},
      confirmAboveCalls: 200,
    });
    expect(llmSchema.parse({ ...given, apiKeyEnv: 'MY_KEY' })).toMatchObject({
      apiKeyEnv: 'MY_KEY',
      apiKeyRequired: true,
    });
  });

  it.each([
    ['a key in the address', { endpoint: 'https://user:secret@host/v1' }, 'endpoint: it holds a password or key'],
    ['the last part of the address', { endpoint: 'http://h/v1/chat/completions' }, 'endpoint: name the base address'],
    ['a key for its variable', { apiKeyEnv: 'sk-abc' }, 'apiKeyEnv: it is the name of an environment variable'],
    ['a cost without a price', { budget: { maxCost: 1 } }, 'budget.maxCost: it needs `price`'],
    ['an unknown key', { modle: 'x' }, 'Unrecognized key: "modle"'],
    ['a negative price', { price: { inputPerMillion: -1, outputPerMillion: 1 } }, 'price.inputPerMillion'],
    ['a currency in words', { price: { inputPerMillion: 1, outputPerMillion: 1, currency: 'euro' } }, 'three capitals'],
    ['an unknown task', { writes: ['poems'] }, 'writes.0'],
    ['a longer wait than the network has', { timeout: 301 }, 'timeout'],
  ])('refuses %s', (_, more, message) => {
    expect(problem(more)).toContain(message);
    expect(problem(more)).not.toContain('secret');
  });
});
