import { describe, expect, it } from 'vitest';
import { outlineOf, parseNodes } from '../../../src/corpus/formats/html-nodes.js';
import { renderHtml } from '../../../src/corpus/formats/html-render.js';

const render = (html: string) => {
  const root = parseNodes(html);
  return renderHtml(root, outlineOf(root).layout);
};

describe('renderHtml', () => {
  it('makes a paragraph of text between block elements, and none of white space', () => {
    expect(render('a <b>b</b><div> </div>c<section><div>d</div></section>').map((b) => b.text)).toEqual([
      'a b',
      'c',
      'd',
    ]);
  });

  it('gives headings their depth and the text of what is inside', () => {
    expect(render('<h3><button>Can I <i>return</i> it?</button></h3>')).toEqual([
      { kind: 'heading', depth: 3, text: 'Can I return it?' },
    ]);
  });

  it('keeps rows of a table within a cell in that cell', () => {
    expect(render('<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>')).toEqual([
      { kind: 'table', text: 'a | b c' },
    ]);
  });

  it('goes on after a list or table that was never closed', () => {
    expect(render('<div><ul><li>a</div><p>b</p>').at(-1)?.text).toContain('b');
  });
});
