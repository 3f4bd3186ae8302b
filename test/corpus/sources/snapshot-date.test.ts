import { describe, expect, it } from 'vitest';
import { createSnapshotDates } from '../../../src/corpus/sources/snapshot-date.js';

const dates = (snapshotDate: string | { path: string } | undefined, timezone = 'UTC') =>
  createSnapshotDates({ id: 'x', snapshotDate, timezone });

describe('createSnapshotDates', () => {
  it.each([
    ['snapshots/{date}/', 'a/snapshots/2026-04-10/books.csv', '2026-04-10T00:00:00.000Z'],
    ['snapshots/{date}.json', 'snapshots/20260410.json', '2026-04-10T00:00:00.000Z'],
    ['{date}/', 'shop/2026-04/catalog.jsonl', '2026-04-01T00:00:00.000Z'],
    ['export_{date}_*.csv', 'export_2026_04_10_full.csv', '2026-04-10T00:00:00.000Z'],
  ])('reads %s on %s', (path, name, instant) => {
    expect(dates({ path })(name)).toBe(instant);
  });

  it('takes a fixed date in the time zone of the source', () => {
    expect(dates('2026-04-10', 'Asia/Tokyo')('any.csv')).toBe('2026-04-09T15:00:00.000Z');
    expect(dates(undefined)('any.csv')).toBeNull();
  });

  it('refuses a pattern that does not fit, and dates that do not exist', () => {
    expect(() => dates({ path: 'snapshots/{date}/' })('other/books.csv')).toThrow('does not fit the path');
    expect(() => dates({ path: 's/{date}/' })('s/2026-13-01/x.csv')).toThrow('month 13');
    expect(() => dates('2026-02-30')).toThrow('day 30');
    expect(() => dates('last week')).toThrow('snapshotDate "last week"');
  });
});
