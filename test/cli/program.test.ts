/** The command line without any store or model: help, usage errors, and what is loaded for them. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../fixtures/temp-folder.js';
import { cli, DIST, MAIN } from '../helpers/cli.js';
import { runInProcess } from '../helpers/run-cli.js';

const folder = tempFolder();
const run = (...args: string[]) => cli(args, { cwd: folder.path });
const helpOf = (...names: string[]) => runInProcess([...names, '--help'], folder.path);

/** Commands as `--help` lists them. */
const listed = (help: string): string[] =>
  [...(help.split('Commands:')[1]?.split('\n\n')[0] ?? '').matchAll(/^ {2}([a-z]+)/gm)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== 'help');

describe('help', () => {
  it('is on stdout, ends well, and lists the commands', async () => {
    const { code, stdout, stderr } = await run('--help');
    expect([code, stderr]).toEqual([0, '']);
    expect(listed(stdout)).toEqual(expect.arrayContaining(['init', 'refresh', 'status', 'stale', 'export', 'prune']));
  });

  it('of each command shows examples that are command lines of it, with options that it has', async () => {
    const names = listed((await helpOf()).stdout);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const { code, stdout } = await helpOf(name);
      expect(code).toBe(0);
      const [usage = '', examples = ''] = stdout.split('Examples:');
      const lines = examples.split('\n').filter((line) => line.includes('raft-corpus'));
      expect(lines.length, `examples of ${name}`).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line).toContain(`raft-corpus ${name}`);
        for (const [option] of line.matchAll(/(?<= )--[a-z-]+/g)) expect(usage, line).toContain(option);
      }
    }
  });

  it('of each command that opens a model has --offline', async () => {
    for (const name of ['refresh', 'search', 'mine', 'build', 'eval']) {
      expect((await helpOf(name)).stdout, name).toContain('--offline');
    }
  });

  it('and the version open no config, store or model', async () => {
    folder.write('broken/raft-corpus.yaml', ': : :');
    for (const args of [['--help'], ['--version'], ['refresh', '--help'], ['help', 'stale']]) {
      const { code, stderr } = await cli(args, { cwd: join(folder.path, 'broken') });
      expect([args, code, stderr]).toEqual([args, 0, '']);
    }
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await run('--version')).stdout).toBe(`${version}\n`);
  });

  it('loads nothing but commander and what is built in', () => {
    const packages = new Set<string>();
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const specifier of staticImports(readFileSync(file, 'utf8'))) {
        if (specifier.startsWith('.')) visit(join(dirname(file), specifier));
        else if (!specifier.startsWith('node:') && !builtinModules.includes(specifier)) packages.add(specifier);
      }
    };
    visit(MAIN);
    expect([...packages]).toEqual(['commander']);
    const layers = new Set([...seen].map((file) => relative(DIST, file).split('/')[0]));
    expect([...layers].sort()).toEqual(['cli', 'core']);
  });
});

/** Imports that run when a file is loaded; `import()` waits for its call. */
function staticImports(code: string): string[] {
  const pattern = /^(?:import|export)\s+(?:[\w*{}\s,$]+\sfrom\s+)?['"]([^'"]+)['"]/gm;
  return [...code.matchAll(pattern)].map((match) => match[1] ?? '');
}

describe('a mistake in usage', () => {
  it.each([
    [['refesh'], /unknown command 'refesh'[\s\S]*Did you mean refresh/],
    [['refresh', '--jsn'], /unknown option '--jsn'[\s\S]*Did you mean --json/],
    [['prune'], /--older-than/],
    [['refresh', '--snapshot'], /argument missing/],
    [['status', 'too', 'many'], /too many arguments/],
  ] as const)('%j ends with 2 and says what was meant', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it.each([
    [['stale', '--since', 'yesterday'], '--since "yesterday" is not a date', 'Write 2026-07-15'],
    [['stale', '--format', 'tabel'], '--format cannot be "tabel"; did you mean "table"?', 'It is one of: table,'],
    [['stale', '--verdict', 'superseeded'], 'did you mean "superseded"?', 'removed, superseded'],
    [['refresh', '--on-error', 'ignore'], '--on-error cannot be "ignore"', 'stop, skip'],
    [['export', '--json'], '--json prints one document', '-o'],
    [['status'], 'there is no raft-corpus.yaml in this folder or above', 'raft-corpus init'],
    [['status', '-c', 'nowhere.yaml'], 'the config cannot be read', '--config'],
  ] as const)('%j is told as what and way out', async (args, what, fix) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(what);
    expect(stderr).toMatch(/\n {2}fix: {3}/);
    expect(stderr).toContain(fix);
    expect(stderr).not.toContain('defect');
  });

  it('without a command shows the help on stderr', async () => {
    const { code, stdout, stderr } = await run();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: raft-corpus');
  });
});

describe('colours', () => {
  it('come where they are wanted, and nowhere else', async () => {
    const { cwd } = { cwd: folder.path };
    const [wanted, forbidden, neither] = await Promise.all([
      cli(['status'], { cwd, env: { FORCE_COLOR: '1' } }),
      cli(['status'], { cwd, env: { NO_COLOR: '1' } }),
      cli(['status'], { cwd }),
    ]);
    expect(wanted.stderr).toContain('\u001b[31merror');
    expect(forbidden.stderr).toMatch(/^error: /);
    expect(neither.stderr).toBe(forbidden.stderr);
  });
});
