/** When a text file's content changed: by the first origin, in the configured order, that knows. */
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { parseTimestamp } from '../../text/timestamps.js';
import type { TimestampOrigin } from '../document.js';
import type { SourceConfig } from './config.js';
import type { SourceFile, SourceFiles } from './files.js';
import type { GitChanges, GitHistory } from './git-history.js';
import type { NoticeBook } from './notices.js';
import { openSidecar, type Sidecar } from './sidecar.js';
import { createSnapshotDates } from './snapshot-date.js';

/** A timestamp and where it was read; ISO 8601 in UTC. */
export interface Stamp {
  readonly instant: string;
  readonly origin: TimestampOrigin;
}

/** Looks up the timestamp of a file; `fromFrontMatter` is what its front matter says, already parsed. */
export type TextTimestamps = (file: SourceFile, fromFrontMatter: string | null) => Promise<Stamp | null>;

export interface TextTimestampOptions extends SourceFiles {
  readonly root: string;
  /** null: no git here. */
  readonly git: GitHistory | null;
  readonly notices: NoticeBook;
}

/** Origins of a source: as configured; else front matter, git, mtime, of which `snapshotDate` replaces the last two. */
export function originsOf(config: Pick<SourceConfig, 'timestamps' | 'snapshotDate'>): readonly string[] {
  return config.timestamps ?? (config.snapshotDate === undefined ? ['frontmatter', 'git', 'mtime'] : ['frontmatter']);
}

/**
 * Prepares the origins of a source; git is asked once, and only when a file needs it.
 * @throws RaftCorpusError when a sidecar is missing; the returned function does when a timestamp cannot be read
 */
export async function createTextTimestamps(
  config: SourceConfig,
  options: TextTimestampOptions,
): Promise<TextTimestamps> {
  const sidecars = new Map<string, Sidecar>();
  const origins = originsOf(config);
  for (const origin of origins.filter((each) => each.startsWith('sidecar:'))) {
    sidecars.set(origin, await openSidecar(origin, options));
  }
  const snapshotDate = createSnapshotDates(config);
  const gitTime = createGitTimes(options);
  const ask = async (origin: string, file: SourceFile, stated: string | null): Promise<Stamp | null> => {
    if (origin === 'frontmatter') return stamp(stated, 'frontmatter');
    if (origin === 'git') return stamp(await gitTime(file), 'git');
    if (origin === 'mtime') return stamp(await mtimeOf(file), 'mtime');
    return stamp(sidecarTime(sidecars.get(origin), { origin, file, timezone: config.timezone }), 'sidecar');
  };
  return async (file, fromFrontMatter) => {
    for (const origin of origins) {
      const found = await ask(origin, file, fromFrontMatter);
      if (found !== null) return found;
    }
    return stamp(snapshotDate(file.name), 'snapshot');
  };
}

function stamp(instant: string | null, origin: TimestampOrigin): Stamp | null {
  return instant === null ? null : { instant, origin };
}

async function mtimeOf(file: SourceFile): Promise<string | null> {
  const stats = await stat(file.path).catch(() => null);
  return stats === null ? null : new Date(Math.floor(stats.mtimeMs)).toISOString();
}

function sidecarTime(
  sidecar: Sidecar | undefined,
  { origin, file, timezone }: { readonly origin: string; readonly file: SourceFile; readonly timezone: string },
): string | null {
  const value = sidecar?.(file.docId, file.name);
  const parsed = parseTimestamp(value, { timezone });
  if (parsed.ok === true) return parsed.instant;
  if (parsed.ok === 'unknown') return null;
  throw new RaftCorpusError(`its timestamp in ${origin} ${parsed.reason}: ${JSON.stringify(value)?.slice(0, 80)}`, {
    where: file.name,
    fix: 'Correct the sidecar, or say where in it the timestamp stands: sidecar:FILE#files.{doc_id}.date',
  });
}

/** Times by git for the files of a source; folders are asked about once. */
function createGitTimes({ git, folders, notices }: TextTimestampOptions): (file: SourceFile) => Promise<string | null> {
  const asked = new Map<string, Promise<GitChanges | null>>();
  return async (file) => {
    const folder = folders.find((each) => !relative(each, file.path).startsWith('..'));
    if (git === null || folder === undefined) return null;
    const pending = asked.get(folder) ?? git.lastChanges(folder);
    asked.set(folder, pending);
    const changes = await pending;
    const time = changes?.times.get(relative(folder, file.path).replaceAll('\\', '/')) ?? null;
    if (time === null && changes?.shallow) {
      notices.add(
        'shallow_git_history',
        file.name,
        'the clone is shallow and does not hold the last change of this file',
      );
    }
    return time;
  };
}
