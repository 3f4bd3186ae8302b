/** What the command line does about a chat model before any of it is asked: checks, preview, consent. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildWithLlm, checkLlm, type LlmFlags, previewOfLlm } from '../../../src/cli/build/llm.js';
import type { CommonOptions, Run } from '../../../src/cli/command.js';
import type { OpenCorpus } from '../../../src/cli/corpus.js';
import { renderLlmPreview, renderLlmRun } from '../../../src/cli/render/llm.js';
import { configSchema } from '../../../src/config/schema.js';
import { fixedClock } from '../../../src/core/clock.js';
import { RaftCorpusError } from '../../../src/core/errors.js';
import { indexView, type ViewIndex } from '../../../src/verify/view-index.js';
import { CHAT_MODEL, type ChatServer, chatServer } from '../../helpers/chat-server.js';
import { answerWell } from '../../helpers/scripted-llm.js';
import { hashingEmbedder, shopDocuments, smallView } from '../../helpers/small-view.js';

type Given = CommonOptions & LlmFlags;

let index: ViewIndex;
let server: ChatServer;
let told: string[];
beforeAll(async () => {
  index = indexView(await smallView(shopDocuments()));
});
beforeEach(async () => {
  server = await chatServer(answerWell);
  told = [];
});
afterEach(() => server.close());

/** A run as the command hands it over, with `llm` as raft.llm; null: the config names no model. */
function runOf(options: Given, llm: object | null = {}, env: Record<string, string> = {}) {
  const named = { endpoint: server.url, model: CHAT_MODEL, ...llm };
  const parsed = configSchema.parse({
    sources: [{ id: 'catalog', kind: 'catalog', path: 'c.jsonl', fields: { id: 'id', title: 'title' } }],
    ...(llm === null ? {} : { raft: { llm: named } }),
  });
  const config = { ...parsed, file: 'raft-corpus.yaml', root: join(tmpdir(), 'raft-corpus-no-such-folder') };
  const progress = { update: () => {}, warn: (message: string) => void told.push(message), close: () => {} };
  const io = {
    env,
    err: (text: string) => void told.push(text),
    clock: fixedClock('2026-07-15'),
    writer: { host: 'h', pid: 1 },
  };
  const run = { io, options, progress, config: async () => config } as unknown as Run<Given>;
  const corpus = { config, index, embedder: hashingEmbedder() } as unknown as OpenCorpus;
  const build = { index, embedder: hashingEmbedder(), seed: 1, examples: 40 };
  return { run, corpus, build };
}

async function refusal(options: Given, llm?: object | null, env?: Record<string, string>): Promise<string> {
  const error: unknown = await checkLlm(runOf(options, llm, env).run).catch((reason: unknown) => reason);
  if (error === undefined) return 'fine';
  expect(error).toBeInstanceOf(RaftCorpusError);
  const { message, where, fix } = error as RaftCorpusError;
  return `${message} | ${where} | ${fix}`;
}

describe('before the corpus is read', () => {
  it.each<[string, Given, object | null | undefined, string]>([
    ['no model in the config', { llm: 'rewrite' }, null, 'Add raft.llm'],
    ['an unknown task', { llm: 'rewrites' }, undefined, 'did you mean "rewrite"'],
    ['an unknown limit', { llm: 'rewrite', llmBudget: 'call=3' }, undefined, 'calls=500'],
    ['half a call', { llm: 'rewrite', llmBudget: 'calls=1.5' }, undefined, 'whole numbers'],
    ['no number', { llm: 'rewrite', llmBudget: 'tokens=' }, undefined, '--llm-budget cannot hold "tokens="'],
    ['a negative cost', { llm: 'rewrite', llmBudget: 'cost=-1' }, undefined, 'cannot hold "cost=-1"'],
    ['a cost without a price', { llm: 'rewrite', llmBudget: 'cost=2' }, undefined, 'Add price'],
    ['a key that is not set', { llm: 'rewrite' }, { apiKeyEnv: 'MY_KEY' }, 'MY_KEY is not set'],
    ['another machine offline', { llm: 'rewrite', offline: true }, { endpoint: 'https://api.example/v1' }, '--offline'],
  ])('refuses %s', async (_, options, llm, message) => {
    expect(await refusal(options, llm)).toContain(message);
  });

  it('is fine with a model on this machine offline, a key that is set, and nothing asked for', async () => {
    expect(await refusal({ llm: 'rewrite,reasoning', offline: true })).toBe('fine');
    expect(await refusal({ llm: 'questions' }, { apiKeyEnv: 'MY_KEY' }, { MY_KEY: 'k' })).toBe('fine');
    expect(await refusal({}, null)).toBe('fine');
    expect(await refusal({ llm: 'none' }, { apiKeyEnv: 'MY_KEY', writes: ['rewrite'] })).toBe('fine');
    expect(await refusal({}, { apiKeyEnv: 'MY_KEY', writes: ['rewrite'] })).toContain('MY_KEY');
  });
});

