import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptAround, excerptOf } from '../../../src/corpus/drift/excerpt.js';

describe('excerptAround', () => {
  it('shows both sides of the change in whole words', () => {
    const { old, fresh } = excerptAround('the quick brown fox jumps', 'the quick brown dog jumps');
    expect(old).toContain('brown fox');
    expect(fresh).toContain('brown dog');
  });

  it('stays within 160 characters and never splits a surrogate pair', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 600 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { old, fresh } = excerptAround(a, b);
        for (const part of [old, fresh, excerptOf(a)]) {
          expect(part.length).toBeLessThanOrEqual(160);
          expect(part).not.toMatch(/\p{Surrogate}/u);
        }
      }),
    );
  });
});

describe('excerptOf', () => {
  it('cuts at a word', () => {
    const text = 'supercalifragilistic '.repeat(20);
    expect(excerptOf(text)).toMatch(/^(supercalifragilistic ?)+…$/);
    expect(excerptOf('short')).toBe('short');
  });
});
