import { describe, expect, it } from 'vitest';
import { errorInside, saysTooLarge, serverWords } from '../../src/endpoint/server-words.js';

describe('serverWords', () => {
  it.each([
    [
      'OpenAI',
      { error: { message: 'No such model', type: 'x', param: null, code: 'model_not_found' } },
      'No such model (model_not_found)',
    ],
    ['text-embeddings-inference', { error: 'Model is overloaded', error_type: 'overloaded' }, 'Model is overloaded'],
    ['vLLM', { object: 'error', message: 'too long', type: 'BadRequestError', code: 400 }, 'too long'],
    ['FastAPI', { detail: 'Not Found' }, 'Not Found'],
    [
      'FastAPI, invalid',
      { detail: [{ loc: ['body', 'input'], msg: 'field required' }, { msg: 'b' }] },
      'field required; b',
    ],
    ['no words', {}, ''],
  ])('reads %s', (_, body, words) => {
    expect(serverWords(JSON.stringify(body), undefined)).toBe(words);
  });

  it('names a page by its title, shortens, and puts everything on one line', () => {
    expect(serverWords('<html><head><title>502 Bad Gateway</title>', undefined)).toBe(
      'a web page titled "502 Bad Gateway"',
    );
    expect(serverWords('upstream\n\tconnect error', undefined)).toBe('upstream connect error');
    expect(serverWords('あ'.repeat(5000), undefined)).toHaveLength(302);
  });

  it('holds no key, whichever way it is in the body', () => {
    expect(serverWords('{"error":{"message":"bad key sk-0123456789"}}', 'sk-0123456789')).toBe('bad key ***');
    expect(serverWords('<title>sk-0123456789</title><html>', 'sk-0123456789')).not.toContain('0123456789');
    expect(serverWords(`${'x'.repeat(295)}sk-0123456789`, 'sk-0123456789')).not.toContain('sk-0');
  });
});

it('finds an error in an answer with a good status', () => {
  expect(errorInside({ data: [] })).toBeNull();
  expect(errorInside({ error: null, data: [] })).toBeNull();
  expect(errorInside([])).toBeNull();
  expect(errorInside({ error: { code: 503, message: 'no instance' } })).toEqual({ status: 503 });
  expect(errorInside({ error: { code: 'overloaded' } })).toEqual({ status: undefined });
  expect(errorInside({ error: 'bad', code: 429 })).toEqual({ status: 429 });
});

it.each([
  'Input validation error: `inputs` must have less than 512 tokens. Given: 785',
  'batch size 64 > maximum allowed batch size 32',
  'the input length exceeds the context length',
  "This model's maximum context length is 512 tokens. However, you requested 1451 tokens",
  'Value error, batch size is invalid, it should not be larger than 10.: input.contents',
  'Too many tokens in batch. Max is 16384 got 17555',
  'input (785 tokens) is too large to process. increase the physical batch size (current batch size: 512)',
])('hears that it is too much: %s', (words) => {
  expect(saysTooLarge(words)).toBe(true);
});
