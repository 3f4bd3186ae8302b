import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/search/dense/blocks.js';
import { FetchGuess } from '../../../src/search/dense/fetch-guess.js';

const block = (count: number): Block => ({ vectors: new Float32Array(), count, longest: 1, rowOf: (i) => i });

describe('FetchGuess', () => {
  it('fetches the whole k of the first block, a share of later ones, and never more than a block has', () => {
    const guess = new FetchGuess(100, 0);
    expect(guess.firstFetch(block(1000))).toBeGreaterThanOrEqual(100);
    expect(guess.firstFetch(block(30))).toBe(30);
    guess.learnBlock(block(9000));
    expect(guess.firstFetch(block(1000))).toBeLessThan(50);
  });

  it('fetches more where many queries were left in doubt', () => {
    const guess = new FetchGuess(100, 0);
    guess.learnBlock(block(9000));
    const [fetch, screening] = [guess.firstFetch(block(1000)), guess.firstScreening(block(1000))];
    guess.learnFetch(1, 100);
    expect(guess.firstFetch(block(1000))).toBe(fetch);
    guess.learnFetch(50, 100);
    expect(guess.firstFetch(block(1000))).toBeGreaterThan(fetch);
    guess.learnScreening(50, 100, { count: 1000, scored: 0 });
    expect(guess.firstScreening(block(1000))).toBeGreaterThan(screening);
  });

  it('gives screening up where it leaves much of the corpus to be scored', () => {
    const guess = new FetchGuess(10, 0);
    expect(guess.isScreeningWorthIt).toBe(true);
    guess.learnScreening(0, 100, { count: 1000, scored: 1000 });
    expect(guess.isScreeningWorthIt).toBe(true);
    guess.learnScreening(0, 100, { count: 1000, scored: 20_000 });
    expect(guess.isScreeningWorthIt).toBe(false);
  });
});
