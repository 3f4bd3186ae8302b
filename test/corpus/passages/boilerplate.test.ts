import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../src/corpus/formats/markdown.js';
import { blockHash, createBoilerplateCounter } from '../../../src/corpus/passages/boilerplate.js';
import { HAVE_POLICIES, POLICY_TREES, policyPages } from '../formats/real-policies.js';
import { type Page, type Part, pageOf } from './helpers.js';

const FOOTER = '© 2026 MangaAssist. All rights reserved.';

function decide(pages: readonly Page[], options = {}) {
  const counter = createBoilerplateCounter(options);
  for (const page of pages) counter.add(page);
  return counter.decide();
}
const pages = (count: number, part: (i: number) => Part): Page[] =>
  Array.from({ length: count }, (_, i) => pageOf(['paragraph', `Page ${i} says something of its own.`], part(i)));

describe('createBoilerplateCounter', () => {
  it('finds a footer, reports where it stands, and names it by its normalised text', () => {
    const { hashes, report } = decide(
      pages(10, (i) => ['paragraph', i < 8 ? FOOTER : `Other ${i} footer text that differs`]),
    );
    expect(report).toEqual([{ text: FOOTER, documents: 8, share: 0.8 }]);
    expect(hashes.has(blockHash(`  ${FOOTER.replace(' ', '\u00A0')}`))).toBe(true);
  });

  it('needs enough documents and a large enough share of them', () => {
    expect(decide(pages(4, () => ['paragraph', FOOTER])).report).toEqual([]);
    expect(
      decide(pages(20, (i) => ['paragraph', i < 5 ? FOOTER : `Rule ${i} is a rule of its own kind`])).report,
    ).toEqual([]);
    expect(
      decide(
        pages(20, (i) => ['paragraph', i < 5 ? FOOTER : `Rule ${i} is a rule of its own kind`]),
        { minShare: 0.25 },
      ).report,
    ).toHaveLength(1);
  });

  it('counts a text once per document', () => {
    const page = pageOf(...Array.from({ length: 9 }, () => ['paragraph', FOOTER] as const));
    expect(decide([page, page, page]).report).toEqual([]);
  });

  it('leaves headings, facts, spoilers, code and short answers alone', () => {
    const answers = ['返品はできません。', 'This cannot be returned.'.slice(0, 19)];
    for (const answer of answers) expect(decide(pages(10, () => ['paragraph', answer])).report).toEqual([]);
    expect(decide(pages(10, () => ['field', 'Publisher: Hinode Publishing Company'])).report).toEqual([]);
    expect(decide(pages(10, () => ['heading', 'Frequently asked questions'])).report).toEqual([]);
    expect(decide(pages(10, () => ['paragraph', 'In the end they all meet again.', { spoiler: true }])).report).toEqual(
      [],
    );
  });
});

describe.skipIf(!HAVE_POLICIES)('boilerplate in real policies (../shared/data)', () => {
  it.each(POLICY_TREES)('%s has none, and none is claimed', (tree) => {
    expect(decide(policyPages(tree).map(({ source }) => parseMarkdown(source))).report).toEqual([]);
  });
});
