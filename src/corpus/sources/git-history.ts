/** When files last changed, by git: one walk through the history of a folder, however many files it has. */
import { type ChildProcess, spawn } from 'node:child_process';

/** What git knows about a folder. */
export interface GitChanges {
  /** Path below the folder → ISO instant of the last commit that changed it; files changed since are absent. */
  readonly times: ReadonlyMap<string, string>;
  /** The clone has only part of the history: changes before it are unknown and absent. */
  readonly shallow: boolean;
}

/** Where histories come from; tests and machines without git give their own. */
export interface GitHistory {
  /** null when the folder is in no repository, or there is no git. */
  lastChanges(folder: string): Promise<GitChanges | null>;
}

/** The installed `git`. */
export const GIT: GitHistory = { lastChanges };

const COMMIT = '\u0001';

async function lastChanges(folder: string): Promise<GitChanges | null> {
  const shallow = await gitText(folder, ['rev-parse', '--is-shallow-repository']);
  if (shallow === null) return null;
  // Fails in a repository without a commit, where nothing has a history either.
  const changed = await gitText(folder, ['diff', '--name-only', '--relative', '-z', 'HEAD', '--', '.']);
  if (changed === null) return null;
  const times = await walk(folder, { dirty: new Set(changed.split('\0')), shallow: shallow.trim() === 'true' });
  return { times, shallow: shallow.trim() === 'true' };
}

/** Reads the log newest first; the first commit that names a file is its last change. */
async function walk(
  folder: string,
  { dirty, shallow }: { readonly dirty: ReadonlySet<string>; readonly shallow: boolean },
): Promise<Map<string, string>> {
  const times = new Map<string, string>();
  const format = `--format=${COMMIT}%cI %P`;
  const log = git(folder, ['log', '--name-only', '--relative', '--no-renames', '-z', format, '--', '.']);
  let time: string | null = null;
  for await (const token of tokens(log)) {
    if (token.startsWith(COMMIT)) {
      const [instant = '', parents = ''] = token.slice(1).split(' ');
      // The oldest commit of a shallow clone seems to have made every file: that is no change to trust.
      time = shallow && parents === '' ? null : new Date(instant).toISOString();
    } else if (time !== null && token !== '' && !dirty.has(token) && !times.has(token)) {
      times.set(token, time);
    }
  }
  return times;
}

/** NUL-separated tokens; git puts a line feed between a commit and its first file. */
async function* tokens(child: ChildProcess): AsyncGenerator<string> {
  let rest = '';
  child.stdout?.setEncoding('utf8');
  for await (const chunk of child.stdout ?? []) {
    const parts = (rest + String(chunk)).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) yield part.replace(/^\n+/, '');
  }
  if (rest !== '') yield rest.replace(/^\n+/, '');
}

function git(folder: string, args: readonly string[]): ChildProcess {
  return spawn('git', ['-C', folder, ...args], { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
}

/** What a git command prints; null when it fails or there is no git. */
function gitText(folder: string, args: readonly string[]): Promise<string | null> {
  return new Promise((settle) => {
    const child = git(folder, args);
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => settle(null));
    child.on('close', (code) => settle(code === 0 ? Buffer.concat(chunks).toString('utf8') : null));
  });
}