describe('before a call is paid for', () => {
  it('says what a build will ask, and stops where nobody says yes', async () => {
    const { run, corpus, build } = runOf({ llm: 'rewrite,reasoning' }, { confirmAboveCalls: 5 });
    await expect(buildWithLlm(run, corpus, build)).rejects.toThrow(/may make \d+ calls, and nobody said yes/);
    expect(told.join()).toContain('The chat model will be asked (estimated)');
    expect(server.seen).toHaveLength(0);
  });

  it('goes on with --yes, or below the number of calls', async () => {
    for (const [options, llm] of [
      [{ llm: 'rewrite', yes: true }, { confirmAboveCalls: 0 }],
      [{ llm: 'rewrite' }, { confirmAboveCalls: 1000 }],
    ] as const) {
      const { run, corpus, build } = runOf(options, llm);
      const made = await buildWithLlm(run, corpus, build);
      expect(made.build.settings).toHaveProperty('llm.tasks', ['rewrite']);
    }
    expect(told.filter((text) => text.includes('will be asked'))).toHaveLength(2);
    expect(server.seen).toHaveLength(0);
  });

  it('has no part in a build that asks for none', async () => {
    const { run, corpus, build } = runOf({});
    const made = await buildWithLlm(run, corpus, build);
    expect(made.build.llm).toBeUndefined();
    expect(made.llm()).toEqual({ json: {}, text: '' });
    expect(await previewOfLlm(run, corpus, made.build)).toEqual({ json: {}, text: '' });
    expect(told).toEqual([]);
  });

  it('knows a price only where one is configured', async () => {
    const { run, corpus, build } = runOf({ llm: 'reasoning', yes: true });
    const { text } = await previewOfLlm(run, corpus, (await buildWithLlm(run, corpus, build)).build);
    expect(text).toContain('Without raft.llm.price no cost is known.');
    const priced = runOf(
      { llm: 'reasoning', yes: true },
      { price: { inputPerMillion: 3, outputPerMillion: 9, currency: 'EUR' } },
    );
    const shown = await previewOfLlm(
      priced.run,
      priced.corpus,
      (await buildWithLlm(priced.run, priced.corpus, build)).build,
    );
    expect(shown.text).toMatch(/\d+\.\d+ EUR/);
    expect(shown.text).not.toContain('no cost is known');
  });
});

it('tells afterwards what was asked, what came of it, and what stopped it', () => {
  const estimate = { calls: 2, prompt_tokens: 1000, completion_tokens: 10, cost: null };
  const preview = {
    tasks: [{ task: 'rewrite' as const, ...estimate }],
    likely: estimate,
    most: estimate,
    currency: null,
    how: ['H.'],
  };
  expect(renderLlmPreview(preview)).toContain('rewrite');
  const text = renderLlmRun({
    ...{ calls: 1200, prompt_tokens: 5, completion_tokens: 6, estimated_calls: 3, cost: 0.01234, currency: 'USD' },
    ...{
      cache_hits: 7,
      corrections: 1,
      failures: { answer_not_json: 4 },
      format: 'text',
      stopped_by: 'maxCalls',
      cache: 'c',
    },
  });
  for (const part of [
    '1,200 calls',
    '3 calls estimated',
    '0.0123 USD',
    '7 answers from the cache',
    '4 answer_not_json',
    'maxCalls',
  ])
    expect(text).toContain(part);
});
