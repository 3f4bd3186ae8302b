import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendChained, checkChain, verifyChainedLog } from '../../src/core/hash-chain.js';

const newLog = async () => join(await mkdtemp(join(tmpdir(), 'chain-')), 'audit', 'log.jsonl');

describe('hash-chained log', () => {
  it('appends to a log that does not exist yet and verifies it', async () => {
    const log = await newLog();
    expect(await verifyChainedLog(log)).toMatchObject({ intact: true, head: { lines: 0 } });
    await appendChained(log, { event: 'a', n: 1 });
    const head = await appendChained(log, { event: 'b', キー: '値' });
    const check = await verifyChainedLog(log, head);
    expect(check).toMatchObject({
      intact: true,
      head: { lines: 2 },
      records: [{ event: 'a' }, { event: 'b', キー: '値' }],
    });
  });

  it('detects any changed byte', async () => {
    const log = await newLog();
    for (const n of [1, 2, 3]) await appendChained(log, { event: 'dataset_audit', n, text: 'été 漫画' });
    const bytes = await readFile(log);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] as number) ^ flip;
        expect(checkChain(changed.toString('utf8')).intact).toBe(false);
      }),
    );
  });

  it('detects removed, swapped, repeated and appended lines, and with the head a cut-off tail', async () => {
    const log = await newLog();
    let head = { lines: 0, hash: '' };
    for (const n of [1, 2, 3]) head = await appendChained(log, { n });
    const [a, b, c] = (await readFile(log, 'utf8')).trimEnd().split('\n') as [string, string, string];
    const joined = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');
    expect(checkChain(joined(a, c))).toMatchObject({ intact: false, broken: { line: 2 } });
    expect(checkChain(joined(b, a, c))).toMatchObject({ intact: false, broken: { line: 1 } });
    expect(checkChain(joined(a, b, b, c))).toMatchObject({ intact: false, broken: { line: 3 } });
    expect(checkChain(joined(a, b, c, '{"n":4}'))).toMatchObject({ intact: false, broken: { line: 4 } });
    expect(checkChain(joined(a, b)).intact).toBe(true);
    expect(checkChain(joined(a, b), head)).toMatchObject({ intact: false, broken: { line: 3 } });
  });

  it('adds nothing to a broken log and says where it is broken', async () => {
    const log = await newLog();
    await appendChained(log, { n: 1 });
    await appendFile(log, 'scribble');
    const before = await readFile(log, 'utf8');
    await expect(appendChained(log, { n: 2 })).rejects.toMatchObject({ where: expect.stringContaining('log.jsonl:2') });
    expect(await readFile(log, 'utf8')).toBe(before);
  });

  it('keeps concurrent appends in one chain', async () => {
    const log = await newLog();
    await Promise.all(Array.from({ length: 8 }, (_, n) => appendChained(log, { n })));
    expect(await verifyChainedLog(log)).toMatchObject({ intact: true, head: { lines: 8 } });
  });

  it('names a lock that a crashed process left behind', async () => {
    const log = await newLog();
    await appendChained(log, { n: 1 });
    await writeFile(`${log}.lock`, '');
    await expect(appendChained(log, { n: 2 })).rejects.toMatchObject({ where: `${log}.lock` });
  });
});
