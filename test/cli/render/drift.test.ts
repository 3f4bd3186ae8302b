import { describe, expect, it } from 'vitest';
import { driftLine, driftText } from '../../../src/cli/render/drift.js';

const BEFORE =
  '…Winters of the Fox Judge frightens gently; keep Seven Wells Village for when they are sixteen, and not a day before.';
const AFTER = '…Winters of the Fox Judge frightens gently; Seven Wells Village is for adults since May.';

describe('driftLine', () => {
  it('shows the words that differ, however far into the text they stand', () => {
    const line = driftLine([{ field: 'text', old: BEFORE, new: AFTER }]);
    expect(line).toContain('keep Seven');
    expect(line.split(' → ')[1]).toContain('Seven Wells Village is');
    expect([...line].length).toBeLessThanOrEqual(90);
  });

  it('tells values before wording, and counts what has no room', () => {
    const line = driftLine([
      { field: 'text', old: BEFORE, new: AFTER },
      { field: 'duration', old: '30 days', new: '14 days' },
      { field: 'text', old: null, new: BEFORE },
      { field: 'text', old: AFTER, new: null },
    ]);
    expect(line).toMatch(/^duration 30 days → 14 days · /);
    expect(line).toMatch(/and \d more$/);
    expect([...line].length).toBeLessThanOrEqual(90);
  });

  it('puts amounts and times before modality, so that a narrow column keeps them', () => {
    const line = driftLine([
      { field: 'modality', old: null, new: 'must' },
      { field: 'money', old: 'USD 9', new: 'USD 11' },
    ]);
    expect(line).toBe('money USD 9 → USD 11 · modality (nothing) → must');
  });

  it('says in words what came and what went', () => {
    expect(driftLine([{ field: 'text', old: null, new: 'Ask first.' }])).toBe('now also says: Ask first.');
    expect(driftLine([{ field: 'text', old: 'Ask first.', new: null }])).toBe('no longer says: Ask first.');
    expect(driftLine([{ field: 'volumes', old: null, new: 24 }])).toBe('volumes unknown → 24');
    expect(driftLine([])).toBe('');
  });

  it('leaves the room that a short side does not need to the long one', () => {
    const line = driftLine([{ field: 'author', old: 'Ito', new: 'A committee of '.repeat(9) }]);
    expect(line).toMatch(/^author Ito → A committee of A committee of A committee of .*…$/);
  });

  it('survives texts that are equal, contained in each other, or made of surrogate pairs', () => {
    for (const [old, now] of [
      ['同じ', '同じ'],
      ['a b', 'a b c'],
      ['👍👍👍'.repeat(30), '👍👍👎'.repeat(30)],
    ] as const)
      expect(driftLine([{ field: 'text', old, new: now }])).toMatch(/^text .+ → .+/);
  });
});

describe('driftText', () => {
  it('keeps everything, for files', () => {
    expect(driftText([{ field: 'text', old: BEFORE, new: AFTER }])).toBe(`text ${BEFORE} → ${AFTER}`);
  });
});
