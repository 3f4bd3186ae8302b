/** Comparisons as people who live in both languages ask them; they are answered in Japanese. */

import type { ComparisonPhrases, Measure } from './comparison-types.js';
import { JAPANESE_COMPARISONS } from './comparisons-japanese.js';

const ASK = {
  price: {
    more: {
      polite: ['{x}と{y}、{c}more expensiveなのはどちらですか？'],
      casual: ['{x}と{y}、{c}どっちがexpensive？'],
      terse: ['{x} vs {y} {c}どっちが高い'],
    },
    less: {
      polite: ['{x}と{y}、{c}どっちがcheaperですか？', '{x}と{y}ではpriceが{c}安いのはどちらですか？'],
      casual: ['{x} or {y}、{c}どっちがcheap？', '{x}と{y}のprice、{c}どっちが下？'],
      terse: ['{x} vs {y} {c}安いのは'],
    },
    isMore: { polite: ['{x}は{y}よりpriceが{c}高いですか？'], casual: ['{x}って{y}より{c}expensive？'], terse: [] },
    isLess: { polite: ['{x}は{y}より{c}cheaperですか？'], casual: ['{x}って{y}より{c}cheap？'], terse: [] },
    gap: {
      polite: ['{x}と{y}のprice差は{c}いくらですか？'],
      casual: ['{x}と{y}、priceどれくらい違う？{c}いくら？'],
      terse: ['{x} vs {y} {c}price差'],
    },
  },
  volumes: {
    more: {
      polite: ['{x}と{y}、volumesが多いのはどちらですか？'],
      casual: ['{x}と{y}、どっちのvolume数が上？', '{x} or {y}、longer seriesはどっち？'],
      terse: ['{x} vs {y} volumes 多いのは'],
    },
    less: {
      polite: ['{x}と{y}、volumesが少ないのはどちらですか？'],
      casual: ['{x} or {y}、short seriesはどっち？'],
      terse: ['{x} vs {y} volumes 少ないのは'],
    },
    isMore: { polite: ['{x}は{y}よりvolumesが多いですか？'], casual: ['{x}って{y}よりlong series？巻数で'], terse: [] },
    isLess: { polite: ['{x}は{y}よりvolumesが少ないですか？'], casual: ['{x}って{y}よりshort？巻数で'], terse: [] },
    gap: {
      polite: ['{x}と{y}は何volumes違いますか？'],
      casual: ['{x}と{y}のvolume差、何巻？'],
      terse: ['{x} vs {y} volume差'],
    },
  },
  date: {
    more: {
      polite: ['{x}と{y}、release dateが遅いのはどちらですか？'],
      casual: ['{x} or {y}、newなのはどっち？ release dateで'],
      terse: ['{x} vs {y} newer release どっち'],
    },
    less: {
      polite: ['{x}と{y}、releaseが早いのはどちらですか？', '{x}と{y}、release dateが先なのはどちらでしょうか？'],
      casual: ['{x}と{y}、releaseが先なのはどっち？'],
      terse: ['{x} vs {y} release 先は'],
    },
    isMore: { polite: ['{x}のrelease dateは{y}より後ですか？'], casual: ['{x}って{y}よりnewなrelease？'], terse: [] },
    isLess: { polite: ['{x}のrelease dateは{y}より前ですか？'], casual: ['{x}って{y}より先にrelease？'], terse: [] },
  },
  airing: {
    more: {
      polite: ['{x}と{y}、startが後なのはどちらですか？'],
      casual: ['{x} or {y}、newな作品はどっち？'],
      terse: ['{x} vs {y} newer どっち'],
    },
    less: {
      polite: ['{x}と{y}、先にstartしたのはどちらですか？'],
      casual: ['{x} or {y}、oldな作品はどっち？'],
      terse: ['{x} vs {y} older どっち'],
    },
    isMore: { polite: ['{x}のstartは{y}より後ですか？'], casual: ['{x}って{y}よりnew？'], terse: [] },
    isLess: { polite: ['{x}のstartは{y}より前ですか？'], casual: ['{x}って{y}よりold？'], terse: [] },
  },
  year: {
    more: {
      polite: ['{x}と{y}、後にstartしたseriesはどちらですか？'],
      casual: ['{x} or {y}、newなseriesはどっち？'],
      terse: ['{x} vs {y} newer series どっち'],
    },
    less: {
      polite: ['{x}と{y}、先にstartしたseriesはどちらですか？'],
      casual: ['{x} or {y}、oldなseriesはどっち？'],
      terse: ['{x} vs {y} older series どっち'],
    },
    isMore: { polite: ['{x}は{y}より後にstartしましたか？'], casual: ['{x}って{y}よりnewなseries？'], terse: [] },
    isLess: { polite: ['{x}は{y}より前にstartしましたか？'], casual: ['{x}って{y}よりoldなseries？'], terse: [] },
  },
  score: {
    more: {
      polite: ['{x}と{y}、scoreが高いのはどちらですか？'],
      casual: ['{x} or {y}、ratingが上なのはどっち？'],
      terse: ['{x} vs {y} score どっち'],
    },
    less: {
      polite: ['{x}と{y}、scoreが低いのはどちらですか？'],
      casual: ['{x} or {y}、ratingが下なのはどっち？'],
      terse: ['{x} vs {y} lower score どっち'],
    },
    isMore: { polite: ['{x}は{y}よりscoreが高いですか？'], casual: ['{x}って{y}よりrating高い？'], terse: [] },
    isLess: { polite: ['{x}は{y}よりscoreが低いですか？'], casual: ['{x}って{y}よりrating低い？'], terse: [] },
  },
  weight: {
    more: {
      polite: ['{x}と{y}、heavierなのはどちらですか？'],
      casual: ['{x} or {y}、heavyなのはどっち？'],
      terse: ['{x} vs {y} 重いのは'],
    },
    less: {
      polite: ['{x}と{y}、lighterなのはどちらですか？'],
      casual: ['{x} or {y}、軽いのはどっち？ weightで'],
      terse: ['{x} vs {y} 軽いのは'],
    },
    isMore: { polite: ['{x}は{y}よりheavyですか？'], casual: ['{x}って{y}よりheavy？'], terse: [] },
    isLess: {
      polite: ['{x}は{y}よりlightですか？ weightが知りたいです。'],
      casual: ['{x}って{y}よりlight？重さで'],
      terse: [],
    },
  },
} as const;

/** Asked in the mixture, said as in Japanese. */
export const MIXED_COMPARISONS: ComparisonPhrases = Object.fromEntries(
  Object.entries(JAPANESE_COMPARISONS).map(([measure, phrases]) => [
    measure,
    { ...phrases, ...ASK[measure as Measure] },
  ]),
) as unknown as ComparisonPhrases;
