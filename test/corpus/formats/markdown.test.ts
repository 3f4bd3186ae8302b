import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../src/corpus/formats/markdown.js';
import type { ParsedText } from '../../../src/corpus/formats/parsed-text.js';
import { oracleBlocks } from './markdown-oracle.js';
import { HAVE_POLICIES, POLICY_TREES, policyPages } from './real-policies.js';

const show = ({ text, blocks }: ParsedText) => blocks.map((b) => `${b.kind}: ${text.slice(b.start, b.end)}`);
const paths = ({ blocks }: ParsedText) => blocks.map((b) => b.headingPath.join(' > '));
const page = (...lines: string[]) => lines.join('\n');

describe('parseMarkdown', () => {
  it('finds the blocks of a policy page, with offsets into the file itself', () => {
    const source = page(
      '---',
      'title: Returns',
      'lang: en',
      '---',
      '# Returns & *refunds*',
      '',
      'Send it back within **30 days**.',
      '',
      '## What you need [?](#why) {#need}',
      '',
      '* the box',
      '  - unopened',
      '* the receipt',
      '',
      '| Item | Fee |',
      '|------|-----|',
      '| Book | 0   |',
      '',
      '> No fee for damage.',
      '',
      '```sh',
      '# not a heading',
      '```',
    );
    const parsed = parseMarkdown(source);
    expect(parsed.text).toBe(source);
    expect(show(parsed)).toEqual([
      'heading: # Returns & *refunds*',
      'paragraph: Send it back within **30 days**.',
      'heading: ## What you need [?](#why) {#need}',
      'list: * the box\n  - unopened\n* the receipt',
      'table: | Item | Fee |\n|------|-----|\n| Book | 0   |',
      'quote: > No fee for damage.',
      'code: ```sh\n# not a heading\n```',
    ]);
    expect(paths(parsed).slice(0, 4)).toEqual([
      '',
      'Returns & refunds',
      'Returns & refunds',
      'Returns & refunds > What you need ?',
    ]);
    expect([parsed.title, parsed.lang, parsed.frontMatter]).toEqual([
      'Returns',
      'en',
      { title: 'Returns', lang: 'en' },
    ]);
  });

  it('takes the first heading of depth 1 as title when front matter names none', () => {
    expect(parseMarkdown('intro\n\n返品について\n=====\n\n本文').title).toBe('返品について');
    expect(parseMarkdown('## only a section\n\ntext').title).toBeNull();
  });

  it('closes sections when a heading of the same or a lower depth comes', () => {
    const parsed = parseMarkdown('# a\n### b\nx\n## c\ny\n# d\nz');
    expect(paths(parsed)).toEqual(['', 'a', 'a > b', 'a', 'a > c', '', 'd']);
  });

  it('leaves out comments, rules, link definitions and Liquid control tags, and keeps Liquid data', () => {
    const parsed = parseMarkdown(
      page(
        '<!-- note to translators -->',
        '',
        '{% ifversion fpt %}',
        '',
        'Contact {% data variables.contact %}.',
        '',
        '{% endif %}',
        '',
        '---',
        '',
        '{% data reusables.support %}',
        '',
        '<a name="x"></a>',
        '',
        '<p>Raw but visible</p>',
        '',
        '[x]: https://example.com',
      ),
    );
    expect(show(parsed)).toEqual([
      'paragraph: Contact {% data variables.contact %}.',
      'paragraph: {% data reusables.support %}',
      'paragraph: <p>Raw but visible</p>',
    ]);
  });

  it('reads CRLF and a BOM away', () => {
    expect(parseMarkdown('\uFEFF---\r\ntitle: T\r\n---\r\n# H\r\n\r\ntext\r\n')).toMatchObject({
      text: '---\ntitle: T\n---\n# H\n\ntext\n',
      title: 'T',
    });
  });

  it('keeps the text of a heading that is really a paragraph', () => {
    const long = `# ${'All of this was styled as a heading. '.repeat(20).trim()}`;
    expect(show(parseMarkdown(long))).toEqual([`paragraph: ${long}`]);
  });

  it('reports front matter that is no YAML with file and line', () => {
    expect(() => parseMarkdown('---\ntitle: a\nfees: b: c\n---\n', { location: 'p/x.md' })).toThrow(
      expect.objectContaining({ name: 'RaftCorpusError', where: 'p/x.md:3' }),
    );
  });

  it.each([
    ['quotes in quotes', '>'.repeat(20_000)],
    ['lists in lists', '- '.repeat(20_000)],
    ['ever deeper items', Array.from({ length: 600 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n')],
    ['a line of a megabyte', '*word '.repeat(170_000)],
    ['open brackets', '['.repeat(300_000)],
    ['emphasis without end', '*a'.repeat(150_000)],
    ['a fence without end', `\`\`\`\n${'text\n\n'.repeat(60_000)}`],
    ['comments without end', '<!-- a\n\n'.repeat(20_000)],
    ['a list of 50,000 lines', '- item\n'.repeat(50_000)],
    ['a wide table', `${'|a'.repeat(200_000)}\n${'|-'.repeat(200_000)}\n|b`],
  ])('survives %s', (_, source) => {
    const { text, blocks } = parseMarkdown(`before\n\n${source}\n`);
    expect(text.slice(blocks[0]?.start, blocks[0]?.end)).toBe('before');
    expect(blocks.at(-1)?.end).toBeLessThanOrEqual(text.length);
  });
});

/** Fragments that exercise what cutting into segments could get wrong. */
const fragment = fc.constantFrom(
  'plain words',
  '日本語の文。',
  '**bold** start',
  '[link](x) text',
  '30 days',
  '1.2 Scope',
  '# H',
  '## H ##',
  '####### no',
  '#no',
  'Setext',
  '===',
  '---',
  '- a',
  '* b',
  '+ c',
  '1. one',
  '2) two',
  '10. ten',
  '  - nested',
  '   three',
  '    code',
  '      deep',
  '> quote',
  '>',
  '```',
  '~~~',
  '  ```',
  '- ```',
  '````',
  '|a|b|',
  '|-|-|',
  '|1|2|',
  'a | b',
  '-|-',
  '| a | b | c |',
  '<div>',
  '</div>',
  '<b>x</b>',
  '***',
  '- - -',
  '_ _ _',
  '[d]: url',
  '[d]:',
  '(1) item',
  '"quoted"',
  '-',
  '1.',
  '-     far',
  '`code`',
  '\\# no',
  'a\\',
  '&amp;',
);
const markdown = fc
  .array(fc.oneof({ weight: 3, arbitrary: fragment }, { weight: 2, arbitrary: fc.constant('') }), { maxLength: 24 })
  .map((lines) => lines.join('\n'));

describe('parseMarkdown on any Markdown', () => {
  it('sees the blocks that the parser sees in one go', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const body = `x\n\n${source}`;
        expect(show(parseMarkdown(body)).filter((b) => !/^paragraph: *<\/?(div|b)>/.test(b))).toEqual(
          oracleBlocks(body).filter((b) => !/^paragraph: *<\/?(div|b)>/.test(b)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('gives trimmed blocks in order without overlap, for any string', () => {
    fc.assert(
      fc.property(fc.oneof(markdown, fc.string({ unit: 'binary', maxLength: 200 })), (source) => {
        const { text, blocks } = parseMarkdown(` ${source}`);
        let end = 0;
        for (const block of blocks) {
          const content = text.slice(block.start, block.end);
          expect(block.start).toBeGreaterThanOrEqual(end);
          expect(content).not.toBe('');
          expect(content).toBe(content.trim());
          end = block.end;
        }
      }),
    );
  });
});

describe.skipIf(!HAVE_POLICIES)('parseMarkdown on real policies (../shared/data)', () => {
  it('agrees with the parser on every page', () => {
    const pages = POLICY_TREES.flatMap(policyPages);
    expect(pages.length).toBe(153);
    for (const { path, source } of pages) {
      const body = `x\n\n${source}`; // so that front matter is body, here and there
      const isHtml = (block: string): boolean => /^\w+: </.test(block);
      expect(
        show(parseMarkdown(body)).filter((b) => !isHtml(b)),
        path,
      ).toEqual(oracleBlocks(body).filter((b) => !isHtml(b)));
    }
  });
});
