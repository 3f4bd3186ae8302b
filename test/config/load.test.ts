import { describe, expect, it } from 'vitest';
import { loadConfig, parseConfig, resolveStore } from '../../src/config/load.js';
import { RaftCorpusError } from '../../src/core/errors.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

const SOURCE = ['sources:', '  - id: pages', '    kind: policy', '    path: "pages/**/*.md"'];

function failure(lines: readonly string[]): RaftCorpusError {
  try {
    parseConfig(lines.join('\n'), 'raft-corpus.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(RaftCorpusError);
    return error as RaftCorpusError;
  }
  throw new Error('the config was accepted');
}

describe('a config', () => {
  it('of one source has defaults for all the rest', () => {
    expect(parseConfig(SOURCE.join('\n'), 'f')).toMatchObject({
      store: '.raft-corpus',
      embedder: { model: 'bundled' },
      passages: { maxTokens: 512 },
      statements: [],
      suites: [],
      sources: [
        { id: 'pages', snapshot: 'full', maxShrink: 0.2, onDuplicate: 'error', encoding: 'utf-8', timezone: 'UTC' },
      ],
    });
  });

  it.each<[string, string[], string, string]>([
    ['at the top', ['stroe: x', ...SOURCE], 'unknown key "stroe"; did you mean "store"?', ':1'],
    ['in a source', [...SOURCE, '    maxage: 90d'], 'unknown key "maxage" in sources.0; did you mean "maxAge"?', ':5'],
    ['in fields', [...SOURCE, '    fields:', '      titel: t'], 'in sources.0.fields; did you mean "title"?', ':6'],
    [
      'in a fact',
      [...SOURCE, '    fields:', '      facts:', '        volumes: { typ: number }'],
      'did you mean "type"?',
      ':7',
    ],
    [
      'in a list of sources',
      [...SOURCE, '  - id: b', '    knid: faq', '    kind: faq', '    path: x.md'],
      'in sources.1; did you mean "kind"?',
      ':6',
    ],
    ['in passages', [...SOURCE, 'passages: { maxToken: 5 }'], 'did you mean "maxTokens"?', ':5'],
  ])('with an unknown key %s says which was meant, and the line', (_, lines, message, line) => {
    const error = failure(lines);
    expect(error.message).toContain(message);
    expect(error.where).toBe(`raft-corpus.yaml${line}`);
  });

  it('lists the known keys where none is near', () => {
    expect(failure(['colour: red', ...SOURCE]).fix).toContain('Known keys there: store, embedder');
  });

  it('tells all of its mistakes with their lines', () => {
    const error = failure(['sources:', '  - id: Bad Id', '    kind: policies', '    path: []', '    maxShrink: 2']);
    for (const line of [2, 3, 4, 5]) expect(error.message).toContain(`line ${line}:`);
    expect(error.message).toMatch(/the config has \d+ mistakes/);
  });

  it.each<[string, string[], RegExp]>([
    ['sources that share an id', [...SOURCE, ...SOURCE.slice(1)], /two sources share the id "pages"/],
    ['a key twice', ['store: a', 'store: b', ...SOURCE], /not valid YAML.*unique/],
    ['tabs', ['sources:', '\t- id: x'], /not valid YAML/],
    ['an alias without anchor', ['sources: *none'], /not valid YAML: Unresolved alias/],
    ['text alone', ['just text'], /expected object/],
    ['nothing', [''], /sources/],
    ['no sources', ['sources: []'], /sources/],
    ['a duration that is none', [...SOURCE, '    maxAge: 90 days'], /maxAge: must be a number and d, w or h: 90d/],
    ['a time zone that is none', [...SOURCE, '    timezone: Tokyo'], /timezone: must be an IANA time zone/],
    ['a pattern without slot', [...SOURCE, 'statements: [{ field: a, type: duration, patterns: ["x"] }]'], /\{value\}/],
  ])('with %s is refused as a mistake of the user', (_, lines, message) => {
    expect(failure(lines).message).toMatch(message);
  });

  it('that expands without end is refused', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [name, before] of ['ba', 'cb', 'dc', 'ed'].map((pair) => [...pair]))
      bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`)}]`);
    expect(failure([...bomb, 'sources: *e']).message).toContain('Excessive alias count');
  });
});

describe('the file', () => {
  it('is found in the folder or above, and paths start where it lies', async () => {
    folder.write('shop/raft-corpus.yaml', ['store: data/store', ...SOURCE].join('\n'));
    folder.write('shop/deep/inside/.keep', '');
    const config = await loadConfig({ cwd: `${folder.path}/shop/deep/inside` });
    expect(config).toMatchObject({
      file: `${folder.path}/shop/raft-corpus.yaml`,
      root: `${folder.path}/shop`,
      store: `${folder.path}/shop/data/store`,
    });
    const named = await loadConfig({ cwd: folder.path, file: 'shop/raft-corpus.yaml' });
    expect(named).toEqual(config);
  });

  it('that is not there, or is a folder, is told with its place', async () => {
    for (const file of ['gone.yaml', '.']) {
      await expect(loadConfig({ cwd: folder.path, file })).rejects.toMatchObject({
        message: expect.stringContaining('the config cannot be read'),
        where: expect.stringContaining(folder.path),
        fix: expect.stringContaining('--config'),
      });
    }
  });

  it('that is empty, or lacks a key, is told what is missing and not that there is no config', async () => {
    folder.write('bare/raft-corpus.yaml', '');
    await expect(loadConfig({ cwd: `${folder.path}/bare` })).rejects.toMatchObject({
      message: 'the config has a mistake: sources is missing',
      where: expect.stringContaining('bare/raft-corpus.yaml'),
    });
    expect(failure(['sources:', '  - id: pages', '    path: a.md']).message).toContain('sources.0.kind is missing');
  });

  it('leaves stores of a service alone', () => {
    expect(resolveStore('s3://bucket/corpus', '/etc')).toBe('s3://bucket/corpus');
    expect(resolveStore('../store', '/srv/shop')).toBe('/srv/store');
  });
});
