import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractJson } from '../../../src/endpoint/chat/extract-json.js';

const first = (text: string): unknown => extractJson(text).values[0];

describe('JSON in what a model wrote', () => {
  it.each([
    ['alone', '{"a":1}'],
    ['with white space', ' \n{"a":1}\n'],
    ['in a fence', 'Sure!\n```json\n{"a":1}\n```\nAnything else?'],
    ['in a fence without a name', '```\n{"a":1}```'],
    ['with words around it', 'Here it is: {"a":1}. I hope this helps {you}!'],
    ['after thoughts', '<think>maybe {"a":2}?</think>\n{"a":1}'],
    ['after a brace that opens nothing', 'a set { of things, then {"a":1}'],
  ])('is found %s', (_, text) => {
    expect(first(text)).toEqual({ a: 1 });
  });

  it('keeps braces, quotes and fences inside strings', () => {
    const value = { text: 'a } b { "c" \\ ```json\n{"x":1}\n``` 「}」' };
    expect(first(`Answer: ${JSON.stringify(value)} done`)).toEqual(value);
  });

  it('offers all of several, so that a schema can choose', () => {
    expect(extractJson('{"example":true} and {"a":1}').values).toEqual([{ example: true }, { a: 1 }]);
  });

  it('tells an answer that ends in the middle from none', () => {
    expect(extractJson('{"questions":[{"question":"Wha')).toEqual({ values: [], unfinished: true });
    expect(extractJson('I cannot do that.')).toEqual({ values: [], unfinished: false });
    expect(extractJson('"a string"').values).toEqual([]);
    expect(extractJson('NaN').values).toEqual([]);
  });

  it('evaluates nothing and mends nothing', () => {
    expect(extractJson("{a: 1, 'b': process.exit(1)}").values).toEqual([]);
    expect(first('{"__proto__":{"polluted":true}}')).not.toHaveProperty('polluted', true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('finds any object again, whatever words stand around it', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 3 }), fc.string(), fc.string(), (value, before, after) => {
        const text = JSON.stringify(value);
        const around = (words: string): string => words.replace(/[{}`"\\]|<\/?think>/g, ' ');
        expect(first(`${around(before)} ${text} ${around(after)}`)).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });

  it('is quick about a million braces', () => {
    expect(extractJson('{'.repeat(1_000_000)).unfinished).toBe(true);
    expect(extractJson('{"a":'.repeat(200_000)).values).toEqual([]);
  });
});
