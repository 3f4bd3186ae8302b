import { describe, expect, it } from 'vitest';
import { Headings } from '../../../src/corpus/drift/headings.js';

const under = (...headingPath: string[]) => ({ headingPath });

describe('Headings', () => {
  it('compares the innermost headings without their numbers', () => {
    const headings = new Headings([]);
    expect(headings.similarity(under('A', '7.5. Publicity'), under('B', 'B. Publicity'))).toBe(1);
    expect(headings.similarity(under('返品について'), under('返品・交換について'))).toBeGreaterThan(0.5);
    expect(headings.similarity(under('Returns'), under('Shipping'))).toBe(0);
    expect(headings.similarity(under(), under())).toBe(0);
  });

  it('counts the passages of a section', () => {
    expect(new Headings([under('A'), under('A'), under('B')]).passagesUnder(under('A'))).toBe(2);
  });
});
