import { expect, it } from 'vitest';
import { isUnknown } from '../../src/text/unknown.js';

it.each([
  undefined,
  null,
  Number.NaN,
  '',
  '  ',
  '\u3000',
  '\r\n',
  'null',
  'NULL',
  ' Null ',
  'ｎｕｌｌ',
  ' '.repeat(100),
])('%j is unknown', (value) => {
  expect(isUnknown(value)).toBe(true);
});

it.each([0, false, 'None', 'N/A', '-', '0', 'nullify', [], {}, 'x'.repeat(100)])('%j is a value', (value) => {
  expect(isUnknown(value)).toBe(false);
});
