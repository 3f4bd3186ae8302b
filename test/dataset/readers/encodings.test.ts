import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStrictly, firstInvalidUtf8, toUtf8 } from '../../../src/dataset/readers/encodings.js';
import { all, chunked, odd } from './reading.js';

const decoded = async (bytes: Buffer, encoding: 'utf-8' | 'shift_jis' | 'euc-jp', sizes: number[]) =>
  decodeStrictly(Buffer.concat(await all(toUtf8(chunked(bytes, sizes), encoding))), encoding);

/** 「在庫あり」, ソ (whose second byte is a backslash) and half-width ｱ, as both encodings write them. */
const SAMPLES = {
  shift_jis: ['8ddd8cc982a082e8835cb1', '在庫あり\u30bd\uff71'],
  'euc-jp': ['badfb8cba4a2a4eaa5bd8eb1', '在庫あり\u30bd\uff71'],
} as const;

describe('toUtf8', () => {
  it.each(['shift_jis', 'euc-jp'] as const)('reads %s wherever chunks end', async (encoding) => {
    const [hex, text] = SAMPLES[encoding];
    const bytes = Buffer.from(hex, 'hex');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), async (sizes) => {
        expect(await decoded(bytes, encoding, sizes)).toEqual({ text });
      }),
    );
  });

  it.each([
    ['shift_jis', '4182ff'],
    ['shift_jis', '41a0'],
    ['shift_jis', '4182'],
    ['euc-jp', '41ff42'],
    ['euc-jp', '41a4'],
    // Shift_JIS text that was declared as EUC-JP.
    ['euc-jp', '8ddd8cc9'],
  ] as const)('finds bytes that are no %s (%s)', async (encoding, hex) => {
    expect(await decoded(Buffer.from(hex, 'hex'), encoding, [1])).toHaveProperty('problem');
  });

  it('drops a byte order mark at the start only, also when it comes byte by byte', async () => {
    const bytes = Buffer.from('\uFEFFa\uFEFFb');
    expect(await decoded(bytes, 'utf-8', [1])).toEqual({ text: 'a\uFEFFb' });
    expect(await decoded(bytes, 'utf-8', [100])).toEqual({ text: 'a\uFEFFb' });
    expect(await decoded(Buffer.from('\uFEFF'), 'utf-8', [100])).toEqual({ text: '' });
    expect(await decoded(Buffer.from('a'), 'utf-8', [100])).toEqual({ text: 'a' });
  });
});

describe('firstInvalidUtf8', () => {
  it('agrees with a fatal decoder, and everything before the offset is valid', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.string({ unit: odd }), (noise, text) => {
        const bytes = Buffer.concat([Buffer.from(text), noise]);
        const at = firstInvalidUtf8(bytes);
        const fatal = new TextDecoder('utf-8', { fatal: true });
        if (at === -1) expect(() => fatal.decode(bytes)).not.toThrow();
        else {
          expect(() => fatal.decode(bytes)).toThrow();
          expect(() => fatal.decode(bytes.subarray(0, at))).not.toThrow();
        }
      }),
    );
  });
});
