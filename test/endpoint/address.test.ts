import { describe, expect, it } from 'vitest';
import { addressProblem, below, isReadableOnTheWay, shownAddress } from '../../src/endpoint/address.js';

describe('addressProblem', () => {
  it.each([
    'http://127.0.0.1:8080/v1',
    'https://api.example.com/v1/',
    'http://gpu',
    'https://x.example/openai/v1?api-version=2024-10-21',
  ])('takes %s', (address) => {
    expect(addressProblem(address)).toBeNull();
  });

  it.each([
    ['127.0.0.1:8080/v1', 'http'],
    ['file:///etc/passwd', 'http://'],
    ['', 'not an address'],
    ['http://user:hunter2@host/v1', 'environment variable'],
    ['http://hunter2@host/v1', 'environment variable'],
    ['https://host/v1?api_key=hunter2', 'environment variable'],
    ['https://host/v1?sig=hunter2', 'environment variable'],
    ['https://host/v1?x-auth=hunter2', 'environment variable'],
    ['https://host/v1#hunter2', '#'],
    ['https://host/v1/embeddings', 'without the last part'],
    ['https://host/v1/chat/completions/', 'without the last part'],
  ])('refuses %s, quoting none of it', (address, word) => {
    expect(addressProblem(address)).toContain(word);
    expect(addressProblem(address)).not.toContain('hunter2');
  });
});

it('joins paths, and keeps parameters out of what is shown', () => {
  expect(below('http://h:1/v1', 'embeddings')).toBe('http://h:1/v1/embeddings');
  expect(below('http://h:1/v1//', 'embeddings')).toBe('http://h:1/v1/embeddings');
  expect(below('http://h', 'models')).toBe('http://h/models');
  expect(below('https://h/v1?api-version=1', 'models')).toBe('https://h/v1/models?api-version=1');
  expect(shownAddress('https://h:8/v1/?api-version=1')).toBe('https://h:8/v1');
});

it('knows where a key can be read on its way', () => {
  expect(['http://gpu/v1', 'http://10.0.0.1', 'http://127.evil.example'].map(isReadableOnTheWay)).toEqual([
    true,
    true,
    true,
  ]);
  expect(
    ['https://gpu/v1', 'http://127.0.0.1:1', 'http://localhost', 'http://[::1]:80'].map(isReadableOnTheWay),
  ).toEqual([false, false, false, false]);
});
