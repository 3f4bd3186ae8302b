import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../../src/corpus/formats/html.js';

const show = (source: string) => {
  const { text, blocks } = parseHtml(source);
  return blocks.map((b) => `${b.kind}: ${text.slice(b.start, b.end)}`);
};

describe('parseHtml', () => {
  it('reads a page as its visitor does', () => {
    const page =
      parseHtml(`<!doctype html><html lang="ja"><head><title>返品 | MangaAssist</title><style>p{}</style></head>
      <body><nav><a href="/">Home</a></nav><h1>返品</h1><p>未開封は&nbsp;14 日以内 &amp; 送料は&lt;お客様&gt;負担。</p>
      <h2>手順</h2><ol><li>申請する<li>送る</ol><script>track()</script><p hidden>no</p><p style="display: none">no</p></body></html>`);
    expect(page.text).toBe('返品\n\n未開封は 14 日以内 & 送料は<お客様>負担。\n\n手順\n\n1. 申請する\n2. 送る');
    expect(page.blocks.map((b) => [b.kind, b.headingPath.join(' > ')])).toEqual([
      ['heading', ''],
      ['paragraph', '返品'],
      ['heading', '返品'],
      ['list', '返品 > 手順'],
    ]);
    expect([page.title, page.lang]).toEqual(['返品', 'ja']);
  });

  it('keeps a title that says something else than the heading', () => {
    expect(parseHtml('<title>Shipping</title><h1>Welcome</h1>').title).toBe('Shipping');
    expect(parseHtml('<h1>Only <em>this</em></h1>').title).toBe('Only this');
    expect(parseHtml('text').title).toBeNull();
  });

  it('writes nested lists, items of several paragraphs, and numbering that goes on', () => {
    expect(show('<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul><ol start="3"><li>e</ol>')).toEqual([
      'list: - a\n  - b\n- c\n  d',
      'list: 3. e',
    ]);
  });

  it('writes table rows with bars, and a table that only lays out the page as its content', () => {
    expect(show('<table><tr><th>Item<th>Fee<tr><td>Book<td><ul><li>0</li><li>JPY</li></ul></table>')).toEqual([
      'table: Item | Fee\nBook | 0 JPY',
    ]);
    expect(show('<table><tr><td><h2>Fees</h2><p>None.</p></td></tr></table>')).toEqual([
      'heading: Fees',
      'paragraph: None.',
    ]);
  });

  it('keeps line breaks, preformatted text and quotes', () => {
    expect(show('<p>Line one<br>line two<br><br>next</p>')).toEqual([
      'paragraph: Line one\nline two',
      'paragraph: next',
    ]);
    expect(show('<pre>\na\n  b</pre><blockquote><p>q</p><p>r</p></blockquote>')).toEqual([
      'code: a\n  b',
      'quote: q\nr',
    ]);
  });

  it('joins Japanese lines that the source wraps, and English ones with a space; drops ruby readings', () => {
    expect(
      show('<p>全品\n  送料無料</p><p>free\n shipping</p><p><ruby>漫<rp>(</rp><rt>まん</rt><rp>)</rp></ruby>画</p>'),
    ).toEqual(['paragraph: 全品送料無料', 'paragraph: free shipping', 'paragraph: 漫画']);
  });

  it.each([
    ['tags never closed', '<div>'.repeat(20_000)],
    ['lists in lists', '<ul><li>'.repeat(5_000)],
    ['tables in tables', '<table><tr><td>'.repeat(5_000)],
    ['angle brackets', '<'.repeat(300_000)],
    ['ampersands', '&amp'.repeat(100_000)],
    ['a comment never closed', '</p><!-- '],
  ])('survives %s', (_, html) => {
    expect(parseHtml(`<p>before</p>${html}`).text.startsWith('before')).toBe(true);
  });

  it('gives blocks one blank line apart that cover the text, for any markup', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      'text ',
      '日本語',
      '&lt;',
      '<br>',
      '<ul>',
      '<ol>',
      '<li>',
      '</ul>',
      '</ol>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<pre>',
      '</pre>',
      '<h2>',
      '</h2>',
      '<blockquote>',
      '</blockquote>',
      '<div>',
      '</div>',
      '\n',
      '<script>',
      '</script>',
      '<nav>',
      '</nav>',
      '&nbsp;',
      '<',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { text, blocks } = parseHtml(pieces.join(''));
        expect(blocks.map((b) => text.slice(b.start, b.end)).join('\n\n')).toBe(text);
        for (const b of blocks) expect(text.slice(b.start, b.end)).toBe(text.slice(b.start, b.end).trim());
      }),
      { numRuns: 500 },
    );
  });
});
