import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../src/dataset/trec/parse-number.js';

/** Parses `text` from the middle of other bytes. */
function parsed(text: string): number {
  const bytes = Buffer.from(`9${text}9`);
  return parseNumber(bytes, 1, bytes.length - 1);
}

describe('parseNumber', () => {
  it('gives the bits of Number for any decimal text', () => {
    const digits = (least: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},24}$`));
    const decimal = fc
      .tuple(
        fc.constantFrom('', '-', '+'),
        digits(1),
        fc.option(digits(0)),
        fc.option(fc.integer({ min: -330, max: 310 })),
      )
      .map(([sign, whole, fraction, exponent]) =>
        [sign, whole, fraction === null ? '' : `.${fraction}`, exponent === null ? '' : `e${exponent}`].join(''),
      );
    fc.assert(
      fc.property(decimal, (text) => {
        expect(parsed(text)).toBe(Number(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives every double back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parsed(String(value))).toBe(Number(String(value)));
      }),
    );
  });

  it.each(['.5', '5.', '-0', '1E2', '+7', '9007199254740993', '0.30000000000000004', '4.9e-324'])(
    'reads %s',
    (text) => {
      expect(parsed(text)).toBe(Number(text));
    },
  );

  it.each([
    '',
    '-',
    '.',
    '1.2.3',
    '1,5',
    '0x10',
    '1e',
    'e5',
    'nan',
    'NaN',
    'inf',
    'Infinity',
    '1_000',
    '１',
    '--1',
    '1-',
  ])('reads no number in %j', (text) => expect(parsed(text)).toBeNaN());

  it('says what is beyond a double', () => {
    expect(parsed('1e400')).toBe(Number.POSITIVE_INFINITY);
    expect(parsed(`-${'9'.repeat(400)}`)).toBe(Number.NEGATIVE_INFINITY);
    expect(parsed('1e-400')).toBe(0);
  });
});
