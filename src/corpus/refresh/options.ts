/** What a refresh is given: nothing in it is read from the environment. */
import type { Clock } from '../../core/clock.js';
import type { Progress } from '../../core/progress.js';
import type { Embedder } from '../../embed/embedder.js';
import type { Writer } from '../../store/lease.js';
import type { StatementConfig } from '../freshness/contradictions/config.js';
import type { SourceConfig } from '../sources/config.js';

export interface RefreshOptions {
  /** LanceDB URI or folder. */
  readonly store: string;
  readonly sources: readonly SourceConfig[];
  readonly statements: readonly StatementConfig[];
  readonly embedder: Embedder;
  /** Folder that source paths are relative to. */
  readonly root: string;
  /** Existing folder for scratch files. */
  readonly scratch: string;
  /** Most tokens of a passage. */
  readonly maxTokens: number;
  /** ISO instant: the clock of verdicts. */
  readonly asOf: string;
  /** The wall clock, for the lease and `finished_at`. */
  readonly clock: Clock;
  readonly writer: Writer;
  readonly toolVersion: string;
  readonly onError: 'stop' | 'skip';
  readonly allowShrink: boolean;
  readonly dryRun: boolean;
  /** Dated folder that `{snapshot}` in source paths stands for. */
  readonly snapshot?: string;
  /** Sources that the config no longer names: their documents are removed. */
  readonly drop?: readonly string[];
  /** Where the store's vectors are of another embedder: embed everything anew, instead of refusing. */
  readonly reembed?: boolean;
  /** Only these sources are read; the others stay as they are. */
  readonly only?: readonly string[];
  readonly progress: Progress;
}
