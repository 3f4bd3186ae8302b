import { expect, it } from 'vitest';
import { parseHubName } from '../../../src/embed/locate/hub-name.js';

it.each([
  ['Xenova/multilingual-e5-small', { repo: 'Xenova/multilingual-e5-small', revision: 'main' }],
  ['Xenova/bge-m3@v1.0', { repo: 'Xenova/bge-m3', revision: 'v1.0' }],
  ['gpt2', { repo: 'gpt2', revision: 'main' }],
  ['owner/name@0123abcd', { repo: 'owner/name', revision: '0123abcd' }],
])('%s is a hub name', (text, name) => {
  expect(parseHubName(text)).toEqual(name);
});

it.each(['', 'a/b/c', 'a//b', '../b', 'a/..', 'a/b@', 'a/b@../c', 'no such model', 'a/b@x/y', 'http://x'])(
  '%s is none',
  (text) => {
    expect(parseHubName(text)).toBeUndefined();
  },
);
