import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RaftCorpusError } from '../../src/core/errors.js';
import { parseDay, parseDuration, parseTimestamp } from '../../src/text/timestamps.js';

const TOKYO = { timezone: 'Asia/Tokyo' };
const MIDNIGHT = '2026-03-31T15:00:00.000Z';

describe('parseTimestamp', () => {
  it.each([
    ['2026-04-01', MIDNIGHT, 'day'],
    ['2026/04/01', MIDNIGHT, 'day'],
    ['2026.4.1', MIDNIGHT, 'day'],
    ['2026年4月1日', MIDNIGHT, 'day'],
    ['２０２６年４月１日（水）', MIDNIGHT, 'day'],
    ['令和8年4月1日', MIDNIGHT, 'day'],
    ['April 1, 2026', MIDNIGHT, 'day'],
    ['20260401', MIDNIGHT, 'day'],
    [20260401, MIDNIGHT, 'day'],
    ['2026-04-01T10:30', '2026-04-01T01:30:00.000Z', 'minute'],
    ['2026/4/1 9:05', '2026-04-01T00:05:00.000Z', 'minute'],
    ['2026年4月1日 10:30', '2026-04-01T01:30:00.000Z', 'minute'],
    ['2026年4月1日午後1時5分', '2026-04-01T04:05:00.000Z', 'minute'],
    ['2026-04-01 24:00', '2026-04-01T15:00:00.000Z', 'minute'],
    ['2026-04-01T10:30:00Z', '2026-04-01T10:30:00.000Z', 'second'],
    ['2026-04-01 10:30:15.5-0400', '2026-04-01T14:30:15.500Z', 'millisecond'],
    ['Wed, 01 Apr 2026 10:00:00 GMT', '2026-04-01T10:00:00.000Z', 'second'],
    [1711929600, '2024-04-01T00:00:00.000Z', 'second'],
    ['1711929600', '2024-04-01T00:00:00.000Z', 'second'],
    [1711929600123, '2024-04-01T00:00:00.123Z', 'millisecond'],
    [new Date('2026-04-01T00:00:00Z'), '2026-04-01T00:00:00.000Z', 'millisecond'],
  ])('reads %j', (value, instant, precision) => {
    expect(parseTimestamp(value, TOKYO)).toMatchObject({ ok: true, instant, precision });
  });

  it('says whether the zone was written', () => {
    expect(parseTimestamp('2026-04-01T10:30+09:00', { timezone: 'UTC' })).toMatchObject({ zone: 'stated' });
    expect(parseTimestamp('2026-04-01T10:30', { timezone: 'UTC' })).toMatchObject({ zone: 'assumed' });
  });

  it.each([
    ['2026-02-30', /day 30 of a month that has 28/],
    ['2025年2月29日', /day 29 of a month that has 28/],
    [20260230, /day 30/],
    ['2026-13-01', /month 13/],
    ['2026-04-01T25:00', /hour 25/],
    ['2026-04-01T24:01', /hour 24/],
    ['2026-04-01 10:60', /minute 60/],
    ['0000-00-00', /year/],
    ['04/05/2026', /which number is the day/],
    ['25/12/26', /two-digit year/],
    ['2026-04', /no day/],
    ['2026年4月', /no day/],
    [2026, /no day/],
    [107, /epoch/],
    [0, /epoch/],
    ['1711929600123456', /epoch/],
    ['202604011030', /either epoch milliseconds or a date/],
    ['2026-04-01 10:00 PST', /zones/],
    ['next spring', /form known here/],
    ['9999-12-31T23:00-05:00', /outside/],
    [true, /neither/],
    [['2026-04-01'], /neither/],
  ])('refuses %j with its reason', (value, reason) => {
    const parsed = parseTimestamp(value, TOKYO);
    expect(parsed.ok).toBe(false);
    expect('reason' in parsed && parsed.reason).toMatch(reason);
  });

  it.each([null, undefined, '', 'NULL', '\u3000'])('%j is unknown, neither read nor refused', (value) => {
    expect(parseTimestamp(value, TOKYO)).toEqual({ ok: 'unknown' });
    expect(parseDay(value, TOKYO)).toEqual({ ok: 'unknown' });
  });

  it('names a time zone that does not exist', () => {
    expect(() => parseTimestamp('2026-04-01', { timezone: 'Asia/Tokio' })).toThrow(RaftCorpusError);
  });

  it('reads back its own instants, in any zone', () => {
    const dates = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.constantFrom('Asia/Tokyo', 'America/New_York', '+05:30'), (date, timezone) => {
        const iso = date.toISOString();
        expect(parseTimestamp(iso, { timezone })).toMatchObject({ ok: true, instant: iso });
      }),
    );
  });

  it('never throws and never answers outside its shape', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789-/.: TZ+年月日時令和元') });
    fc.assert(
      fc.property(fc.oneof(text, fc.anything(), fc.double()), (value) => {
        const parsed = parseTimestamp(value, TOKYO);
        if (parsed.ok === true) expect(parsed.instant).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(parseDay(value, TOKYO).ok).toBe(parsed.ok);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('parseDay', () => {
  it('takes a placeholder such as 0001-01-01 for the day it says, since real catalogs hold it', () => {
    expect(parseDay('0001-01-01', TOKYO)).toEqual({ ok: true, day: '0001-01-01' });
    expect(parseDay('0004-02-29', TOKYO)).toEqual({ ok: true, day: '0004-02-29' });
    expect(parseDay('0001-02-29', TOKYO).ok).toBe(false);
  });

  it('keeps the day as written, and places instants in the zone', () => {
    expect(parseDay('2026年4月1日', TOKYO)).toEqual({ ok: true, day: '2026-04-01' });
    expect(parseDay('2026-04-01 23:30', TOKYO)).toEqual({ ok: true, day: '2026-04-01' });
    expect(parseDay('2026-03-31T15:00:00Z', TOKYO)).toEqual({ ok: true, day: '2026-04-01' });
    expect(parseDay(1711897200, TOKYO)).toEqual({ ok: true, day: '2024-04-01' });
    expect(parseDay('2026-02-30', TOKYO).ok).toBe(false);
  });

  it('survives a round trip through every written form of a day, in zones with skipped midnights', () => {
    const zones = ['Asia/Tokyo', 'Asia/Beirut', 'America/Sao_Paulo', 'Africa/Cairo', 'America/Havana'];
    const days = fc.date({ min: new Date('1930-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (date, timezone) => {
        const day = date.toISOString().slice(0, 10);
        const [y, m, d] = day.split('-').map(Number) as [number, number, number];
        for (const form of [
          day,
          `${y}/${m}/${d}`,
          `${y}年${m}月${d}日`,
          `昭和${y - 1925}年${m}月${d}日`,
          day.replaceAll('-', ''),
        ]) {
          if (/昭和\d{3}/.test(form)) continue;
          expect(parseDay(form, { timezone })).toEqual({ ok: true, day });
          const start = parseTimestamp(form, { timezone });
          expect(start.ok === true && parseDay(start.instant, { timezone })).toEqual({ ok: true, day });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('parseDuration', () => {
  it('reads days, weeks and hours', () => {
    expect(parseDuration('90d')).toBe(90 * 86_400_000);
    expect(parseDuration('12w')).toBe(84 * 86_400_000);
    expect(parseDuration('24h')).toBe(86_400_000);
  });

  it.each(['90', 'd', '1.5d', '3 months', '-1d', ''])('refuses %j and says what to write', (text) => {
    expect(() => parseDuration(text)).toThrow(/is not a duration/);
  });
});
