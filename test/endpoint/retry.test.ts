import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { EndpointError } from '../../src/endpoint/errors.js';
import { backOff, retryAfter, worthRetrying } from '../../src/endpoint/retry.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const status = (code: number, words = '') =>
  new EndpointError('', { fault: 'status', status: code, words, where: '', fix: '' });

describe('worthRetrying', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('HTTP %i passes', (code) => {
    expect(worthRetrying(status(code))).toBe('always');
  });
  it.each([400, 401, 402, 403, 404, 405, 409, 410, 413, 422, 451, 501, 505])('HTTP %i does not', (code) => {
    expect(worthRetrying(status(code))).toBe('never');
  });
  it('tells an overload from an account that is used up, and a broken server from a text that is too long', () => {
    expect(worthRetrying(status(429, 'Rate limit reached for requests'))).toBe('always');
    expect(worthRetrying(status(429, 'You exceeded your current quota (insufficient_quota)'))).toBe('never');
    expect(worthRetrying(status(500, 'CUDA error'))).toBe('always');
    expect(worthRetrying(status(500, 'input is too large to process. increase the physical batch size'))).toBe('never');
  });
});

describe('backOff', () => {
  it('is uniform below a ceiling that doubles from half a second to thirty', () => {
    const random = createRandom('jitter');
    for (const [attempt, ceiling] of [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].entries()) {
      const waits = Array.from({ length: 400 }, () => backOff(attempt, random, undefined));
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...waits)).toBeLessThan(ceiling);
      expect(Math.max(...waits)).toBeGreaterThan(ceiling * 0.95);
      expect(waits.reduce((a, b) => a + b) / waits.length / ceiling).toBeCloseTo(0.5, 1);
    }
  });

  it('never comes back before the server wants it', () => {
    fc.assert(
      fc.property(fc.nat(10), fc.nat(600_000), (attempt, asked) => {
        const wait = backOff(attempt, createRandom(asked), asked);
        expect(wait).toBeGreaterThanOrEqual(asked);
        expect(wait).toBeLessThan(asked + 500);
      }),
    );
  });
});

describe('retryAfter', () => {
  it.each([
    ['7', 7000],
    ['0', 0],
    [' 1.5 ', 1500],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['Sunday, 22-Nov-26 12:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['', undefined],
    ['soon', undefined],
    ['-3', undefined],
    ['2026', 2_026_000],
  ])('%j is %s ms', (header, expected) => {
    expect(retryAfter(header, NOW)).toBe(expected);
  });
  it('is absent without a header', () => {
    expect(retryAfter(null, NOW)).toBeUndefined();
  });
});
