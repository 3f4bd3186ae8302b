import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../../src/corpus/formats/front-matter.js';

const error = (text: string): unknown => {
  try {
    return readFrontMatter(text, 'a.md');
  } catch (thrown) {
    return thrown;
  }
};

describe('readFrontMatter', () => {
  it('reads a mapping and says where the body starts', () => {
    const text = '---\ntitle: 返品\nupdated_at: 2026-04-01\nfacts:\n  days: 14\n---\nbody';
    const { data, bodyStart } = readFrontMatter(text);
    expect(data).toEqual({ title: '返品', updated_at: '2026-04-01', facts: { days: 14 } });
    expect(text.slice(bodyStart)).toBe('body');
  });

  it('takes an empty block as empty, and a file without one as it is', () => {
    expect(readFrontMatter('---\n---\nbody')).toEqual({ data: {}, bodyStart: 8 });
    expect(readFrontMatter('body\n---\na: b\n---')).toEqual({ data: null, bodyStart: 0 });
  });

  it('refuses a block that is never closed, whose dates would be lost in silence', () => {
    expect(() => readFrontMatter('---\ntitle: Returns\nupdated_at: 2026-04-01\n\n# Returns\n', 'returns.md')).toThrow(
      expect.objectContaining({ message: 'front matter is opened and never closed', where: 'returns.md:1' }),
    );
    expect(readFrontMatter('---\n\nA page that begins with a rule.\n').data).toBeNull();
  });

  it('leaves text between rules in the body', () => {
    expect(readFrontMatter('---\nJust a sentence\n---\nbody')).toEqual({ data: null, bodyStart: 0 });
  });

  it.each([
    ['broken YAML', '---\na: 1\nb: [1, 2\n---\n', /not valid YAML/, /^a\.md:\d+$/],
    ['a key twice', '---\na: 1\na: 2\n---\n', /unique/, 'a.md:3'],
    ['a list', '---\n- a\n---\n', /list/, 'a.md:2'],
    ['an alias that names nothing', '---\na: *b\n---\n', /Unresolved alias|alias/, /^a\.md:\d+$/],
  ])('refuses %s, naming the line', (_, text, message, where) => {
    expect(error(text)).toMatchObject({
      name: 'RaftCorpusError',
      message: expect.stringMatching(message),
      where: expect.stringMatching(where),
    });
  });

  it('refuses a bomb of aliases instead of expanding it', () => {
    const level = (i: number): string =>
      `l${i}: &l${i} [${Array(10)
        .fill(i === 0 ? 'x' : `*l${i - 1}`)
        .join(', ')}]`;
    const bomb = Array.from({ length: 9 }, (_, i) => level(i)).join('\n');
    expect(error(`---\n${bomb}\n---\n`)).toMatchObject({ name: 'RaftCorpusError' });
  });

  it('survives nesting that would overflow the stack', () => {
    expect(error(`---\na: ${'['.repeat(20_000)}\n---\n`)).toMatchObject({ name: 'RaftCorpusError' });
  });

  it('does not let a key reach the prototype', () => {
    const { data } = readFrontMatter('---\n__proto__:\n  polluted: true\n---\n');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(data?.['polluted']).toBeUndefined();
  });
});
