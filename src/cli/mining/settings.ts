/** The options of `mine` as the miner takes them; a value that makes no sense is refused with the option's name. */
import { RaftCorpusError } from '../../core/errors.js';
import { MARGIN_POSITIVES } from '../../negatives/margin-positive.js';
import { GUARDS, type MiningOptions, SAMPLINGS } from '../../negatives/options.js';
import { choice, decimal, wholeNumber } from '../options.js';

/** As commander hands them over. */
export interface MiningFlags {
  readonly negatives: string;
  readonly relativeMargin: string;
  readonly absoluteMargin?: string;
  readonly marginFrom: string;
  readonly maxScore?: string;
  readonly maxPositiveSimilarity: string;
  readonly nearDuplicate: string;
  readonly minScore?: string;
  readonly rangeMin?: string;
  readonly rangeMax?: string;
  readonly depth: string;
  readonly sampling: string;
  readonly stale: string;
  readonly siblings: string;
  readonly lexical: string;
  readonly guard: string;
  readonly onBadPositive: string;
  readonly withoutPositive: string;
  readonly keepSameDocument?: boolean;
  readonly sameGroup?: boolean;
}

type Settings = Omit<MiningOptions, 'queries' | 'corpus' | 'queryVectors' | 'embedder' | 'seed' | 'progress'>;

/** @throws RaftCorpusError for a value that is no number, or none of the words */
export function miningSettings(flags: MiningFlags): Settings {
  return {
    numNegatives: wholeNumber('--negatives', flags.negatives),
    relativeMargin: relativeMargin(flags.relativeMargin),
    marginFrom: choice('--margin-from', flags.marginFrom, MARGIN_POSITIVES),
    ...optional('absoluteMargin', flags.absoluteMargin, (text) => real('--absolute-margin', text)),
    ...optional('maxScore', flags.maxScore, (text) => real('--max-score', text)),
    ...optional('minScore', flags.minScore, (text) => real('--min-score', text)),
    ...(flags.maxPositiveSimilarity === 'off'
      ? {}
      : { maxPositiveSimilarity: decimal('--max-positive-similarity', flags.maxPositiveSimilarity) }),
    ...likenessOf(flags.nearDuplicate),
    ...optional('rangeMin', flags.rangeMin, (text) => count('--range-min', text)),
    ...optional('rangeMax', flags.rangeMax, (text) => count('--range-max', text)),
    ...(flags.depth === 'window' ? {} : { depth: wholeNumber('--depth', flags.depth) }),
    sampling: choice('--sampling', flags.sampling, SAMPLINGS),
    quotas: {
      stale: count('--stale', flags.stale),
      sibling: count('--siblings', flags.siblings),
      lexical: count('--lexical', flags.lexical),
    },
    answerGuard: choice('--guard', flags.guard, GUARDS),
    onBadPositive: choice('--on-bad-positive', flags.onBadPositive, ['error', 'drop'] as const),
    withoutPositive: choice('--without-positive', flags.withoutPositive, ['skip', 'mine'] as const),
    keepSameDocument: flags.keepSameDocument === true,
    keepSameGroup: flags.sameGroup !== false,
  };
}

/** One likeness from which a negative repeats a positive, or another negative. */
function likenessOf(text: string): { readonly nearDuplicate: number | null; readonly diversity: number | null } {
  const likeness = text === 'off' ? null : decimal('--near-duplicate', text);
  return { nearDuplicate: likeness, diversity: likeness };
}

function relativeMargin(text: string): number | 'calibrated' | null {
  if (text === 'auto') return 'calibrated';
  return text === 'off' ? null : decimal('--relative-margin', text);
}

function optional<K extends string>(key: K, text: string | undefined, read: (text: string) => number) {
  return (text === undefined ? {} : { [key]: read(text) }) as { [key in K]?: number };
}

function count(option: string, text: string): number {
  return text === '0' ? 0 : wholeNumber(option, text);
}

function real(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new RaftCorpusError(`${option} cannot be ${JSON.stringify(text)}`, { fix: 'It is a number.' });
}
