/** A build's options with every default filled in, as the manifest states them; contradictions are refused before any work. */

import { RaftCorpusError } from '../../core/errors.js';
import { LANGS, QUESTION_TYPES, SPLITS } from '../../dataset/raft-row.js';
import { DEFAULT_SHARES, type SplitShares } from '../../dataset/splits.js';
import { resolveExamples } from '../examples/options.js';
import { GENERATED_TYPES } from '../questions/sources.js';
import { DEFAULT_STYLE, type Style } from '../questions/style/style.js';
import type { BuildOptions } from './build-options.js';
import { DEFAULT_LANGUAGES, DEFAULT_TYPES, type LanguageShares, type TypeShares } from './cells.js';

export interface BuildSettings {
  readonly seed: string;
  readonly examples: number;
  readonly oracleShare: number;
  readonly types: TypeShares;
  readonly languages: LanguageShares;
  readonly splits: SplitShares;
  /** What contexts are made of. */
  readonly contexts: Readonly<Record<string, unknown>>;
  readonly handOver: boolean;
  readonly style: Style;
}

/** @throws RaftCorpusError for numbers out of range, shares that sum to 0, unknown words, a corpus with nothing current */
export function settingsOf(options: BuildOptions): BuildSettings {
  const { seed, examples = 1000, oracleShare = 0.8, languages = DEFAULT_LANGUAGES, splits = DEFAULT_SHARES } = options;
  if (!Number.isSafeInteger(examples) || examples < 1) {
    throw new RaftCorpusError(`examples is ${examples}`, { fix: 'Ask for a whole number from 1.' });
  }
  if (!(oracleShare >= 0 && oracleShare <= 1)) {
    throw new RaftCorpusError(`oracleShare is ${oracleShare}`, { fix: 'Give a share from 0 to 1, for example 0.8.' });
  }
  if (options.distractors === 0) {
    throw new RaftCorpusError('distractors is 0: a context of the oracle alone teaches nothing about ignoring others', {
      fix: 'Ask for at least one distractor.',
    });
  }
  checkShares(languages, { name: 'languages', known: LANGS });
  checkShares(splits, { name: 'splits', known: SPLITS });
  checkShares(options.types ?? DEFAULT_TYPES, { name: 'types', known: QUESTION_TYPES });
  const types = writable(options);
  if (!options.index.view.passages.some(({ verdict }) => verdict === null)) {
    throw new RaftCorpusError('nothing in the corpus is current at this date', {
      where: `${options.index.view.tag} as of ${options.index.view.as_of.slice(0, 10)}`,
      fix: 'Refresh the corpus, or name another date with --as-of; `raft-corpus stale` says why passages are not current.',
    });
  }
  const { handOver, budget, ...resolved } = resolveExamples({
    ...options,
    ...(options.maxTokens === undefined ? {} : { countTokens: (text: string) => options.embedder.countTokens(text) }),
  });
  return {
    seed: String(seed),
    examples,
    oracleShare,
    types,
    languages,
    splits,
    contexts: {
      distractors: resolved.distractors,
      minDistractors: resolved.minDistractors,
      quotas: resolved.quotas,
      absent: resolved.absent,
      memoriseShare: resolved.memoriseShare,
      stableRefreshes: resolved.stableRefreshes,
      newestShare: resolved.newestShare,
      twins: resolved.twins,
      docHeader: resolved.docHeader,
      maxTokens: budget?.maxTokens ?? null,
    },
    handOver,
    style: { ...DEFAULT_STYLE, ...options.style },
  };
}

function checkShares(
  shares: Readonly<Record<string, number | undefined>>,
  { name, known }: { readonly name: string; readonly known: readonly string[] },
): void {
  for (const [word, share] of Object.entries(shares)) {
    if (!known.includes(word)) {
      throw new RaftCorpusError(`${name}: there is no ${JSON.stringify(word)}`, {
        fix: `It is one of ${known.join(', ')}.`,
      });
    }
    if (share !== undefined && !(share >= 0 && Number.isFinite(share))) {
      throw new RaftCorpusError(`${name}: the share of ${word} is ${share}`, { fix: 'Give a number from 0.' });
    }
  }
  if (!Object.values(shares).some((share) => Number(share) > 0)) {
    throw new RaftCorpusError(`${name}: every share is 0`, { fix: 'Give at least one of them a share above 0.' });
  }
}

/** Types that somebody writes: the grounded generator, or a stream. */
function writable({ types = DEFAULT_TYPES, extraSources = [] }: BuildOptions): TypeShares {
  const written: ReadonlySet<string> = new Set([...GENERATED_TYPES, ...extraSources.map(({ type }) => type)]);
  const kept = Object.entries(types).filter(([type]) => written.has(type));
  if (kept.some(([, share]) => Number(share) > 0)) return Object.fromEntries(kept) as TypeShares;
  throw new RaftCorpusError(`nothing writes questions of the types asked for: ${Object.keys(types).join(', ')}`, {
    fix: `Give one of these a share: ${[...written].join(', ')}.`,
  });
}
