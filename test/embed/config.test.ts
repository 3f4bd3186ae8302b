import { describe, expect, it } from 'vitest';
import { embedderSchema } from '../../src/embed/config.js';

describe('embedderSchema', () => {
  it('is the bundled model when nothing is said', () => {
    expect(embedderSchema.parse({})).toEqual({
      model: 'bundled',
      queryPrefix: '',
      passagePrefix: '',
      pooling: 'mean',
      quantized: true,
      offline: false,
    });
  });

  it.each([
    { modle: 'bundled' },
    { model: '' },
    { pooling: 'max' },
    { maxTokens: 0 },
    { endpoint: 'http://localhost' },
  ])('refuses %j', (section) => {
    expect(embedderSchema.safeParse(section).success).toBe(false);
  });
});
