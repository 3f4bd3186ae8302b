/**
 * How much a stream of texts looks filled in from templates: self-BLEU, distinct-n and the share of the commonest skeleton, by
 * language, in memory that does not grow with the stream. The order of the texts changes nothing.
 */
import { compareText } from '../core/order.js';
import { Commonest } from './commonest.js';
import { DistinctSample } from './distinct-sample.js';
import { wordsOf } from './segment.js';
import { distinctN, selfBleu } from './self-bleu.js';
import { skeletonOf } from './skeleton.js';

/** A text to measure. */
export interface MeasuredText {
  readonly text: string;
  /** Any label: texts are compared with others of theirs only. */
  readonly lang: string;
  /** Names in the text that a template would leave open (titles, subjects); quoted ones are found without. */
  readonly names?: readonly string[];
}

export interface TemplateLikenessOptions {
  readonly seed: number | string;
  /** Distinct texts sampled per language for self-BLEU and distinct-n; default 500, as in Texygen. */
  readonly sample?: number;
}

/** The measures of one language's texts. Null where there are too few words to measure. */
export interface LanguageLikeness {
  readonly texts: number;
  /** Texts in the sample, repeated ones counted as often as they stand. */
  readonly sampled: number;
  /** See `selfBleu`, orders up to 4: near 1 says that every text repeats pieces of others. */
  readonly self_bleu: number | null;
  /** See `distinctN`: near 0 says that the same words come again and again. */
  readonly distinct_1: number | null;
  readonly distinct_2: number | null;
  readonly distinct_3: number | null;
  /** Share of the texts with the commonest skeleton (`skeletonOf`); never too low, and too high by less than 0.1 % of the texts. */
  readonly commonest_skeleton_share: number;
  readonly commonest_skeleton: string;
}

export interface TemplateLikeness {
  readonly sample: number;
  /** In the order of the labels. */
  readonly by_lang: Readonly<Record<string, LanguageLikeness>>;
}

/** Takes texts one by one; `result` may be asked at any time. */
export interface TemplateLikenessMeter {
  add(text: MeasuredText): void;
  result(): TemplateLikeness;
}

const DEFAULT_SAMPLE = 500;

/** Starts measuring. Memory: `sample` texts and one table of counts per language. */
export function createTemplateLikeness({
  seed,
  sample = DEFAULT_SAMPLE,
}: TemplateLikenessOptions): TemplateLikenessMeter {
  if (!Number.isSafeInteger(sample) || sample < 2) throw new RangeError(`sample must be an integer ≥ 2: ${sample}`);
  const langs = new Map<string, { readonly sample: DistinctSample; readonly skeletons: Commonest }>();
  return {
    add({ text, lang, names }) {
      let state = langs.get(lang);
      if (state === undefined) {
        state = { sample: new DistinctSample(`${seed}`, sample), skeletons: new Commonest() };
        langs.set(lang, state);
      }
      state.sample.add(text);
      state.skeletons.add(skeletonOf(text, names));
    },
    result() {
      const sorted = [...langs].sort(([a], [b]) => compareText(a, b));
      const measured = sorted.map(([lang, state]) => [lang, measure(state.sample, state.skeletons)] as const);
      return { sample, by_lang: Object.fromEntries(measured) };
    },
  };
}

function measure(sample: DistinctSample, skeletons: Commonest): LanguageLikeness {
  const texts = sample.held().map(({ text, count }) => ({ words: wordsOf(text), count }));
  return {
    texts: skeletons.total,
    sampled: texts.reduce((sum, { count }) => sum + count, 0),
    self_bleu: selfBleu(texts),
    distinct_1: distinctN(texts, 1),
    distinct_2: distinctN(texts, 2),
    distinct_3: distinctN(texts, 3),
    commonest_skeleton_share: skeletons.share(),
    commonest_skeleton: skeletons.item,
  };
}

/** Bounds; those left out are not looked at. */
export interface LikenessThresholds {
  readonly maxSelfBleu?: number;
  readonly minDistinct1?: number;
  readonly minDistinct2?: number;
  readonly minDistinct3?: number;
  readonly maxSkeletonShare?: number;
  /** Languages with fewer texts are passed over: a handful says nothing. Default 30. */
  readonly minTexts?: number;
}

/** One threshold held against one language. */
export interface LikenessGate {
  /** `self_bleu/en`. */
  readonly id: string;
  readonly value: number;
  readonly threshold: number;
  readonly passed: boolean;
}

/** Holds the measures against thresholds, one gate per language and bound; a value on its bound passes. */
export function gate(result: TemplateLikeness, thresholds: LikenessThresholds): readonly LikenessGate[] {
  const bounds = [
    ['self_bleu', thresholds.maxSelfBleu, 'max'],
    ['distinct_1', thresholds.minDistinct1, 'min'],
    ['distinct_2', thresholds.minDistinct2, 'min'],
    ['distinct_3', thresholds.minDistinct3, 'min'],
    ['commonest_skeleton_share', thresholds.maxSkeletonShare, 'max'],
  ] as const;
  return Object.entries(result.by_lang).flatMap(([lang, measures]) =>
    measures.texts < (thresholds.minTexts ?? 30)
      ? []
      : bounds.flatMap(([measure, threshold, side]) => {
          const value = measures[measure];
          if (threshold === undefined || value === null) return [];
          const passed = side === 'max' ? value <= threshold : value >= threshold;
          return [{ id: `${measure}/${lang}`, value, threshold, passed }];
        }),
  );
}
