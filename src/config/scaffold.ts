/** A first `raft-corpus.yaml` from the files that are there: what a person would write after a look at them. */
import { basename, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { RaftCorpusError } from '../core/errors.js';
import { isRecordFormat, type RecordFormat } from '../dataset/readers/formats.js';
import { type FoundSource, findSources } from './find-sources.js';
import { guessEncoding, guessRecords } from './guess-fields.js';

interface SourceDraft {
  readonly id: string;
  readonly kind: 'catalog' | 'policy' | 'guide' | 'faq' | 'article';
  readonly path: string;
  readonly [key: string]: unknown;
}

/**
 * The text of a config whose sources are `paths` (files and folders, default: what lies in `cwd`).
 * @throws RaftCorpusError where there is nothing to ingest, a path is not there, or a named file cannot be read
 */
export async function scaffoldConfig(cwd: string, paths: readonly string[]): Promise<string> {
  const roots = paths.length > 0 ? paths.map((path) => resolve(cwd, path)) : [cwd];
  const found = await findSources(cwd, roots);
  const ids = new Set<string>();
  const sources: SourceDraft[] = [];
  const notes: string[] = [];
  for (const entry of found) {
    const { format } = entry;
    if (!isRecordFormat(format)) sources.push(await draftPages(entry, ids));
    else {
      const drafted = await draftCatalog(entry, format, { ids, cwd });
      if ('leftOut' in drafted) notes.push(drafted.leftOut);
      else {
        sources.push(drafted.source);
        notes.push(...drafted.notes.map((note) => `${drafted.source.id}: ${note}.`));
      }
    }
  }
  if (sources.length === 0) {
    throw new RaftCorpusError('there are no catalog or policy files here', {
      where: [...roots, ...notes].join('\n         '),
      fix: 'Name files or folders: raft-corpus init exports/catalog.jsonl policies/',
    });
  }
  return [
    '# raft-corpus: where documents come from and what their columns mean.',
    '# Guessed from the files; check ids, timestamps and facts. Every key: docs/configuration.md',
    ...notes.map((note) => `# ${note.replace(/\s+/g, ' ')}`),
    stringify({ store: '.raft-corpus', embedder: { model: 'bundled' }, sources }, { lineWidth: 0 }),
  ].join('\n');
}

type DraftedCatalog =
  | { readonly source: SourceDraft; readonly notes: readonly string[] }
  | { readonly leftOut: string };

interface Context {
  readonly ids: Set<string>;
  readonly cwd: string;
}

async function draftCatalog(entry: FoundSource, format: RecordFormat, { ids, cwd }: Context): Promise<DraftedCatalog> {
  const file = entry.files[0] ?? '';
  const guess = await guessRecords(file, format);
  if (guess instanceof RaftCorpusError) {
    if (entry.isNamed) throw guess;
    return { leftOut: `Left out ${relative(cwd, file)}: ${guess.message}.` };
  }
  const { notes, fields, ...rest } = guess;
  const isDated = entry.path.includes('{snapshot}');
  const snapshotDate =
    isDated && fields.updatedAt === undefined
      ? { snapshotDate: { path: entry.path.replace('{snapshot}', '{date}') } }
      : {};
  const source = { id: sourceId(entry.name, ids), kind: 'catalog' as const, path: entry.path, snapshot: 'full' };
  return { source: { ...source, ...rest, ...snapshotDate, fields }, notes };
}

async function draftPages(entry: FoundSource, ids: Set<string>): Promise<SourceDraft> {
  const encoding = await guessEncoding(entry.files[0] ?? '');
  const kind = kindOf(entry.name);
  const names = new Set(entry.files.map((file) => basename(file)));
  const twin = [...names].find((name) => /\.en\.\w+$/.test(name) && names.has(name.replace(/\.en(\.\w+)$/, '.ja$1')));
  return {
    id: sourceId(entry.name, ids),
    kind,
    path: entry.path,
    snapshot: 'full',
    ...(encoding === 'utf-8' ? {} : { encoding }),
    ...(twin ? { translationOf: { path: twin.replace(/^.*\.en(\.\w+)$/, '{name}.{lang}$1'), original: 'en' } } : {}),
    ...(kind === 'policy' ? { authority: 10 } : {}),
    maxAge: '90d',
  };
}

function kindOf(name: string): SourceDraft['kind'] {
  if (/faq|question/i.test(name)) return 'faq';
  if (/guide|help|how-?to/i.test(name)) return 'guide';
  if (/article|blog|news/i.test(name)) return 'article';
  return 'policy';
}

function sourceId(name: string, ids: Set<string>): string {
  const stem =
    name
      .toLowerCase()
      .replace(/[^a-z0-9_-]+/g, '-')
      .replace(/^[^a-z0-9]+|-+$/g, '') || 'source';
  let id = stem;
  for (let i = 2; ids.has(id); i++) id = `${stem}-${i}`;
  ids.add(id);
  return id;
}
