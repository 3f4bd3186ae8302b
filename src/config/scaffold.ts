/** A first `raft-corpus.yaml` from the files that are there: what a person would write after a look at them. */
import { opendir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { stringify } from 'yaml';
import { RaftCorpusError } from '../core/errors.js';
import { formatOf, isRecordFormat, type RecordFormat } from '../dataset/readers/formats.js';
import { readRecords } from '../dataset/readers/read-records.js';

/** Records looked at to guess what columns mean. */
const SAMPLE = 500;
/** Longest text that is still a fact and not prose, in UTF-16 units. */
const FACT_LENGTH = 60;

/** A catalog with hundreds of columns gets the first of them; the rest is the owner's choice. */
const MOST_FACTS = 20;

type Found =
  | { readonly path: string; readonly format: RecordFormat }
  | { readonly path: string; readonly ending: string };

interface SourceDraft {
  readonly id: string;
  readonly kind: 'catalog' | 'policy';
  readonly path: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/**
 * The text of a config whose sources are `paths` (files and folders, default: what lies in `cwd`).
 * @throws RaftCorpusError where there is nothing to ingest, or a path is not there
 */
export async function scaffoldConfig(cwd: string, paths: readonly string[]): Promise<string> {
  const roots = paths.length > 0 ? paths.map((path) => resolve(cwd, path)) : [cwd];
  const found: Found[] = [];
  for (const root of roots) found.push(...(await look(root)));
  if (found.length === 0) {
    throw new RaftCorpusError('there are no catalog or policy files here', {
      where: roots.join(', '),
      fix: 'Name files or folders: raft-corpus init exports/catalog.jsonl policies/',
    });
  }
  const ids = new Set<string>();
  const sources: SourceDraft[] = [];
  for (const entry of found) sources.push(await draft(entry, cwd, ids));
  return [
    '# raft-corpus: where documents come from and what their columns mean.',
    '# Guessed from the files; check ids, timestamps and facts. Every key: docs/configuration.md',
    stringify({ store: '.raft-corpus', embedder: { model: 'bundled' }, sources }, { lineWidth: 0 }),
  ].join('\n');
}

/** Record files by themselves; folders of pages as one entry for each ending. */
async function look(path: string): Promise<Found[]> {
  const info = await stat(path).catch(() => {
    throw new RaftCorpusError('there is no such file or folder', { where: path, fix: 'Check the path.' });
  });
  if (info.isFile()) return one(path);
  const files: string[] = [];
  const folders: string[] = [];
  for await (const entry of await opendir(path)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (entry.isDirectory()) folders.push(join(path, entry.name));
    else if (entry.isFile() && !/^(readme|license|changelog|package)/i.test(entry.name))
      files.push(join(path, entry.name));
  }
  const found = files.flatMap(one).filter((entry) => 'format' in entry);
  const endings = new Set<string>();
  for (const folder of [path, ...folders])
    for (const ending of await pageEndings(folder)) endings.add(`${folder}\n${ending}`);
  return [
    ...found,
    ...[...endings].map((key) => ({ path: key.split('\n')[0] ?? path, ending: key.split('\n')[1] ?? 'md' })),
  ];
}

function one(path: string): Found[] {
  const format = formatOf(path);
  if (format === undefined) return [];
  return isRecordFormat(format) ? [{ path, format }] : [{ path, ending: path.split('.').pop() ?? 'md' }];
}

async function pageEndings(folder: string): Promise<Set<string>> {
  const endings = new Set<string>();
  for await (const entry of await opendir(folder)) {
    const ending = entry.name.split('.').pop() ?? '';
    if (entry.isFile() && ['md', 'html', 'txt'].includes(ending) && !/^(readme|license|changelog)/i.test(entry.name))
      endings.add(ending);
  }
  return endings;
}

async function draft(entry: Found, cwd: string, ids: Set<string>): Promise<SourceDraft> {
  const path = relative(cwd, entry.path).split(sep).join('/') || '.';
  if ('format' in entry) {
    const fields = await guessFields(entry.path, entry.format);
    return { id: sourceId(entry.path, ids), kind: 'catalog', path, snapshot: 'full', fields };
  }
  const isFile = basename(entry.path).includes('.');
  const glob = isFile ? path : `${path === '.' ? '' : `${path}/`}**/*.${entry.ending}`;
  return { id: sourceId(entry.path, ids), kind: 'policy', path: glob, snapshot: 'full', authority: 10, maxAge: '90d' };
}

function sourceId(path: string, ids: Set<string>): string {
  const stem =
    basename(path)
      .split('.')[0]
      ?.toLowerCase()
      .replace(/[^a-z0-9_-]+/g, '-')
      .replace(/^-+/, '') || 'source';
  let id = stem;
  for (let i = 2; ids.has(id); i++) id = `${stem}-${i}`;
  ids.add(id);
  return id;
}

interface Column {
  readonly name: string;
  readonly values: readonly unknown[];
}

async function guessFields(path: string, format: RecordFormat): Promise<Record<string, unknown>> {
  const columns = await sampleColumns(path, format);
  const named = (pattern: RegExp): string | undefined => columns.find(({ name }) => pattern.test(name))?.name;
  const id = named(/^(id|sku|isbn|code|key|.*[_-]?id)$/i) ?? columns[0]?.name ?? 'id';
  const title = named(/^title$/i) ?? named(/^(title|name)/i) ?? id;
  const updatedAt = named(/(updated|modified|changed)/i);
  const lang = named(/^(lang|language|locale)$/i);
  const url = named(/^(url|link|href)$/i);
  const used = new Set([id, title, updatedAt, lang, url]);
  const rest = columns.filter((column) => !used.has(column.name) && isWorthKeeping(column));
  const text = rest.filter(isProse).map(({ name }) => name);
  const facts = rest
    .filter(({ name }) => !text.includes(name))
    .slice(0, MOST_FACTS)
    .map(({ name, values }) => [name, factType(name, values)] as const);
  return {
    id,
    title,
    ...(text.length > 0 ? { text } : {}),
    ...(updatedAt ? { updatedAt } : {}),
    ...(lang ? { lang } : {}),
    ...(url ? { url } : {}),
    ...(facts.length > 0 ? { facts: Object.fromEntries(facts) } : {}),
  };
}

/** Simple values that at least half of the records have; links and pictures tell a reader nothing. */
function isWorthKeeping({ values }: Column): boolean {
  const known = values.filter((v) => v !== null && v !== '');
  const simple = known.every((v) => typeof v !== 'object' || Array.isArray(v));
  return (
    simple && known.length * 2 >= values.length && !known.some((v) => typeof v === 'string' && /^https?:\/\//.test(v))
  );
}

function isProse({ values }: Column): boolean {
  const lengths = values.flatMap((v) => (typeof v === 'string' && v !== '' ? [v.length] : [])).sort((a, b) => a - b);
  return (lengths[Math.floor(lengths.length / 2)] ?? 0) > FACT_LENGTH;
}

async function sampleColumns(path: string, format: RecordFormat): Promise<Column[]> {
  const values = new Map<string, unknown[]>();
  let seen = 0;
  for await (const item of readRecords(path, { format })) {
    if ('error' in item) throw item.error;
    for (const [name, value] of Object.entries(item.record)) {
      const column = values.get(name) ?? Array<unknown>(seen).fill(null);
      column.push(value);
      values.set(name, column);
    }
    seen += 1;
    for (const column of values.values()) if (column.length < seen) column.push(null);
    if (seen >= SAMPLE) break;
  }
  return [...values].map(([name, all]) => ({ name, values: all }));
}

function factType(name: string, values: readonly unknown[]): unknown {
  const known = values.filter((v) => v !== null && v !== '' && !(typeof v === 'string' && v.toUpperCase() === 'NULL'));
  const all = (test: (v: unknown) => boolean): boolean => known.length > 0 && known.every(test);
  const currency = /jpy|yen/i.test(name) ? 'JPY' : /usd|dollar/i.test(name) ? 'USD' : undefined;
  const numeric = all((v) => typeof v === 'number' || (typeof v === 'string' && /^-?\d+(\.\d+)?$/.test(v)));
  if (numeric && currency) return { type: 'money', currency };
  // A long run of digits is a code, not a quantity; so is a name that says so.
  const isCode = /isbn|code|phone|zip/i.test(name) || known.some((v) => String(v).length > 9 || /^0\d/.test(String(v)));
  if (numeric) return isCode ? 'text' : 'number';
  if (all((v) => typeof v === 'boolean')) return 'boolean';
  if (all((v) => Array.isArray(v))) return 'list';
  if (all((v) => typeof v === 'string' && /^\d{4}[-/]\d{1,2}[-/]\d{1,2}/.test(v))) return 'date';
  return 'text';
}
