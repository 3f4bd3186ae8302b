import { describe, expect, it } from 'vitest';
import { atomsOf, createRuler } from '../../../src/corpus/passages/atoms.js';
import { JOINT } from '../../../src/corpus/passages/boundaries.js';
import { sectionsOf } from '../../../src/corpus/passages/sections.js';
import { budgetOf, type Page, pageOf } from './helpers.js';

function atoms(page: Page, maxTokens: number): [string, number][] {
  const [section] = sectionsOf(page, () => false);
  const parts = section === undefined ? [] : atomsOf(page.text, section, createRuler(page.text, budgetOf(maxTokens)));
  return parts.map((atom) => [page.text.slice(atom.start, atom.end), atom.joint]);
}

describe('atomsOf', () => {
  it('leaves blocks whole that fit, and knows what introduces what', () => {
    expect(atoms(pageOf(['paragraph', 'These:'], ['list', '- a\n- b'], ['paragraph', 'End.']), 10)).toEqual([
      ['These:', JOINT.block],
      ['- a\n- b', JOINT.introduced],
      ['End.', JOINT.block],
    ]);
  });

  it('goes down level by level, and only where something does not fit', () => {
    expect(atoms(pageOf(['list', '- one two\n- one two three. Five six seven eight.']), 5)).toEqual([
      ['- one two', JOINT.block],
      ['- one two three.', JOINT.item],
      ['Five six seven eight.', JOINT.sentence],
    ]);
  });

  it('ends at single characters when even those exceed the budget', () => {
    const page = pageOf(['paragraph', '𠮷野家']);
    const ruler = createRuler(page.text, { maxTokens: 2, countTokens: (text) => 3 * text.length });
    const [section] = sectionsOf(page, () => false);
    expect(section && atomsOf(page.text, section, ruler).map((a) => page.text.slice(a.start, a.end))).toEqual([
      '𠮷',
      '野',
      '家',
    ]);
  });
});

describe('createRuler', () => {
  it('does not count what cannot fit', () => {
    let counted = 0;
    const ruler = createRuler('a'.repeat(1000), { maxTokens: 10, countTokens: (text) => (counted += text.length) });
    expect(ruler.fit(0, 1000)).toBeNull();
    expect(ruler.fit(0, 20, 100)).toBeNull();
    expect(counted).toBe(0);
    expect(ruler.fit(0, 10)).toBe(10);
  });
});
