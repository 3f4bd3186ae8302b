import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containment } from '../../../src/corpus/drift/containment.js';

const words = (count: number): string => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');

describe('containment', () => {
  it('finds a passage cut differently, whatever its white space', () => {
    const stands = containment('Gift wrapping is free.\n\nParcels leave\non weekdays.');
    expect(stands('Parcels leave on weekdays.')).toBe(true);
    expect(stands('Parcels leave on Sundays.')).toBe(false);
  });

  it('does not find a number or word within a longer one, but a Japanese word beside a Latin one', () => {
    expect(containment('Volumes: 107')('Volumes: 10')).toBe(false);
    expect(containment('Volumes: 10, Status: ongoing')('Volumes: 10')).toBe(true);
    expect(containment('送料はJPYで500円です')('JPY')).toBe(true);
    const long = words(20_000);
    expect(containment(long)('word10 word11 word12 word13 word14 word1')).toBe(false);
    expect(containment(long)('word10 word11 word12 word13 word14 word15')).toBe(true);
  });

  it('finds every line of a long document, and none that only begins like one', () => {
    const unit = fc.constantFrom('ab', 'ba ', 'abab ', '返品', '。', ' x1 ', 'A long enough run of words. ');
    const line = fc.array(unit, { minLength: 1, maxLength: 30 }).map((parts) => parts.join('').trim() || 'ab');
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
        const text = Array.from({ length: Math.ceil(70_000 / lines.join('\n').length) }, () => lines.join('\n')).join(
          '\n',
        );
        const stands = containment(text);
        for (const each of lines) {
          expect(stands(each)).toBe(true);
          expect(stands(`${each} q`)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});
