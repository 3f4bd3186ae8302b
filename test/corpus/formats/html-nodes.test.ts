import { describe, expect, it } from 'vitest';
import { headingDepth, isHidden, outlineOf, parseNodes, walk } from '../../../src/corpus/formats/html-nodes.js';

describe('walk', () => {
  it('visits in document order and skips what enter refuses', () => {
    const seen: string[] = [];
    walk(parseNodes('<a><b>x</b></a><i>y</i>'), {
      enter: (node) => {
        seen.push(`+${node.name ?? node.data}`);
        return node.name !== 'b';
      },
      leave: (node) => seen.push(`-${node.name ?? node.data}`),
    });
    expect(seen).toEqual(['+a', '+b', '-a', '+i', '+y', '-y', '-i']);
  });
});

describe('outlineOf', () => {
  it('finds language, title and what holds headings', () => {
    const root = parseNodes('<html lang="en"><title> A\n b </title><table><tr><td><h1>x</h1></table><ul><li>y</ul>');
    const outline = outlineOf(root);
    expect([outline.lang, outline.title]).toEqual(['en', 'A b']);
    expect([...outline.layout].map((node) => node.name ?? node.type).sort()).toEqual([
      'html',
      'root',
      'table',
      'td',
      'tr',
    ]);
  });
});

describe('isHidden and headingDepth', () => {
  it.each([
    [{ type: 'tag', name: 'nav' }, true],
    [{ type: 'tag', name: 'div', attribs: { role: 'navigation' } }, true],
    [{ type: 'tag', name: 'dialog', attribs: { open: '' } }, false],
    [{ type: 'tag', name: 'p', attribs: { style: 'color:red' } }, false],
  ])('%j hidden: %s', (node, hidden) => {
    expect(isHidden(node)).toBe(hidden);
  });

  it('reads h1 to h6', () => {
    expect(headingDepth({ type: 'tag', name: 'h3' })).toBe(3);
    expect(headingDepth({ type: 'tag', name: 'hr' })).toBeNull();
  });
});
