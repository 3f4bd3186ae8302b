import { describe, expect, it } from 'vitest';
import type { PassageMatch } from '../../../src/corpus/drift/match.js';
import { createPassageDrift } from '../../../src/corpus/drift/passage-drift.js';

const match = (relation: PassageMatch['relation'], ...parts: number[]): PassageMatch => ({
  relation,
  parts,
  successor: parts[0] ?? null,
  similarity: 1,
});

describe('createPassageDrift', () => {
  it('reads the parts of a split passage as one', () => {
    const old = 'Keep the box at home. Refunds take 3 days.';
    const drift = createPassageDrift({ old: [old], fresh: ['Keep the box at home.', 'Refunds take 5 days.'] });
    expect(drift(old, match('split', 0, 1)).drift).toEqual([{ field: 'duration', old: '3 days', new: '5 days' }]);
  });

  it('tells nothing of a passage that was only split', () => {
    const old = 'Keep the box at home. Call us in the morning.';
    const drift = createPassageDrift({ old: [old], fresh: ['Keep the box at home.', 'Call us in the morning.'] });
    expect(drift(old, match('split', 0, 1))).toMatchObject({ severity: 'cosmetic', drift: [] });
  });

  it('does not blame a passage for what stood beside it or stands there now', () => {
    const versions = {
      old: ['Keep the box at home.', 'Call us in the morning.'],
      fresh: ['Keep the box at home. Call us in the morning.'],
    };
    expect(createPassageDrift(versions)(versions.old[0]!, match('edited', 0)).severity).toBe('cosmetic');
    const back = { old: versions.fresh, fresh: versions.old };
    expect(createPassageDrift(back)(back.old[0]!, match('edited', 0)).severity).toBe('cosmetic');
  });

  it('says what is gone where nothing followed', () => {
    const drift = createPassageDrift({ old: ['Keep the box at home.'], fresh: ['Other things.'] });
    expect(drift('Keep the box at home.', match('none'))).toMatchObject({
      severity: 'material',
      drift: [{ field: 'text', old: 'Keep the box at home.', new: null }],
    });
  });
});
