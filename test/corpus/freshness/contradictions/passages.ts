/** Passages for tests of contradictions: what a test does not care about has a default. */
import type { Entity, ProsePassage } from '../../../../src/corpus/freshness/contradictions/find.js';

let count = 0;

/** A passage of a policy (authority 10) unless said otherwise. */
export function passage(text: string, over: Partial<ProsePassage> = {}): ProsePassage {
  count += 1;
  return {
    passage_id: `p${String(count).padStart(4, '0')}`,
    doc_id: 'policy.md',
    source_id: 'policies',
    text,
    lang: 'en',
    authority: 10,
    updated_at: null,
    translation_of: null,
    heading_path: [],
    order: count,
    ...over,
  };
}

/** A passage of a guide (authority 1). */
export function guide(text: string, over: Partial<ProsePassage> = {}): ProsePassage {
  return passage(text, { doc_id: 'guide.md', source_id: 'guides', authority: 1, ...over });
}

/** A series with its number of volumes. */
export function series(titles: readonly string[], volumes: number, over: Partial<Entity> = {}): Entity {
  count += 1;
  return {
    doc_id: `S${count}`,
    source_id: 'series',
    titles,
    authority: 10,
    facts: [
      {
        field: 'volumes',
        value: { type: 'number', value: volumes },
        stated: ['{value} volumes', '全{value}巻', '既刊{value}巻'],
      },
    ],
    ...over,
  };
}
