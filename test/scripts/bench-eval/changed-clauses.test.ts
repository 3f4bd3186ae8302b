import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedClauses } from '../../../scripts/bench-eval/changed-clauses.js';
import { hasRealData, REAL_DATA } from '../../fixtures/real-sources.js';

const FOLDER = join(REAL_DATA, 'policies-basecamp');

describe.skipIf(!hasRealData)('questions on changed clauses (skipped without ../shared/data)', () => {
  it('point at words of the pages, of which most stand in one version alone', () => {
    const clauses = changedClauses(FOLDER);
    expect(clauses.length).toBeGreaterThanOrEqual(20);
    expect(new Set(clauses.map(({ id }) => id)).size).toBe(clauses.length);
    const page = (version: string, doc: string): string => readFileSync(join(FOLDER, version, doc), 'utf8');
    const changed = clauses.filter(({ doc, now, before }) => {
      expect(page('new', doc)).toContain(now);
      expect(page('old', doc)).toContain(before);
      return !page('old', doc).includes(now) && !page('new', doc).includes(before);
    });
    expect(changed.length).toBeGreaterThanOrEqual(clauses.length - 2);
  });

  it('says nothing that the data says: no question repeats the words of its answer', () => {
    for (const { question, now, before } of changedClauses(FOLDER)) {
      expect(question).not.toContain(now);
      expect(question).not.toContain(before);
    }
  });
});
