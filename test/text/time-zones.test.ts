import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfInstant, isTimezone, wallToInstant } from '../../src/text/time-zones.js';

const at = (timezone: string, ...wall: [number, number, number, number?, number?]) => {
  const [year, month, day, hour = 0, minute = 0] = wall;
  return new Date(wallToInstant(Date.UTC(year, month - 1, day, hour, minute), timezone)).toISOString();
};

/** What clocks in the zone show, by Intl alone: an independent reading. */
const shown = (instant: string, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(new Date(instant));

describe('isTimezone', () => {
  it.each(['Asia/Tokyo', 'UTC', 'Etc/GMT+9', '+09:00', '-0330', '+09'])('%s is one', (name) => {
    expect(isTimezone(name)).toBe(true);
  });
  it.each(['Tokyo', 'Asia/Tokio', 'x+09:00', '+25:00', '', '9'])('%j is none', (name) => {
    expect(isTimezone(name)).toBe(false);
  });
});

describe('wallToInstant', () => {
  it('moves a skipped time forward, and a skipped midnight to the first instant of that day', () => {
    expect(shown(at('America/New_York', 2026, 3, 8, 2, 30), 'America/New_York')).toBe('2026-03-08 03:30:00');
    expect(shown(at('Asia/Beirut', 2026, 3, 29), 'Asia/Beirut')).toBe('2026-03-29 01:00:00');
    expect(shown(at('America/Sao_Paulo', 2018, 11, 4), 'America/Sao_Paulo')).toBe('2018-11-04 01:00:00');
  });

  it('takes the first of two occurrences', () => {
    expect(at('America/New_York', 2026, 11, 1, 1, 30)).toBe('2026-11-01T05:30:00.000Z');
    expect(at('Europe/London', 2026, 10, 25, 1, 30)).toBe('2026-10-25T00:30:00.000Z');
  });

  it('agrees with what clocks show, for any time of any zone that is not skipped', () => {
    const zones = ['Asia/Tokyo', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
    const instants = fc.integer({ min: Date.UTC(1975, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (seconds, zone) => {
        const reading = shown(new Date(seconds * 1000).toISOString(), zone);
        const instant = wallToInstant(Date.parse(`${reading.replace(' ', 'T')}Z`), zone);
        expect(shown(new Date(instant).toISOString(), zone)).toBe(reading);
        expect(instant).toBeLessThanOrEqual(seconds * 1000);
        expect(dayOfInstant(instant, zone)).toBe(reading.slice(0, 10));
      }),
      { numRuns: 300 },
    );
  });
});
