/** What every command shares: how its outcome is shown. */
import { afterEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/command.js';
import type { Io } from '../../src/cli/io.js';

const io = (said: string[]): Io => ({
  out: (text) => void said.push(text),
  err: () => {},
  cwd: '/',
  env: {},
  clock: { now: () => new Date(0) },
  writer: { host: 'h', pid: 1, isAlive: () => false },
  scratch: '/',
  interactive: false,
});

describe('runCommand', () => {
  const before = process.exitCode;
  afterEach(() => {
    process.exitCode = before;
  });

  it('lets no document move the cursor or turn the text, and leaves JSON as it is', async () => {
    const title = 'Night \u001b[2JMarket\r \u202eegap';
    const text: string[] = [];
    await runCommand(io(text), {}, async () => ({ json: {}, text: `a\tb\n${title}` }));
    expect(text).toEqual(['a\tb\nNight ·[2JMarket· ·egap\n']);
    const json: string[] = [];
    await runCommand(io(json), { json: true }, async () => ({ json: { title }, text: '' }));
    expect(JSON.parse(json.join(''))).toEqual({ schema: 1, title });
  });
});
