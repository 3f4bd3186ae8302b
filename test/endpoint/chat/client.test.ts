/** The chat client against a real socket that misbehaves; waits are fake, so that retries cost no time. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BudgetLimits, createBudget } from '../../../src/endpoint/budget.js';
import { openAnswerCache } from '../../../src/endpoint/cache.js';
import { type ChatClient, type ChatOptions, createChatClient } from '../../../src/endpoint/chat/client.js';
import type { ChatTask } from '../../../src/endpoint/chat/types.js';
import { EndpointError } from '../../../src/endpoint/errors.js';
import {
  CHAT_MODEL,
  type ChatMisdeed,
  type ChatServer,
  chatServer,
  completion,
  replies,
  says,
} from '../../helpers/chat-server.js';
import { type FakeNetwork, fakeNetwork } from '../../helpers/fake-network.js';
import * as bad from '../../helpers/misbehaving-server.js';

const KEY = 'sk-loopback-0123456789abcdef';
const schema = z.strictObject({ city: z.string().max(20), people: z.number() });

let server: ChatServer;
let network: FakeNetwork;
let folder: string;
let told: string[];
beforeEach(async () => {
  server = await chatServer(() => ({ city: 'Nara', people: 360_000 }));
  network = fakeNetwork();
  folder = mkdtempSync(join(tmpdir(), 'raft-corpus-chat-'));
  told = [];
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

function client(options: Partial<ChatOptions> = {}, limits: BudgetLimits = {}): ChatClient {
  return createChatClient({
    endpoint: server.url,
    model: CHAT_MODEL,
    apiKey: KEY,
    apiKeyEnv: 'THE_KEY',
    section: 'raft.llm',
    temperature: 0,
    maxTokens: 200,
    timeout: 5,
    retries: 3,
    corrections: 2,
    concurrency: 4,
    budget: createBudget(limits, null),
    cache: openAnswerCache(folder),
    network,
    progress: { update: (stage) => told.push(stage), warn: (message) => told.push(message) },
    ...options,
  });
}

function task(question = 'Which city?', more: Partial<ChatTask<z.infer<typeof schema>>> = {}) {
  const messages = [
    { role: 'system' as const, content: 'You know cities.' },
    { role: 'user' as const, content: question },
  ];
  return { name: 'city', messages, schema, sources: ['s1'], ...more };
}

async function failureOf(chat: ChatClient): Promise<string> {
  const outcome = await chat.complete(task());
  return outcome.ok ? 'it did not fail' : outcome.failure.kind;
}

async function thrown(of: Promise<unknown>): Promise<EndpointError> {
  const error: unknown = await of.then(() => 'it did not fail').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EndpointError);
  return error as EndpointError;
}

const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('asking', () => {
  it('sends model, messages, options and the outline of the schema, and checks bounds itself', async () => {
    const outcome = await client({ seed: 7 }).complete(task());
    expect(outcome).toEqual({ ok: true, value: { city: 'Nara', people: 360_000 }, cached: false });
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(server.seen[0]?.body).toMatchObject({
      model: CHAT_MODEL,
      temperature: 0,
      seed: 7,
      max_tokens: 200,
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'city',
          strict: true,
          schema: {
            type: 'object',
            properties: { city: { type: 'string' }, people: { type: 'number' } },
            required: ['city', 'people'],
            additionalProperties: false,
          },
        },
      },
    });
    expect(JSON.stringify(server.seen[0]?.body)).not.toContain('maxLength');
  });

  it('leaves out what is not set', async () => {
    await client({ temperature: null, apiKey: undefined }).complete(task());
    expect(server.seen[0]?.body).not.toHaveProperty('temperature');
    expect(server.seen[0]?.body).not.toHaveProperty('seed');
    expect(server.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('asks at most so many at a time, the first alone', async () => {
    let inFirst = 0;
    server.script(() => {
      if (server.seen.length === 1) inFirst = server.most();
      return { city: 'Nara', people: 1 };
    });
    const chat = client({ concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, (_, i) => chat.complete(task(`City ${i}?`))));
    expect(inFirst).toBe(1);
    expect(server.seen).toHaveLength(12);
    expect(server.most()).toBeLessThanOrEqual(3);
  });

  it('reads content in parts, in fences and after thoughts', async () => {
    const parts = [
      { type: 'text', text: '<think>hm</think>Here:\n```json\n{"city":"Oslo",' },
      { type: 'text', text: '"people":1}\n```' },
    ];
    server.next(replies(completion('', { choices: [{ message: { content: parts }, finish_reason: 'stop' }] })));
    expect(await client().complete(task())).toMatchObject({ ok: true, value: { city: 'Oslo' } });
  });
});

describe('a server that knows less', () => {
  const refuses =
    (...types: readonly string[]): ChatMisdeed =>
    (request, response) => {
      const type = request.body.response_format?.type;
      if (type === undefined || !types.includes(type)) return undefined;
      return replies({ error: { message: `'response_format.type' must not be '${type}'` } }, 400)(request, response);
    };

  it('is asked for any JSON object, then in words, and the way is found once per run', async () => {
    server.always(refuses('json_schema', 'json_object'));
    const chat = client();
    await Promise.all([1, 2, 3].map((n) => chat.complete(task(`City ${n}?`))));
    expect(server.seen.map(({ body }) => body.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      ...[undefined, undefined, undefined],
    ]);
    expect(server.seen.at(-1)?.prompt).toContain('"properties":{"city"');
    expect(chat.stats()).toMatchObject({ format: 'text', calls: 3 });
  });

  it('gets json_object where it takes that', async () => {
    server.always(refuses('json_schema'));
    expect((await client().complete(task())).ok).toBe(true);
    expect(server.seen.at(-1)?.body.response_format).toEqual({ type: 'json_object' });
    expect(server.seen.at(-1)?.prompt).toContain('JSON');
  });

  it('gets the other name of the limit, and no system message, where it wants that', async () => {
    server.next(
      replies({ error: { message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead." } }, 400),
      replies({ error: { message: 'System role not supported' } }, 400),
    );
    expect((await client().complete(task())).ok).toBe(true);
    const last = server.seen.at(-1)?.body;
    expect(last).toMatchObject({ max_completion_tokens: 200, messages: [{ role: 'user' }] });
    expect(last).not.toHaveProperty('max_tokens');
    expect(last?.messages[0]?.content).toBe('You know cities.\n\nWhich city?');
  });
});

describe('an answer that does not fit', () => {
  it.each([
    [
      'answer_truncated',
      says('{"city":"Na', { choices: [{ message: { content: '{"city":"Na' }, finish_reason: 'length' }] }),
    ],
    ['answer_truncated', says('{"city":"Na')],
    ['answer_empty', replies({ ...completion(''), choices: [] })],
    ['answer_empty', says('  ')],
    ['answer_empty', replies(completion('', { choices: [{ message: { content: null, tool_calls: [{}] } }] }))],
    ['answer_not_json', says('I would say Nara.')],
    ['answer_off_schema', says({ city: 'Nara', people: 'many' })],
    ['answer_off_schema', says({ city: 'N'.repeat(21), people: 1 })],
    ['answer_off_schema', says({ city: 'Nara', people: 1, extra: true })],
    ['answer_off_schema', says('{"city":"Nara","people":1e999}')],
    ['answer_not_json', says('{"city":"Nara","people":NaN}')],
  ])('is %s: asked for again with the reason, then given up and not kept', async (kind, misdeed) => {
    server.always(misdeed);
    const chat = client();
    expect(await failureOf(chat)).toBe(kind);
    expect(server.seen).toHaveLength(3);
    expect(server.seen[1]?.body.messages).toHaveLength(2);
    expect(server.seen[1]?.prompt).toMatch(/Your last answer could not be used: .+\. Answer again/);
    expect(chat.stats()).toMatchObject({ calls: 3, corrections: 2, failures: { [kind]: 3 } });
    expect(filesIn(folder)).toEqual([]);
  });

  it('is kept under the first question once a correction fits: the next run asks nothing', async () => {
    server.next(says('no JSON'));
    expect((await client().complete(task())).ok).toBe(true);
    const again = client();
    expect(await again.complete(task())).toMatchObject({ ok: true, cached: true });
    expect(server.seen).toHaveLength(2);
    expect(again.stats()).toMatchObject({ calls: 0, cache_hits: 1 });
  });

  it.each([
    [
      'answer_refused',
      replies(
        completion('', { choices: [{ message: { content: null, refusal: 'I cannot.' }, finish_reason: 'stop' }] }),
      ),
    ],
    [
      'answer_filtered',
      replies(completion('', { choices: [{ message: { content: '' }, finish_reason: 'content_filter' }] })),
    ],
    ['answer_filtered', replies({ error: { code: 'content_filter', message: 'The response was filtered' } }, 400)],
    ['prompt_too_long', replies({ error: { message: "This model's maximum context length is 512 tokens" } }, 400)],
  ])('is not asked for again when %s', async (kind, misdeed) => {
    server.always(misdeed);
    expect(await failureOf(client())).toBe(kind);
    expect(server.seen).toHaveLength(1);
  });

  it('is given up when it has no end', async () => {
    server.always(bad.flood);
    expect(await failureOf(client())).toBe('answer_too_long');
  });
});

describe('an endpoint that fails', () => {
  it('is waited for as long as it asks, and tried again after errors and broken connections', async () => {
    server.next(bad.status(429, {}, { 'retry-after': '7' }), bad.status(500), bad.reset);
    expect((await client().complete(task())).ok).toBe(true);
    expect(network.waits[0]).toBeGreaterThanOrEqual(7000);
    expect(server.seen).toHaveLength(4);
  });

  it('costs one question when it fails for one, and the run when it fails for five in a row', async () => {
    const chat = client({ retries: 0 });
    await chat.complete(task('first'));
    server.next(bad.status(503));
    expect(await chat.complete(task('second'))).toMatchObject({ ok: false, failure: { kind: 'endpoint_failed' } });
    expect((await chat.complete(task('third'))).ok).toBe(true);
    server.always(bad.status(503));
    for (let i = 0; i < 4; i++) expect((await chat.complete(task(`n ${i}`))).ok).toBe(false);
    const error = await thrown(chat.complete(task('last')));
    expect(error.fix).toContain('The 2 answers so far are kept');
    const requests = server.seen.length;
    expect(await thrown(chat.complete(task('after')))).toBe(error);
    expect(server.seen).toHaveLength(requests);
  });

  it('that hangs from the first is reported, and what may be billed is on the bill', async () => {
    server.always(bad.hang);
    const chat = client({ timeout: 0.05, retries: 1 });
    const error = await thrown(chat.complete(task()));
    expect(error.message).toContain('no whole answer within 0.05 s');
    expect(error.fix).toContain('raft.llm.timeout');
    expect(chat.stats()).toMatchObject({ calls: 2, estimated_calls: 2, completion_tokens: 400 });
  });

  it('costs nothing when it refuses before the model saw anything', async () => {
    server.next(bad.status(429), bad.status(503));
    const chat = client();
    await chat.complete(task());
    expect(chat.stats()).toMatchObject({ calls: 1, prompt_tokens: 100, completion_tokens: 10, estimated_calls: 0 });
  });

  it.each([
    ['a wrong key', bad.status(401, { error: { message: `Incorrect API key provided: ${KEY}` } }), 'THE_KEY'],
    ['an error in a good answer', bad.status(200, { error: { message: 'model is not loaded', code: 503 } }), 'log'],
    ['a sign-in page', bad.page, 'raft.llm.endpoint'],
    ['another API', bad.status(200, { data: [] }), '/v1'],
    [
      'a temperature it does not take',
      bad.status(400, { error: { message: "Unsupported value: 'temperature'" } }),
      'raft.llm.temperature',
    ],
  ])('with %s ends the run with the way out', async (_, misdeed, fix) => {
    server.always(misdeed);
    const error = await thrown(client({ retries: 0 }).complete(task()));
    expect(error.fix).toContain(fix);
    expect(JSON.stringify([error.message, error.fix, error.where, error.words, told])).not.toContain('0123456789');
  });

  it('names the models that it has when the name is wrong, with one request of many', async () => {
    const chat = client({ model: 'gpt-oops' });
    const errors = await Promise.allSettled([1, 2, 3, 4].map((n) => chat.complete(task(`City ${n}?`))));
    expect(errors.every(({ status }) => status === 'rejected')).toBe(true);
    expect(server.seen).toHaveLength(1);
    expect((errors[0] as PromiseRejectedResult).reason.fix).toContain(CHAT_MODEL);
  });
});

describe('the cache', () => {
  it('answers without a call, whatever the server, its dialect and the time allowed', async () => {
    await client().complete(task());
    const again = client({ endpoint: 'http://127.0.0.1:9/v1', timeout: 1, concurrency: 1, retries: 0 });
    expect(await again.complete(task())).toEqual({ ok: true, value: { city: 'Nara', people: 360_000 }, cached: true });
    expect(again.stats()).toMatchObject({ calls: 0, cache_hits: 1, prompt_tokens: 0 });
  });

  it.each<[string, Partial<ChatOptions>, Partial<Parameters<ChatClient['complete']>[0]>]>([
    ['temperature', { temperature: 1 }, {}],
    ['seed', { seed: 1 }, {}],
    ['limit of tokens', { maxTokens: 100 }, {}],
    ['prompt', {}, { messages: [{ role: 'user', content: 'Which town?' }] }],
    ['source', {}, { sources: ['s2'] }],
    ['schema', {}, { schema: z.strictObject({ city: z.string(), people: z.number(), mayor: z.string().optional() }) }],
  ])('asks anew for another %s', async (_, options, more) => {
    await client().complete(task());
    await client(options).complete(task(undefined, more as never));
    expect(server.seen).toHaveLength(2);
  });

  it('asks two equal questions at the same time once', async () => {
    const chat = client();
    const [a, b] = await Promise.all([chat.complete(task()), chat.complete(task())]);
    expect(a).toEqual(b);
    expect(server.seen).toHaveLength(1);
  });

  it('asks again where the kept answer no longer fits', async () => {
    await client().complete(task());
    server.script(() => ({ city: 'Nara', people: 5 }));
    const few = z.strictObject({ city: z.string().max(20), people: z.number().max(10) });
    expect(await client().complete(task(undefined, { schema: few }))).toMatchObject({ ok: true, cached: false });
    expect(server.seen).toHaveLength(2);
  });

  it('never holds the key, not even where a server puts it into an answer', async () => {
    server.script(({ headers }) => ({ city: String(headers.authorization).slice(-20), people: 1 }));
    await client().complete(task());
    const kept = filesIn(folder).map((file) => readFileSync(file, 'utf8'));
    expect(kept).toHaveLength(1);
    expect(kept.join()).not.toContain('0123456789');
  });
});

describe('the budget', () => {
  it('ends the asking, not the run: what was answered stays, the rest says why', async () => {
    const chat = client({}, { maxCalls: 3 });
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map((n) => chat.complete(task(`City ${n}?`))));
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.failure.kind))).toEqual([
      ...['ok', 'ok', 'ok', 'budget_reached', 'budget_reached'],
    ]);
    expect(server.seen).toHaveLength(3);
    const resumed = client({}, { maxCalls: 3 });
    const all = await Promise.all([1, 2, 3, 4, 5].map((n) => resumed.complete(task(`City ${n}?`))));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(resumed.stats()).toMatchObject({ calls: 2, cache_hits: 3 });
  });

  it('is not overshot by tries that time out', async () => {
    server.always(bad.hang);
    const chat = client({ timeout: 0.05, retries: 10 }, { maxCalls: 2 });
    expect(await failureOf(chat)).toBe('budget_reached');
    expect(chat.stats()).toMatchObject({ calls: 2, estimated_calls: 2 });
    expect(server.seen.length).toBeLessThanOrEqual(2);
  });

  it('reserves what an answer can cost at most, so that it is never exceeded', async () => {
    server.script(({ body }) => ({ city: 'x', people: body.max_tokens }));
    const chat = client({ concurrency: 8, maxTokens: 50 }, { maxTokens: 700 });
    await Promise.all(Array.from({ length: 20 }, (_, i) => chat.complete(task(`City ${i}?`))));
    const { prompt_tokens, completion_tokens, calls } = chat.stats();
    expect(prompt_tokens + completion_tokens).toBeLessThanOrEqual(700);
    expect(calls).toBeGreaterThan(2);
  });

  it.each([
    ['no usage', {}],
    ['usage that cannot be', { usage: { prompt_tokens: 1e300, completion_tokens: -1 } }],
    ['usage as text', { usage: { prompt_tokens: '5', completion_tokens: '5' } }],
  ])('estimates where the server gives %s, and says so', async (_, more) => {
    server.always(replies({ ...completion({ city: 'Nara', people: 1 }), usage: undefined, ...more }));
    const chat = client();
    await chat.complete(task());
    const stats = chat.stats();
    expect(stats).toMatchObject({ calls: 1, estimated_calls: 1 });
    expect(stats.prompt_tokens).toBeGreaterThan(10);
    expect(stats.prompt_tokens).toBeLessThan(200);
    expect(stats.completion_tokens).toBeGreaterThan(3);
  });
});
