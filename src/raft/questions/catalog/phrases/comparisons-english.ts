/** How English-speaking customers compare two products, and what they are told. `{x}` and `{y}` are the subjects, `{c}` the currency. */
import type { ComparisonPhrases } from './comparison-types.js';

export const ENGLISH_COMPARISONS: ComparisonPhrases = {
  price: {
    more: {
      polite: ['Which is more expensive{c}, {x} or {y}?', 'Between {x} and {y}, which one costs more{c}?'],
      casual: [
        '{x} or {y}, which one is pricier{c}?',
        "I have a gift card to use up. What's the pricier one{c}, {x} or {y}?",
      ],
      terse: ['{x} vs {y} which costs more{c}'],
    },
    less: {
      polite: [
        'Which is cheaper{c}, {x} or {y}?',
        'Could you tell me whether {x} or {y} costs less{c}?',
        'I can only afford one of them: is {x} or {y} the cheaper one{c}?',
      ],
      casual: ['{x} vs {y}: which costs less{c}?', 'what would be cheaper{c}, {x} or {y}?'],
      terse: ['{x} or {y} cheaper{c}?', 'cheaper{c}: {x} / {y}'],
    },
    isMore: {
      polite: ['Is {x} more expensive than {y}{c}?', 'Does {x} cost more than {y}{c}?'],
      casual: ['is {x} really pricier than {y}{c}?', 'Do I pay more for {x} than for {y}{c}?'],
      terse: [],
    },
    isLess: {
      polite: ['Is {x} cheaper than {y}{c}?', 'Does {x} cost less than {y}{c}?'],
      casual: ['is {x} any cheaper than {y}{c}?', 'Would I save something with {x} instead of {y}{c}?'],
      terse: ['{x} cheaper than {y}{c}?'],
    },
    gap: {
      polite: [
        'What is the price difference between {x} and {y}{c}?',
        'By how much do the prices of {x} and {y} differ{c}?',
      ],
      casual: ["what's the difference in price between {x} and {y}{c}?", 'How far apart are {x} and {y} in price{c}?'],
      terse: ['price difference {x} / {y}{c}'],
    },
    sayMore: '{w} is the more expensive one: {a}, against {b} for {o}.',
    sayLess: '{w} is the cheaper one: {a}, against {b} for {o}.',
    sayGap: 'The difference is {g}: {w} costs {a}, {o} {b}.',
  },
  volumes: {
    more: {
      polite: [
        'Which has more volumes, {x} or {y}?',
        'Is {x} or {y} the longer series by volumes?',
        'Could you tell me which of {x} and {y} runs to more volumes?',
      ],
      casual: [
        '{x} or {y}: which one has more volumes out?',
        "what's longer, {x} or {y}? in volumes",
        'I want the longer read. {x} or {y}, which has more volumes?',
      ],
      terse: ['{x} vs {y} more volumes', 'longer series {x} or {y}?'],
    },
    less: {
      polite: [
        'Which has fewer volumes, {x} or {y}?',
        'I would like to start with the shorter series. Is that {x} or {y}?',
      ],
      casual: [
        '{x} or {y}, which one is shorter? in volumes',
        'Not much shelf space left: which has fewer volumes, {x} or {y}?',
      ],
      terse: ['{x} vs {y} fewer volumes', 'shorter series {x} or {y}?'],
    },
    isMore: {
      polite: ['Does {x} have more volumes than {y}?', 'Is {x} longer than {y}, counting volumes?'],
      casual: ['is {x} longer than {y}? volume count I mean', 'Are there more volumes of {x} than of {y}?'],
      terse: [],
    },
    isLess: {
      polite: ['Does {x} have fewer volumes than {y}?'],
      casual: ['is {x} shorter than {y}, in volumes?', 'Are there fewer volumes of {x} than of {y}?'],
      terse: [],
    },
    gap: {
      polite: [
        'How many more volumes does the longer one of {x} and {y} have?',
        'By how many volumes do {x} and {y} differ?',
      ],
      casual: ["what's the difference in volumes between {x} and {y}?"],
      terse: ['volume difference {x} / {y}'],
    },
    sayMore: '{w} is longer: {a}, against {b} for {o}.',
    sayLess: '{w} is shorter: {a}, against {b} for {o}.',
    sayGap: 'The difference is {g}: {w} has {a}, {o} {b}.',
  },
  date: {
    more: {
      polite: ['Which has the later release date, {x} or {y}?', 'Of {x} and {y}, which one is the newer release?'],
      casual: ["what's newer, {x} or {y}?", '{x} or {y}, which came later?'],
      terse: ['{x} vs {y} newer release', 'newer: {x} or {y}?'],
    },
    less: {
      polite: [
        'Which has the earlier release date, {x} or {y}?',
        'Of {x} and {y}, which one has the earlier release?',
        'Could you tell me which is dated first for release, {x} or {y}?',
      ],
      casual: ['which is first by release date, {x} or {y}?', '{x} or {y}, which release is older?'],
      terse: ['{x} vs {y} earlier release', 'older release {x} or {y}?'],
    },
    isMore: {
      polite: ['Is the release date of {x} later than that of {y}?'],
      casual: ['is {x} newer than {y}?', 'Is {x} dated after {y}?'],
      terse: [],
    },
    isLess: {
      polite: ['Is the release date of {x} earlier than that of {y}?'],
      casual: ['is {x} an older release than {y}?', 'Is {x} dated before {y}?'],
      terse: [],
    },
    sayMore: '{w} is the later one: its release date is {a}, that of {o} is {b}.',
    sayLess: '{w} is the earlier one: its release date is {a}, that of {o} is {b}.',
  },
  airing: {
    more: {
      polite: ['Which started later, {x} or {y}?', 'Of {x} and {y}, which one was first shown later?'],
      casual: ["what's the newer show, {x} or {y}?"],
      terse: ['{x} vs {y} newer'],
    },
    less: {
      polite: ['Which started earlier, {x} or {y}?', 'Of {x} and {y}, which one was first shown earlier?'],
      casual: ["what's the older show, {x} or {y}?", '{x} or {y}, which one was first?'],
      terse: ['{x} vs {y} older'],
    },
    isMore: { polite: ['Did {x} start later than {y}?'], casual: ['is {x} newer than {y}?'], terse: [] },
    isLess: { polite: ['Did {x} start earlier than {y}?'], casual: ['is {x} older than {y}?'], terse: [] },
    sayMore: '{w} is the later one: its first showing is dated {a}, that of {o} {b}.',
    sayLess: '{w} is the earlier one: its first showing is dated {a}, that of {o} {b}.',
  },
  year: {
    more: {
      polite: [
        'Which series started later, {x} or {y}?',
        'Is {x} or {y} the more recent series, by the year of its first volume?',
      ],
      casual: ["what's the newer series, {x} or {y}?"],
      terse: ['{x} vs {y} newer series'],
    },
    less: {
      polite: [
        'Which series started earlier, {x} or {y}?',
        'Is {x} or {y} the older series, by the year of its first volume?',
      ],
      casual: ["what's the older series, {x} or {y}?", '{x} or {y}, which one has been around longer?'],
      terse: ['{x} vs {y} older series'],
    },
    isMore: {
      polite: ['Did {x} start in a later year than {y}?'],
      casual: ['is {x} a newer series than {y}?'],
      terse: [],
    },
    isLess: {
      polite: ['Did {x} start in an earlier year than {y}?'],
      casual: ['is {x} an older series than {y}?'],
      terse: [],
    },
    sayMore: '{w} is the newer one: it started in {a}, {o} in {b}.',
    sayLess: '{w} is the older one: it started in {a}, {o} in {b}.',
  },
  score: {
    more: {
      polite: ['Which is scored higher, {x} or {y}?', 'Do readers give {x} or {y} the better score?'],
      casual: ['{x} or {y}, which is rated higher?', 'can only read one: what has the better score, {x} or {y}?'],
      terse: ['{x} vs {y} score', 'better score {x} or {y}?'],
    },
    less: {
      polite: ['Which is scored lower, {x} or {y}?'],
      casual: ['{x} or {y}, which one has the worse score?'],
      terse: ['lower score {x} or {y}?'],
    },
    isMore: {
      polite: ['Is {x} scored higher than {y}?', 'Does {x} have a better score than {y}?'],
      casual: ['is {x} rated above {y}?'],
      terse: [],
    },
    isLess: { polite: ['Is {x} scored lower than {y}?'], casual: ['is {x} rated below {y}?'], terse: [] },
    sayMore: '{w} is scored higher: {a}, against {b} for {o}.',
    sayLess: '{w} is scored lower: {a}, against {b} for {o}.',
  },
  weight: {
    more: {
      polite: ['Which is heavier, {x} or {y}?'],
      casual: ['{x} or {y}, which weighs more?'],
      terse: ['{x} vs {y} heavier'],
    },
    less: {
      polite: ['Which is lighter, {x} or {y}?', 'I have to carry it: is {x} or {y} the lighter one?'],
      casual: ['{x} or {y}, which weighs less?'],
      terse: ['{x} vs {y} lighter'],
    },
    isMore: { polite: ['Is {x} heavier than {y}?'], casual: ['does {x} weigh more than {y}?'], terse: [] },
    isLess: { polite: ['Is {x} lighter than {y}?'], casual: ['does {x} weigh less than {y}?'], terse: [] },
    sayMore: '{w} is heavier: its stated weight is {a}, that of {o} is {b}.',
    sayLess: '{w} is lighter: its stated weight is {a}, that of {o} is {b}.',
  },
};
