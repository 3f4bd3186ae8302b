/**
 * Fetches a model from a Hugging Face hub into a cache folder of the same layout. All files come from one commit, also
 * when a download goes on another day; the weights come last, so that a folder that has them is complete.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import { writeFileAtomic } from '../../core/files.js';
import type { Progress } from '../../core/progress.js';
import { exists, TEXT_FILES, weightsFile } from '../model/model-files.js';
import { downloadRemote, HubRefusal, inspectRemote, type Patience, type RemoteFile } from './hub-file.js';
import type { HubName } from './hub-name.js';

/** What {@link fetchHubModel} needs. */
export interface HubRequest {
  readonly name: HubName;
  readonly cacheDir: string;
  readonly quantized: boolean;
  readonly offline: boolean;
  readonly progress: Progress;
  /** The config key that names the model, for messages: `embedder.model`. */
  readonly key: string;
  readonly hubUrl?: string | undefined;
  readonly patience?: Patience | undefined;
}

const HUB = 'https://huggingface.co';
/** Beside the model's files: which commit they are of. */
const ORIGIN = 'hub.json';

/**
 * The cached folder of a hub model, after downloading what it lacks.
 * @throws RaftCorpusError when offline and not cached, when the hub cannot be reached, or has no such file
 */
export async function fetchHubModel(request: HubRequest): Promise<string> {
  const { name, cacheDir, quantized, offline, progress } = request;
  const [owner = '', repo = ''] = name.repo.split('/');
  const suffix = name.revision === 'main' ? '' : `@${name.revision}`;
  const folder = join(cacheDir, owner, `${repo}${suffix}`);
  const missing: string[] = [];
  for (const file of [...TEXT_FILES, weightsFile(quantized)]) {
    if (!(await exists(join(folder, file)))) missing.push(file);
  }
  if (missing.length === 0) return folder;
  if (offline) {
    throw new RaftCorpusError(
      `the model ${name.repo}${suffix} is not in the cache, and offline nothing is downloaded`,
      {
        where: join(folder, missing[0] ?? ''),
        fix: `Run it once with the network, ${withoutNetwork(request, folder)}`,
      },
    );
  }
  const files = await inspectAll(request, folder, missing);
  const bytes = files.reduce((sum, { remote }) => sum + (remote.size ?? Number.NaN), 0);
  const size = Number.isNaN(bytes) ? 'size unknown' : `${(bytes / 1e6).toFixed(1)} MB`;
  progress.warn(`downloading ${name.repo}${suffix} (${missing.length} files, ${size}) to ${folder}`);
  for (const { file, remote, optional } of files) {
    const downloaded = explained(request, { folder, file, url: remote.url }, () =>
      downloadRemote({
        remote,
        target: join(folder, file),
        onBytes: (done, total) => progress.update(`download ${file} (bytes)`, done, total),
        patience: request.patience,
      }),
    );
    await (optional ? orAbsent(downloaded) : downloaded);
  }
  return folder;
}

interface Wanted {
  readonly file: string;
  readonly remote: RemoteFile;
  /** Not every model has it. */
  readonly optional: boolean;
}

/** What the hub says of each missing file, before the first is downloaded; the weights' tensors beside them, if any. */
async function inspectAll(request: HubRequest, folder: string, missing: readonly string[]): Promise<Wanted[]> {
  const base = `${request.hubUrl ?? HUB}/${request.name.repo}/resolve`;
  const pinned = await readCommit(folder);
  const wanted: Wanted[] = [];
  const urlOf = (commit: string, file: string): string => `${base}/${encodeURIComponent(commit)}/${file}`;
  const inspect = async (file: string): Promise<RemoteFile> => {
    const url = urlOf(pinned ?? wanted[0]?.remote.commit ?? request.name.revision, file);
    const remote = await explained(request, { folder, file, url }, () => inspectRemote(url, request.patience));
    // Downloaded by its commit: the branch may move while the first file comes.
    return remote.commit === undefined ? remote : { ...remote, url: urlOf(remote.commit, file) };
  };
  for (const file of missing) {
    const remote = await inspect(file);
    if (file === weightsFile(request.quantized)) {
      // Models above 2 GB keep their tensors in a file of their own. The weights come last: with them, all is there.
      const beside = await orAbsent(inspect(`${file}_data`));
      if (beside !== undefined) wanted.push({ file: `${file}_data`, remote: beside, optional: true });
    }
    wanted.push({ file, remote, optional: false });
  }
  const commit = pinned ?? wanted[0]?.remote.commit;
  if (commit !== undefined && pinned === undefined) {
    const origin = { repo: request.name.repo, revision: request.name.revision, commit };
    await writeFileAtomic(join(folder, ORIGIN), `${JSON.stringify(origin)}\n`);
  }
  return wanted;
}

/** Undefined when the hub says that there is no such file. */
async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch((error: unknown) => {
    if (error instanceof RaftCorpusError && error.cause instanceof HubRefusal && error.cause.status === 404)
      return undefined;
    throw error;
  });
}

/** The commit of what an earlier download brought; undefined where there is none, or its record is no longer readable. */
async function readCommit(folder: string): Promise<string | undefined> {
  try {
    const { commit } = JSON.parse(await readFile(join(folder, ORIGIN), 'utf8')) as { readonly commit?: unknown };
    return typeof commit === 'string' ? commit : undefined;
  } catch {
    return undefined;
  }
}

interface Place {
  readonly folder: string;
  readonly file: string;
  readonly url: string;
}

/** Runs `work`; what goes wrong becomes an error with the address and the way out. */
async function explained<T>(request: HubRequest, { folder, file, url }: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new RaftCorpusError(`cannot download ${file} of ${request.name.repo}: ${reason(cause)}`, {
      where: url,
      fix: wayOut(request, cause, folder),
      cause,
    });
  }
}

/** `fetch failed` says nothing; its cause does. */
function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? messageOf(error) : `${messageOf(error)} (${messageOf(cause)})`;
}

function wayOut(request: HubRequest, cause: unknown, folder: string): string {
  const status = cause instanceof HubRefusal ? cause.status : undefined;
  if (status === 401 || status === 403) {
    return `There is no such model, or it is private or gated: fetch it with your own login into ${folder}.`;
  }
  if (status === 404) {
    return `Check the name, the revision and \`quantized\`: it needs ${TEXT_FILES.join(', ')} and ${weightsFile(request.quantized)} (an ONNX export).`;
  }
  return `Run it again: it goes on with the files that are missing. Without the network: ${withoutNetwork(request, folder)}`;
}

function withoutNetwork({ key }: HubRequest, folder: string): string {
  const bundled = key === 'embedder.model' ? 'use embedder.model: bundled, or ' : '';
  return `${bundled}copy the model's files (Hugging Face layout) into ${folder}, or name their folder as ${key}.`;
}
