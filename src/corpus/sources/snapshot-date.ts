/** `snapshotDate`: the timestamp of data that has none of its own, fixed or read from the path. */
import { RaftCorpusError } from '../../core/errors.js';
import { parseTimestamp } from '../../text/timestamps.js';
import type { SourceConfig } from './config.js';

/** A year, or a year and what follows it of month and day, with or without separators. */
const DATE = '(\\d{4}(?:[-_.]?\\d{1,2}){0,2})';

/**
 * The instant for each file of a source (by its name relative to the config's folder); null when none is configured.
 * A month alone (`2026-04`) is its first day.
 * The returned function throws RaftCorpusError when the pattern does not fit the path or what it finds is no date.
 */
export function createSnapshotDates(
  config: Pick<SourceConfig, 'id' | 'snapshotDate' | 'timezone'>,
): (name: string) => string | null {
  const { snapshotDate } = config;
  if (snapshotDate === undefined) return () => null;
  if (typeof snapshotDate === 'string') {
    const instant = read(snapshotDate, config);
    return () => instant;
  }
  const pattern = new RegExp(snapshotDate.path.split('{date}').map(literal).join(DATE));
  const instants = new Map<string, string>();
  return (name) => {
    const date = pattern.exec(name)?.[1];
    if (date !== undefined) {
      const instant = instants.get(date) ?? read(date, config);
      instants.set(date, instant);
      return instant;
    }
    throw new RaftCorpusError(`source "${config.id}": the pattern ${snapshotDate.path} does not fit the path`, {
      where: name,
      fix: 'Correct snapshotDate.path; {date} stands for a date such as 2026-04-10, 20260410 or 2026-04.',
    });
  };
}

function read(date: string, config: Pick<SourceConfig, 'id' | 'timezone'>): string {
  const month = /^(\d{4})[-_.]?(\d{2})$/.exec(date);
  const text = month === null ? date.replaceAll('_', '-') : `${month[1]}-${month[2]}-01`;
  const parsed = parseTimestamp(text, { timezone: config.timezone });
  if (parsed.ok === true) return parsed.instant;
  throw new RaftCorpusError(`source "${config.id}": snapshotDate ${JSON.stringify(date)} ${reasonOf(parsed)}`, {
    fix: 'Write a date such as 2026-04-10, or a pattern on the path: { path: "snapshots/{date}/" }.',
  });
}

function reasonOf(parsed: { readonly ok: false; readonly reason: string } | { readonly ok: 'unknown' }): string {
  return parsed.ok === false ? parsed.reason : 'is unknown';
}

function literal(text: string): string {
  return text.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '[^/]*');
}
