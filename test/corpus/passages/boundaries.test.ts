import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockKind } from '../../../src/corpus/document.js';
import { cutAnywhere, cuttersOf, hashPrefix, JOINT } from '../../../src/corpus/passages/boundaries.js';

/** Parts of `text` by the cutter of a kind for a joint. */
function parts(kind: BlockKind, joint: number, text: string): string[] {
  const cut = cuttersOf(kind).find(([name]) => name === joint)?.[1];
  const cuts = [0, ...(cut?.(text) ?? []), text.length];
  return cuts.slice(1).map((end, i) => text.slice(cuts[i], end));
}

describe('cuttersOf', () => {
  it('goes from the natural to the last resort', () => {
    for (const kind of ['paragraph', 'field', 'list', 'table', 'quote', 'code'] as const) {
      const joints = cuttersOf(kind).map(([joint]) => joint);
      expect(joints).toEqual([...joints].sort());
    }
  });

  it.each([
    ['list', JOINT.item, '- a\n  - b\n  c\n- d\n', ['- a\n  - b\n  c\n', '- d\n']],
    ['list', JOINT.item, '① あ\n② い', ['① あ\n', '② い']],
    ['list', JOINT.line, '- a\n  - b', ['- a\n', '  - b']],
    ['table', JOINT.item, '|a|\n|-|\n|b|', ['|a|\n', '|-|\n', '|b|']],
    ['quote', JOINT.item, '> a\n> b\n>\n> c', ['> a\n> b\n>\n', '> c']],
    ['code', JOINT.item, 'a\nb\n\nc', ['a\nb\n\n', 'c']],
    ['paragraph', JOINT.sentence, 'One. Two! 三。四', ['One. ', 'Two! ', '三。', '四']],
    [
      'paragraph',
      JOINT.clause,
      'if it is not sent back in time, or 1,000 of them',
      ['if it is not sent back in time,', ' or 1,000 of them'],
    ],
  ] as const)('cuts a %s at joint %s', (kind, joint, text, expected) => {
    expect(parts(kind, joint, text)).toEqual(expected);
  });
});

describe('cutAnywhere', () => {
  it('gives pieces of at most the length asked for, between characters', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', 'あ', '𠮷', 'か\u3099', '👩‍👩‍👧'), maxLength: 200 });
    fc.assert(
      fc.property(text, fc.integer({ min: 16, max: 40 }), (source, longest) => {
        const cuts = [0, ...cutAnywhere(source, longest), source.length];
        const pieces = cuts.slice(1).map((end, i) => source.slice(cuts[i], end));
        expect(pieces.join('')).toBe(source);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(longest);
          expect(piece).not.toMatch(/\p{Surrogate}|^[\u3099\u200D]/u);
        }
      }),
    );
  });

  it('finds its old cuts again behind an edit', () => {
    const text = Array.from({ length: 4000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * i * 7919) % 5000))).join('');
    const before = new Set(cutAnywhere(text, 64));
    const after = cutAnywhere(`編集${text}`, 64).map((cut) => cut - 2);
    expect(after.filter((cut) => !before.has(cut)).length).toBeLessThan(20);
  });
});

describe('hashPrefix', () => {
  it('does not change with markers, numbers, spacing, or what comes later', () => {
    const hash = (text: string): number => hashPrefix(text, 0, 8);
    expect(hash('12. **Refunds** take')).toBe(hash('- **Refunds** give'.replace('- ', '3) ')));
    expect(hash('返品は14日以内')).not.toBe(hash('返品は30日以内'));
  });
});
