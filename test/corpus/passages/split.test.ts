import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../src/corpus/formats/markdown.js';
import { blockHash } from '../../../src/corpus/passages/boilerplate.js';
import type { PassageDraft } from '../../../src/corpus/passages/passage.js';
import { splitPassages } from '../../../src/corpus/passages/split.js';
import { HAVE_POLICIES, POLICY_TREES, policyPages } from '../formats/real-policies.js';
import { anyPage, budgetOf, countTokens, type Page, pageOf } from './helpers.js';

const texts = (page: Page, maxTokens = 60) => splitPassages(page, { budget: budgetOf(maxTokens) }).map((p) => p.text);

/** What a caller relies on, whatever the document. */
function checkPassages(page: Page, passages: readonly PassageDraft[], maxTokens: number): void {
  let end = 0;
  for (const passage of passages) {
    expect(page.text.slice(passage.start, passage.end)).toBe(passage.text);
    expect(passage.text).toBe(passage.text.trim());
    expect(passage.text).not.toBe('');
    expect(passage.start).toBeGreaterThanOrEqual(end);
    expect(passage.tokens).toBe(countTokens(passage.text));
    expect(passage.tokens).toBeLessThanOrEqual(maxTokens);
    expect(passage.text).not.toMatch(/\p{Surrogate}/u);
    end = passage.end;
  }
  const covered = passages.map((p) => p.text.replace(/\s/g, '')).join('');
  const content = page.blocks
    .filter((b) => b.kind !== 'heading')
    .map((b) => page.text.slice(b.start, b.end).replace(/\s/g, ''));
  expect(covered).toBe(content.join(''));
}

