import { describe, expect, it } from 'vitest';
import { checkEmbedder } from '../../src/corpus/embedder-check.js';

const [ONE, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];
const check = (stored: [string, string], configured: [string, string]) => () =>
  checkEmbedder(
    { model: stored[0], fingerprint: stored[1] },
    { model: configured[0], fingerprint: configured[1] },
    'a store',
  );

describe('another embedder than the store was made with', () => {
  it('is one of another fingerprint, whatever its name', () => {
    expect(check(['bundled', ONE], ['models/bundled', ONE])).not.toThrow();
    expect(check(['bundled', ONE], ['e5', OTHER])).toThrow(
      'embedded with bundled (aaaaaaaaaaaa), the config names e5 (bbbbbbbbbbbb); vectors',
    );
  });

  it('under the same name is explained', () => {
    expect(check(['bundled', ONE], ['bundled', OTHER])).toThrow('prefixes, pooling, quantisation or maxTokens');
    expect(check(['bundled', ONE], ['e5', OTHER])).not.toThrow('prefixes');
  });
});
