/** Numbers of a run file, read from bytes: as exact as `Number`, without a string for each. */

const ZERO = 0x30;
const NINE = 0x39;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;

/** A mantissa up to here takes one more digit and stays an exact integer. */
const ROOM = Math.floor((Number.MAX_SAFE_INTEGER - 9) / 10);
/** The largest power of ten that is a double exactly. */
const EXACT_POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The decimal number in `bytes` from `start` to `end` (excluded), rounded correctly; NaN where it is none (`nan`, hex,
 * an empty text …), ±Infinity where it is beyond what a double holds.
 *
 * A mantissa below 2^53 and a power of ten up to 10^22 are doubles exactly, so one operation rounds once (Clinger 1990);
 * everything else goes the slow way.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const sign = bytes[at];
  if (sign === MINUS || sign === PLUS) at += 1;
  let mantissa = 0;
  let digits = 0;
  let fraction = 0;
  let pointed = false;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= ZERO && byte <= NINE) {
      if (mantissa > ROOM) return slowNumber(bytes, start, end);
      mantissa = mantissa * 10 + (byte - ZERO);
      digits += 1;
      if (pointed) fraction += 1;
    } else if (byte === POINT && !pointed) pointed = true;
    else break;
  }
  if (at < end || digits === 0) return slowNumber(bytes, start, end);
  if (fraction >= EXACT_POWERS.length) return slowNumber(bytes, start, end);
  const value = fraction === 0 ? mantissa : mantissa / (EXACT_POWERS[fraction] as number);
  return sign === MINUS ? -value : value;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Exponents and long mantissas: what `Number` makes of a text that is surely decimal. */
function slowNumber(bytes: Uint8Array, start: number, end: number): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
  return DECIMAL.test(text) ? Number(text) : Number.NaN;
}
