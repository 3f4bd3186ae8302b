import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/corpus/document.js';
import { parseMarkdown } from '../../../src/corpus/formats/markdown.js';
import { type Atom, atomsOf, createRuler } from '../../../src/corpus/passages/atoms.js';
import { cutAtoms } from '../../../src/corpus/passages/cut.js';
import { sectionsOf } from '../../../src/corpus/passages/sections.js';
import { splitPassages } from '../../../src/corpus/passages/split.js';
import { HAVE_POLICIES, policyPages } from '../formats/real-policies.js';
import { budgetOf, type Page, pageOf } from './helpers.js';

const BUDGET = budgetOf(128);
const ours = (page: Page): string[] => splitPassages(page, { budget: BUDGET }).map((p) => p.text);

/** What others do: fill each passage up, in order. */
function greedy(page: Page): string[] {
  const ruler = createRuler(page.text, BUDGET);
  return sectionsOf(page, () => false).flatMap((section) => {
    const atoms = atomsOf(page.text, section, ruler);
    const passages: string[] = [];
    for (let from = 0, to = 1; from < atoms.length; from = to, to++) {
      const start = atoms[from]?.start ?? 0;
      while (to < atoms.length && ruler.fit(start, atoms[to]?.end ?? 0) !== null) to++;
      passages.push(page.text.slice(start, atoms[to - 1]?.end));
    }
    return passages;
  });
}

const changed = (before: readonly string[], after: readonly string[]): number => {
  const known = new Set(before);
  return after.filter((text) => !known.has(text)).length;
};

/** The page with `text` put before block `index`, as a paragraph of its own. */
function insert(page: Page, index: number, text: string): Page {
  const at = page.blocks[index] as Block;
  const shift = text.length + 2;
  const inserted: Block = {
    kind: 'paragraph',
    start: at.start,
    end: at.start + text.length,
    headingPath: at.headingPath,
  };
  return {
    text: `${page.text.slice(0, at.start)}${text}\n\n${page.text.slice(at.start)}`,
    blocks: [
      ...page.blocks.slice(0, index),
      inserted,
      ...page.blocks.slice(index).map((b) => ({ ...b, start: b.start + shift, end: b.end + shift })),
    ],
  };
}

const NOTE = 'From today on this also holds for orders that were placed before the change, unless they were shipped.';
const paragraph = (i: number): string =>
  `Paragraph ${'abcdefghijklmnopqrstuvwxyz'[i % 26]}${i} begins. ${'It goes on for a while. '.repeat(i % 7)}`.trim();
const longSection = pageOf(
  ...Array.from(
    { length: 300 },
    (_, i) => ['paragraph', `${String.fromCharCode(97 + ((i * 7) % 26))}${paragraph(i)}`] as const,
  ),
);

describe('cutAtoms', () => {
  it('puts every atom into exactly one piece that fits', () => {
    const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom(0, 1, 2, 3, 4, 5, 6), fc.nat()), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(sizes, (rows) => {
        let end = 0;
        const atoms: Atom[] = rows.map(([tokens, joint, hash]) => {
          const start = end;
          end += tokens;
          return { start, end, tokens, joint: joint as Atom['joint'], hash };
        });
        const ruler = createRuler('x'.repeat(end), { maxTokens: 20, countTokens: (text) => text.length });
        const pieces = cutAtoms(atoms, ruler);
        expect(pieces.map((p) => p.start)).toEqual([0, ...pieces.slice(0, -1).map((p) => p.end)]);
        expect(pieces.at(-1)?.end).toBe(end);
        for (const piece of pieces) expect(piece.tokens).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('cuts at the more natural place rather than the more even one', () => {
    const atom = (start: number, joint: Atom['joint']): Atom => ({
      start,
      end: start + 10,
      tokens: 10,
      joint,
      hash: start,
    });
    const atoms = [atom(0, 0), atom(10, 0), atom(20, 4), atom(30, 4)];
    const ruler = createRuler('x'.repeat(40), { maxTokens: 30, countTokens: (text) => text.length });
    expect(cutAtoms(atoms, ruler).map((p) => p.start)).toEqual([0, 10]);
  });

  it('leaves the rest of a long section alone when a paragraph is inserted at its beginning', () => {
    const before = ours(longSection);
    const after = ours(insert(longSection, 2, NOTE));
    expect(before.length).toBeGreaterThan(60);
    expect(changed(before, after)).toBeLessThanOrEqual(3);
  });

  it('changes few passages wherever a paragraph is inserted: fewer than greedy packing', () => {
    const counts = { ours: 0, greedy: 0 };
    const before = { ours: ours(longSection), greedy: greedy(longSection) };
    const edits = Array.from({ length: 50 }, (_, i) => i * 6);
    for (const index of edits) {
      const edited = insert(longSection, index, NOTE);
      counts.ours += changed(before.ours, ours(edited));
      counts.greedy += changed(before.greedy, greedy(edited));
    }
    expect(counts.ours / edits.length).toBeLessThan(3);
    expect(counts.ours).toBeLessThan(counts.greedy);
  });

  it('merges what is left over where it fits', () => {
    const sizes = ours(longSection).map((text) => BUDGET.countTokens(text));
    expect(sizes.filter((size) => size < 32).length / sizes.length).toBeLessThan(0.02);
    expect(sizes.reduce((a, b) => a + b) / sizes.length).toBeGreaterThan(64);
  });
});

describe.skipIf(!HAVE_POLICIES)('cutAtoms on long policies (../shared/data)', () => {
  it('changes two passages or fewer per inserted paragraph, on average', () => {
    const counts: number[] = [];
    for (const { source } of policyPages('policies-github/new').filter((page) => page.source.length > 20_000)) {
      const page = parseMarkdown(source);
      const before = ours(page);
      const spots = page.blocks.flatMap((block, index) => (block.kind === 'paragraph' ? [index] : []));
      for (let i = 0; i < 10; i++) {
        const spot = spots[Math.floor((i * spots.length) / 10)] ?? 0;
        counts.push(changed(before, ours(insert(page, spot, NOTE))));
      }
    }
    expect(counts.length).toBeGreaterThan(80);
    expect(counts.reduce((a, b) => a + b) / counts.length).toBeLessThan(2);
    expect(Math.max(...counts)).toBeLessThanOrEqual(6);
  });
});
