/** What `build` makes: the config's `raft:` section, with the command's own options over it. */
import { RaftCorpusError } from '../../core/errors.js';
import { DOC_HEADERS } from '../../dataset/raft-formats/document.js';
import { LANGS, QUESTION_TYPES, SPLITS } from '../../dataset/raft-row.js';
import type { SplitShares } from '../../dataset/splits.js';
import type { BuildOptions } from '../../raft/build.js';
import type { RaftConfig } from '../../raft/config.js';
import { ABSENT_MODES } from '../../raft/examples/options.js';
import { choice, decimal, wholeNumber } from '../options.js';

/** As commander hands them over; what is not given is asked of the config. */
export interface BuildFlags {
  readonly examples?: string;
  readonly distractors?: string;
  readonly oracleShare?: string;
  readonly absent?: string;
  readonly types?: string;
  readonly languages?: string;
  readonly splits?: string;
  readonly maxTokens?: string;
  readonly twins?: string;
  readonly docHeader?: string;
  readonly handOver?: boolean;
}

/** The options of a build that a config and a command line decide. */
export type BuildSettings = Pick<
  BuildOptions,
  | 'examples'
  | 'distractors'
  | 'oracleShare'
  | 'absent'
  | 'memoriseShare'
  | 'stableRefreshes'
  | 'handOver'
  | 'quotas'
  | 'newestShare'
  | 'twins'
  | 'maxTokens'
  | 'minDistractors'
  | 'docHeader'
  | 'types'
  | 'languages'
  | 'splits'
  | 'style'
>;

/** @throws RaftCorpusError for a value that is no number, or none of the words */
export function buildSettings(config: RaftConfig, flags: BuildFlags): BuildSettings {
  const given = <T>(text: string | undefined, read: (text: string) => T, otherwise: T): T =>
    text === undefined ? otherwise : read(text);
  const distractors = given(flags.distractors, (text) => wholeNumber('--distractors', text), config.distractors);
  const maxTokens = given<number | undefined>(
    flags.maxTokens,
    (text) => wholeNumber('--max-tokens', text),
    config.maxTokens,
  );
  const handOver = flags.handOver ?? config.handOver;
  return {
    examples: given(flags.examples, (text) => wholeNumber('--examples', text), config.examples),
    distractors,
    oracleShare: given(flags.oracleShare, (text) => decimal('--oracle-share', text), config.oracleShare),
    absent: given(flags.absent, (text) => choice('--absent', text, ABSENT_MODES), config.absent),
    memoriseShare: config.memoriseShare,
    stableRefreshes: config.stableRefreshes,
    newestShare: config.newestShare,
    minDistractors: Math.min(config.minDistractors, distractors),
    twins: given(flags.twins, (text) => count('--twins', text), config.twins),
    docHeader: given(flags.docHeader, (text) => choice('--doc-header', text, DOC_HEADERS), config.docHeader),
    types: given(flags.types, (text) => shares('--types', text, QUESTION_TYPES), defined(config.types)),
    languages: given(flags.languages, (text) => shares('--languages', text, LANGS), defined(config.languages)),
    splits: allSplits(given(flags.splits, (text) => shares('--splits', text, SPLITS), defined(config.splits))),
    style: { ...config.style, registers: { polite: 0, casual: 0, terse: 0, ...defined(config.style.registers) } },
    ...(config.origins ? { quotas: defined(config.origins) } : {}),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(handOver === undefined ? {} : { handOver }),
  };
}

/** `fact=0.6,policy=0.4`. */
function shares<T extends string>(option: string, text: string, known: readonly T[]): Partial<Record<T, number>> {
  const found: Partial<Record<T, number>> = {};
  for (const part of text.split(',')) {
    const [word = '', share = ''] = part.split('=').map((piece) => piece.trim());
    const value = Number(share);
    if (share === '' || !(value >= 0 && Number.isFinite(value))) {
      throw new RaftCorpusError(`${option} cannot hold ${JSON.stringify(part)}`, {
        fix: `Write each as WORD=SHARE, for example ${known[0]}=0.6,${known[1]}=0.4.`,
      });
    }
    found[choice(option, word, known)] = value;
  }
  return found;
}

function count(option: string, text: string): number {
  return text === '0' ? 0 : wholeNumber(option, text);
}

function allSplits(shares: Partial<SplitShares>): SplitShares {
  return { train: 0, validation: 0, test: 0, ...shares };
}

/** Without keys that are left out, which zod gives as undefined. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
