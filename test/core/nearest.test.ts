import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/core/nearest.js';

describe('nearest', () => {
  it('finds the word that was meant', () => {
    const known = ['store', 'sources', 'statements', 'maxAge', 'maxShrink'];
    expect(nearest('stroe', known)).toBe('store');
    expect(nearest('knid', ['id', 'kind'])).toBe('kind');
    expect(nearest('source', known)).toBe('sources');
    expect(nearest('MAXAGE', known)).toBe('maxAge');
    expect(nearest('max-shrink', known)).toBe('maxShrink');
  });

  it('is silent where nothing is near', () => {
    expect(nearest('colour', ['store', 'sources'])).toBeUndefined();
    expect(nearest('anything', [])).toBeUndefined();
  });
});
