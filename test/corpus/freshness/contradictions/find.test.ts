import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPages } from '../../../../scripts/judge-passages.js';
import { createRandom } from '../../../../src/core/random.js';
import { findContradictions, type ProsePassage } from '../../../../src/corpus/freshness/contradictions/find.js';
import { mutateSentences } from './mutations.js';
import { guide, passage, series } from './passages.js';

const statements = [
  { field: 'return_window', type: 'duration', patterns: ['within {value} of delivery', 'お届けから{value}以内'] },
] as const;

describe('findContradictions', () => {
  it('tells who is wrong, by whom, and shows both sentences', () => {
    const low = guide('Take your time: you can send it back within 30 days of delivery.');
    const high = passage('Returns are accepted within 14 days of delivery.');
    expect(findContradictions({ passages: [low, high], statements })).toEqual([
      {
        passage_id: low.passage_id,
        by: { passage_id: high.passage_id, doc_id: 'policy.md', source_id: 'policies' },
        field: 'return_window',
        old: '30 days',
        new: '14 days',
        rule: 'statement',
        evidence: [low.text, high.text],
      },
    ]);
  });

  it('tells a sentence that two rules catch once', () => {
    const text = (days: number): string => `You can send unread books back within ${days} days of delivery.`;
    expect(findContradictions({ passages: [guide(text(30)), passage(text(14))], statements })).toHaveLength(1);
  });

  it('does not take a page that lags behind its twin as an authority', () => {
    const english = { doc_id: 'returns.en.md', updated_at: '2026-07-01T00:00:00Z' };
    const japanese = {
      doc_id: 'returns.ja.md',
      lang: 'ja',
      updated_at: '2026-01-01T00:00:00Z',
      translation_of: 'returns.en.md',
    };
    const low = guide('You can send it back within 30 days of delivery.');
    const found = findContradictions({
      passages: [
        low,
        passage('Returns within 14 days of delivery.', english),
        passage('返品はお届けから30日以内です。', japanese),
      ],
      statements,
    });
    expect(found.map(({ rule, old, new: now }) => [rule, old, now])).toEqual([
      ['statement', '30 days', '14 days'],
      ['translation', '30 days', '14 days'],
    ]);
  });

  it('finds nothing in nothing, and names a bad pattern', () => {
    expect(findContradictions({ passages: [], entities: [series(['A Kettle for the Mountain'], 9)] })).toEqual([]);
    const bad = [{ field: 'f', type: 'duration', patterns: ['({value}'] }] as const;
    expect(() => findContradictions({ passages: [], statements: bad })).toThrow('is no regular expression');
  });

  it('searches a large catalog by lookup', () => {
    function* many() {
      for (let i = 0; i < 20_000; i++) yield series([`Chronicle of House ${i.toString(36)} Rising`], (i % 40) + 1);
    }
    const passages = [
      guide('Chronicle of House 2s Rising runs to 99 volumes.'),
      guide('Chronicle of House 2t Rising runs to 22 volumes.'),
    ];
    expect(findContradictions({ passages, entities: many() }).map(({ old, new: now }) => [old, now])).toEqual([
      [99, 21],
    ]);
  });
});

const DATA = '../shared/data';

describe.skipIf(!existsSync(`${DATA}/policies-github/new`))(
  'on real policies (skipped where ../shared/data is absent)',
  () => {
    const read = (folder: string, authority: (page: string) => number): readonly ProsePassage[] =>
      readPages(`${DATA}/${folder}`).map((page, order) => ({
        ...passage(page.text),
        passage_id: `${page.doc_id}@${page.start}`,
        doc_id: page.doc_id,
        source_id: folder,
        authority: authority(page.doc_id),
        heading_path: page.heading_path,
        title: page.title,
        order,
      }));

    it('finds changed copies of real sentences and leaves unchanged copies alone', () => {
      const passages = [...read('policies-github/new', () => 10), ...read('policies-basecamp/new', () => 10)];
      const { guide: copies, mutated } = mutateSentences(passages, { count: 300, random: createRandom(7) });
      const flagged = new Set(
        findContradictions({ passages: [...passages, ...copies] }).map(({ passage_id }) => passage_id),
      );
      const found = [...mutated].filter((id) => flagged.has(id));
      expect(mutated.size).toBeGreaterThan(50);
      expect(found.length / mutated.size).toBeGreaterThanOrEqual(0.95);
      expect([...flagged].filter((id) => !mutated.has(id))).toEqual([]);
    });

    it('flags nothing on trees that do not contradict themselves', () => {
      for (const folder of ['policies-github/new', 'policies-basecamp/new']) {
        const passages = read(folder, (page) => (/github-terms\/|^terms\//.test(page) ? 10 : 0));
        expect(findContradictions({ passages })).toEqual([]);
      }
    });
  },
);
