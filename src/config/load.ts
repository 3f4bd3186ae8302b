/** Finds, reads and checks the config file. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { lilconfig } from 'lilconfig';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { messageOf, RaftCorpusError } from '../core/errors.js';
import { describeIssues } from '../core/yaml-issues.js';
import { isLocal } from '../store/connect.js';
import { type Config, configSchema } from './schema.js';

export const CONFIG_FILES = ['raft-corpus.yaml', 'raft-corpus.yml'];

/** A checked config with its paths resolved. */
export interface LoadedConfig extends Config {
  /** The file it came from. */
  readonly file: string;
  /** Folder that relative paths in it start from. */
  readonly root: string;
}

/**
 * Loads `file`, or the nearest config in `cwd` or above.
 * @throws RaftCorpusError naming file, line and key of everything that is wrong
 */
export async function loadConfig(options: { readonly cwd: string; readonly file?: string }): Promise<LoadedConfig> {
  const file = options.file === undefined ? await findConfig(options.cwd) : resolve(options.cwd, options.file);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new RaftCorpusError(`the config cannot be read: ${messageOf(error)}`, {
      where: file,
      fix: 'Name the file with --config, or run `raft-corpus init` to write one.',
      cause: error,
    });
  });
  const config = parseConfig(text, file);
  const root = dirname(file);
  return { ...config, store: resolveStore(config.store, root), file, root };
}

/** A store URI with a folder made absolute. */
export function resolveStore(store: string, root: string): string {
  return isLocal(store) ? resolve(root, store) : store;
}

/** Checks the text of a config. */
export function parseConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, maxAliasCount: 100 } as never);
  const [syntax] = document.errors;
  if (syntax) {
    const { line } = lines.linePos(syntax.pos[0]);
    throw new RaftCorpusError(`the config is not valid YAML: ${syntax.message.split('\n', 1)[0]}`, {
      where: `${file}:${line}`,
      fix: 'Mend the syntax at that line; indentation with spaces, lists with "- ".',
    });
  }
  const parsed = configSchema.safeParse(plainValue(document, file) ?? {});
  if (parsed.success) {
    checkSourceIds(parsed.data, file);
    return parsed.data;
  }
  const found = describeIssues(parsed.error.issues, { document, lines, schema: configSchema, what: 'the config' });
  const first = found[0];
  throw new RaftCorpusError(
    found.length === 1
      ? `the config has a mistake: ${first?.message}`
      : `the config has ${found.length} mistakes:\n${found.map((issue) => `  line ${issue.line}: ${issue.message}`).join('\n')}`,
    {
      where: `${file}:${first?.line ?? 1}`,
      fix: first?.fix ?? 'Mend it; `docs/configuration.md` and `schema/raft-corpus.schema.json` list every key.',
    },
  );
}

/** The document as plain values; aliases are resolved here, and may have no anchor or too many uses. */
function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new RaftCorpusError(`the config is not valid YAML: ${messageOf(error)}`, {
      where: file,
      fix: 'Write out what the alias (`*name`) stands for; a text that begins with * or & needs quotes.',
      cause: error,
    });
  }
}

function checkSourceIds(config: Config, file: string): void {
  const seen = new Set<string>();
  for (const { id } of config.sources) {
    if (seen.has(id)) {
      throw new RaftCorpusError(`two sources share the id "${id}"`, {
        where: file,
        fix: 'Give each source an id of its own.',
      });
    }
    seen.add(id);
  }
}

/** The nearest config in `cwd` or above; null: there is none, which commands on files alone can live with. */
export async function configFileNear(cwd: string): Promise<string | null> {
  const found = await lilconfig('raft-corpus', {
    searchPlaces: CONFIG_FILES,
    loaders: { '.yaml': (_, content) => content, '.yml': (_, content) => content },
    stopDir: '/',
    // An empty config is a config with a mistake, not the absence of one.
    ignoreEmptySearchPlaces: false,
  }).search(cwd);
  return found?.filepath ?? null;
}

async function findConfig(cwd: string): Promise<string> {
  const found = await configFileNear(cwd);
  if (found !== null) return found;
  throw new RaftCorpusError('there is no raft-corpus.yaml in this folder or above', {
    where: cwd,
    fix: 'Run `raft-corpus init` to write one, or name it with --config.',
  });
}
