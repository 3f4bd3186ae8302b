/** Small things that everything stands on: hashes, random numbers, scratch files, stages, errors. */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/core/clock.js';
import { messageOf, RaftCorpusError } from '../../src/core/errors.js';
import { sha256 } from '../../src/core/hash.js';
import { createRandom } from '../../src/core/random.js';
import { openScratch } from '../../src/core/scratch.js';
import { drop, KEEP, newCounts, tally } from '../../src/core/stage.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

describe('sha256', () => {
  it('tells apart what joins to the same text', () => {
    expect(sha256('ab', 'c')).not.toBe(sha256('a', 'bc'));
    expect(sha256('')).not.toBe(sha256(null));
    expect(sha256('a')).not.toBe(sha256('a', ''));
    expect(sha256('1:a;')).not.toBe(sha256('a'));
    expect(sha256('日本')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tells any two lists of parts apart', () => {
    const parts = fc.array(fc.option(fc.string({ maxLength: 6 })), { maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(sha256(...a)).not.toBe(sha256(...b));
      }),
    );
  });
});

describe('random numbers', () => {
  it('are the same for a seed on every machine, and others for another', () => {
    const draw = (seed: string | number) => Array.from({ length: 4 }, createRandom(seed).next);
    expect(draw(0)).toEqual(draw('0'));
    expect(draw('0/questions')).not.toEqual(draw('0/answers'));
    expect(draw(42)).toMatchInlineSnapshot(`
      [
        0.7499646130017936,
        0.298069468466565,
        0.23524264222942293,
        0.5544600733555853,
      ]
    `);
  });

  it('are uniform enough, stay in range, and shuffle without losing any', () => {
    const random = createRandom('uniform');
    const draws = Array.from({ length: 10_000 }, () => random.int(10));
    for (const value of Array.from({ length: 10 }, (_, i) => i)) {
      const share = draws.filter((draw) => draw === value).length / draws.length;
      expect(share).toBeGreaterThan(0.08);
      expect(share).toBeLessThan(0.12);
    }
    const items = Array.from({ length: 50 }, (_, i) => i);
    expect([...random.shuffle(items)].sort((a, b) => a - b)).toEqual(items);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});

describe('a scratch file', () => {
  it('gives back records of any text and size in order, while more are appended', async () => {
    const scratch = await openScratch(folder.path);
    const file = scratch.file<{ text: string; i: number }>('records');
    const texts = ['', 'line\nbreak', '\u2028\u2029', '日本語📚', 'x'.repeat(3_000_000), '"quoted\\"'];
    for (const [i, text] of texts.entries()) await file.append({ text, i });
    const read: { text: string; i: number }[] = [];
    for await (const record of file.read()) {
      if (read.length === 0) await file.append({ text: 'late', i: 99 });
      read.push(record);
    }
    expect(read.slice(0, texts.length).map(({ text }) => text)).toEqual(texts);
    const again: number[] = [];
    for await (const { i } of file.read()) again.push(i);
    expect(again).toEqual([0, 1, 2, 3, 4, 5, 99]);
    expect(file.length).toBe(7);
    await scratch.remove();
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('without records reads as empty', async () => {
    const scratch = await openScratch(folder.path);
    for await (const record of scratch.file('nothing').read()) throw new Error(`unexpected ${String(record)}`);
    await scratch.remove();
  });
});

describe('a stage', () => {
  it('counts what came in, went out, and was dropped for which reason', () => {
    const counts = newCounts('filters');
    const decisions = [KEEP, drop('too_close'), KEEP, drop('too_close'), drop('same_text')];
    expect(decisions.map((decision) => tally(counts, decision))).toEqual([true, false, true, false, false]);
    expect(counts).toEqual({ name: 'filters', in: 5, out: 2, dropped: { too_close: 2, same_text: 1 } });
  });
});

describe('errors and clocks', () => {
  it('keep place, way out and cause', () => {
    const cause = new Error('ENOSPC');
    const error = new RaftCorpusError('cannot write', { where: 'a.jsonl:3', fix: 'Make room.', cause });
    expect(error).toMatchObject({ name: 'RaftCorpusError', where: 'a.jsonl:3', fix: 'Make room.', cause });
    expect('cause' in new RaftCorpusError('x')).toBe(false);
    expect([messageOf(cause), messageOf('text'), messageOf(undefined)]).toEqual(['ENOSPC', 'text', 'undefined']);
  });

  it('stand still when told to', () => {
    const clock = fixedClock('2026-07-01');
    clock.now().setFullYear(1999);
    expect(clock.now().toISOString()).toBe('2026-07-01T00:00:00.000Z');
  });
});
