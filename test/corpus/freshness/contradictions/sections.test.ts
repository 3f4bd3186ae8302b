import { describe, expect, it } from 'vitest';
import { readValueSentences } from '../../../../src/corpus/freshness/contradictions/read.js';
import { alignSections, sectionsOf } from '../../../../src/corpus/freshness/contradictions/sections.js';
import { passage } from './passages.js';

const page = (...sections: readonly (readonly [string[], string])[]) =>
  sectionsOf(
    sections.map(([heading_path, text]) => {
      const one = passage(text, { heading_path });
      return { passage: one, sentences: readValueSentences(one) };
    }),
  );

describe('sections', () => {
  it('are runs of passages under one heading, those without values too', () => {
    expect(
      page([['A'], '1 day.'], [['A'], 'Nothing.'], [['B'], 'Nothing.']).map(({ sentences }) => sentences.length),
    ).toEqual([1, 0]);
  });

  it('correspond by place where the plans are equal, else by their values', () => {
    const a = page([['A'], '3 days.'], [['B'], '5 days.']);
    expect(alignSections(a, page([['あ'], '3日。'], [['い'], '9日。']))).toHaveLength(2);
    const longer = page([['は'], '読み物。'], [['あ'], '3日。'], [['い'], '5日。']);
    expect(alignSections(a, longer).map(([left, right]) => [left, right])).toEqual([
      [a[0], longer[1]],
      [a[1], longer[2]],
    ]);
    expect(alignSections(a, page([['い'], '9日。']))).toEqual([]);
  });
});
