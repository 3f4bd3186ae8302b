import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlain } from '../../../src/corpus/formats/plain.js';

const show = (source: string) => {
  const { text, blocks } = parsePlain(source);
  return blocks.map((b) => [b.kind, b.headingPath.join(' > '), text.slice(b.start, b.end)]);
};

describe('parsePlain', () => {
  it('splits at blank lines and finds underlined headings', () => {
    const source = 'Returns\n=======\n\nSend it back.\nWithin 30 days.\n\nFees\n----\nNone.\n';
    expect(show(source)).toEqual([
      ['heading', '', 'Returns\n======='],
      ['paragraph', 'Returns', 'Send it back.\nWithin 30 days.'],
      ['heading', 'Returns', 'Fees\n----'],
      ['paragraph', 'Returns > Fees', 'None.'],
    ]);
    expect(parsePlain(source).title).toBe('Returns');
  });

  it('finds the chapters and articles of Japanese terms, with text right below them', () => {
    expect(
      show(
        '第1章　総則\n\n第１条（目的）\n本規約は利用条件を定めます。\n第2条の2 適用範囲\n本規約は全員に適用されます。',
      ),
    ).toEqual([
      ['heading', '', '第1章　総則'],
      ['heading', '第1章 総則', '第１条（目的）'],
      ['paragraph', '第1章 総則 > 第１条（目的）', '本規約は利用条件を定めます。'],
      ['heading', '第1章 総則', '第2条の2 適用範囲'],
      ['paragraph', '第1章 総則 > 第2条の2 適用範囲', '本規約は全員に適用されます。'],
    ]);
  });

  it('takes numbered and bracketed titles for headings only where they stand alone', () => {
    expect(
      show('1. Shipping\n\nWe ship daily.\n\n■送料について\n3,000円以上で無料です。').map(([kind]) => kind),
    ).toEqual(['heading', 'paragraph', 'heading', 'paragraph']);
    expect(show('1. We ship daily.\n\n2. We ship fast.').map(([kind]) => kind)).toEqual(['paragraph', 'paragraph']);
    expect(show('第1条では目的を定めます。\n\n第3条の規定により、返品できません。').map(([kind]) => kind)).toEqual([
      'paragraph',
      'paragraph',
    ]);
  });

  it('knows lists and tables', () => {
    expect(show('・返品\n・交換\n\na | b\n1 | 2\n\n- alone').map(([kind]) => kind)).toEqual([
      'list',
      'table',
      'paragraph',
    ]);
  });

  it('reads CRLF and long lines', () => {
    expect(parsePlain('a\r\n\r\nb').text).toBe('a\n\nb');
    expect(parsePlain('a'.repeat(1_000_000)).blocks).toHaveLength(1);
  });

  it('loses no text: what lies between blocks is white space', () => {
    const line = fc.constantFrom(
      '',
      '',
      'text',
      '文です。',
      '# x',
      '===',
      '---',
      '第1条（目的）',
      '■見出し',
      '1. One',
      '- a',
      '・い',
      'a|b',
      '　',
      ' indented',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const { text, blocks } = parsePlain(lines.join('\n'));
        let end = 0;
        for (const block of blocks) {
          expect(text.slice(end, block.start).trim()).toBe('');
          end = block.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
    );
  });
});