describe('splitPassages', () => {
  it('makes one passage of a section that fits, with its headings beside it', () => {
    const page = parseMarkdown(
      '# Returns\n\nIntro.\n\n## Books\n\nWithin 14 days:\n\n- unopened\n- with receipt\n\n## Food\n\nNever.',
    );
    expect(splitPassages(page, { budget: budgetOf(60) })).toMatchObject([
      { text: 'Intro.', headingPath: ['Returns'], spoiler: false },
      { text: 'Within 14 days:\n\n- unopened\n- with receipt', headingPath: ['Returns', 'Books'], tokens: 11 },
      { text: 'Never.', headingPath: ['Returns', 'Food'] },
    ]);
  });

  it('makes no passage of a heading alone, and none of an empty document', () => {
    expect(texts(parseMarkdown('# A\n\n## B\n\ntext'))).toEqual(['text']);
    expect(texts(parseMarkdown('# A'))).toEqual([]);
    expect(texts(parseMarkdown(''))).toEqual([]);
  });

  it('keeps sections apart that share a heading', () => {
    expect(texts(parseMarkdown('# A\n\none\n\n# A\n\ntwo'))).toEqual(['one', 'two']);
  });

  it('keeps tables and lists whole where they fit', () => {
    const list = '- one two three four five six\n- seven eight nine ten eleven';
    const table = '| a | b |\n|---|---|\n| some | cell |\n| other | cell |';
    const filler = 'Some words that fill the section up to more than the budget allows it to hold.';
    const passages = texts(parseMarkdown(`${filler}\n\n${list}\n\n${filler}\n\n${table}\n\n${filler}`), 40);
    expect(passages.length).toBeGreaterThan(1);
    expect(passages.filter((p) => p.includes(list))).toHaveLength(1);
    expect(passages.filter((p) => p.includes(table))).toHaveLength(1);
  });

  it('cuts a list that is too long between its items', () => {
    const items = Array.from(
      { length: 30 },
      (_, i) => `${i + 1}. Item ${'abcdefghij'[i % 10]} says something\n    - and a detail`,
    );
    for (const passage of texts(parseMarkdown(items.join('\n')))) {
      expect(passage).toMatch(/^\d+\. Item/);
      expect(passage).toMatch(/detail$/);
    }
  });

  it('cuts a paragraph that is too long between sentences, in English and in Japanese', () => {
    const english = Array.from(
      { length: 20 },
      (_, i) => `Rule ${i} holds for all orders of Vol. ${i} in the shop.`,
    ).join(' ');
    const japanese = Array.from({ length: 20 }, (_, i) => `第${i}巻の返品は到着後14日以内に限ります。`).join('');
    for (const p of texts(pageOf(['paragraph', english]))) expect(p).toMatch(/^Rule .*shop\.$/s);
    for (const p of texts(pageOf(['paragraph', japanese]))) expect(p).toMatch(/^第.*限ります。$/s);
  });

  it('cuts a monster of a sentence at clauses, and never within a character', () => {
    const clauses = Array.from({ length: 60 }, (_, i) => `condition ${i} of https://a.example/x.y holds`).join(', ');
    for (const p of texts(pageOf(['paragraph', clauses])).slice(0, -1)) expect(p).toMatch(/holds,$/);
    const family = '👩‍👩‍👧';
    for (const p of texts(pageOf(['paragraph', family.repeat(200)]))) expect(p.replaceAll(family, '')).toBe('');
    for (const p of texts(pageOf(['paragraph', 'か\u3099'.repeat(500)]))) expect(p.startsWith('\u3099')).toBe(false);
  });

  it('lets spoilers share no passage with other text', () => {
    const page = pageOf(
      ['field', 'Title: A'],
      ['paragraph', 'They meet.'],
      ['paragraph', 'She dies.', { spoiler: true }],
      ['paragraph', 'The end.'],
    );
    expect(splitPassages(page, { budget: budgetOf(60) }).map((p) => [p.text, p.spoiler])).toEqual([
      ['Title: A\n\nThey meet.', false],
      ['She dies.', true],
      ['The end.', false],
    ]);
  });

  it('keeps what is hidden out of every span', () => {
    expect(texts(parseMarkdown('shown\n\n<!-- hidden -->\n\nalso shown\n\n[x]: https://a.example\n\nend'))).toEqual([
      'shown',
      'also shown',
      'end',
    ]);
  });

  it('leaves boilerplate out, wherever it stands', () => {
    const notice = 'Questions? Write to help@shop.example.';
    const page = parseMarkdown(`# A\n\none\n\n${notice}\n\ntwo`);
    expect(
      splitPassages(page, { budget: budgetOf(60), boilerplate: new Set([blockHash(notice)]) }).map((p) => p.text),
    ).toEqual(['one', 'two']);
  });

  it('makes one passage of a catalog entry unless it is too long', () => {
    const fields = Array.from({ length: 5 }, (_, i) => ['field', `Field ${i}: value`] as const);
    expect(texts(pageOf(...fields, ['paragraph', 'A synopsis.']))).toHaveLength(1);
    expect(
      texts(pageOf(...fields, ['paragraph', 'A synopsis that goes on. '.repeat(40).trim()])).length,
    ).toBeGreaterThan(1);
  });

  it('bounds a text whose tokenizer knows no word of it', () => {
    const page = pageOf(['paragraph', 'x'.repeat(100_000)]);
    const passages = splitPassages(page, { budget: { maxTokens: 64, countTokens: () => 1 } });
    expect(Math.max(...passages.map((p) => p.text.length))).toBeLessThanOrEqual(1024);
  });

  it('refuses a budget that holds nothing', () => {
    expect(() => splitPassages(pageOf(['paragraph', 'a']), { budget: budgetOf(0) })).toThrow(/at most 0 tokens/);
  });

  it('is exact, ordered, complete and within budget on any document', () => {
    fc.assert(
      fc.property(anyPage, fc.integer({ min: 6, max: 80 }), (page, maxTokens) => {
        checkPassages(page, splitPassages(page, { budget: budgetOf(maxTokens) }), maxTokens);
      }),
      { numRuns: 300 },
    );
  });

  it('takes 20 MB in one document', () => {
    const section = (i: number): string =>
      `## Section ${i}\n\n${`Rule ${i} says what holds in case ${i}. `.repeat(40)}\n\n- item ${i}\n- other\n`;
    let source = '';
    for (let i = 0; source.length < 20e6; i++) source += `${section(i)}\n`;
    const page = parseMarkdown(source);
    const passages = splitPassages(page, {
      budget: { maxTokens: 300, countTokens: (text) => Math.ceil(text.length / 4) },
    });
    expect(passages.length).toBeGreaterThan(12_000);
    expect(passages.every((p) => page.text.startsWith(p.text, p.start) && p.tokens <= 300)).toBe(true);
  });
});

describe.skipIf(!HAVE_POLICIES)('splitPassages on real policies (../shared/data)', () => {
  it.each(POLICY_TREES)('is exact and complete on every page of %s', (tree) => {
    for (const { source } of policyPages(tree)) {
      const page = parseMarkdown(source);
      for (const maxTokens of [64, 256])
        checkPassages(page, splitPassages(page, { budget: budgetOf(maxTokens) }), maxTokens);
    }
  });
});
