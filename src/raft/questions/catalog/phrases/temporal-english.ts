/** Questions about now, in English. */
import type { TemporalPhrases } from './temporal-types.js';

export const ENGLISH_TEMPORAL: TemporalPhrases = {
  dates: {
    released: {
      polite: [
        'As of {n}, is {t} already out?',
        'Today is {n}. Has {t} been released yet?',
        'Has {t} already come out as of {n}?',
        'Could you tell me whether {t} is out yet? Today is {n}.',
      ],
      casual: [
        'is {t} out yet? (today is {n})',
        "It's {n}. Can I already get {t}, or is it not out yet?",
        'has {t} dropped yet, as of {n}?',
        "It's {n}, did {t} come out already?",
      ],
      terse: ['{t} out yet? {n}', '{t} already released as of {n}'],
      past: 'Yes. {t} came out on {a}, so as of {n} it is already out.',
      future: 'Not yet. The release date of {t} is {a}, so as of {n} it is still to come.',
    },
    waiting: {
      polite: [
        'As of {n}, do I still have to wait for {t}?',
        'Is {t} still unreleased as of {n}?',
        'Is the release of {t} still ahead on {n}?',
      ],
      casual: [
        "It's {n}. Am I still waiting for {t}, or is it out?",
        'is {t} still not out? (writing this on {n})',
        'do I still need to wait for {t}, today being {n}?',
      ],
      terse: ['{t} still unreleased on {n}?', '{t} still upcoming, {n}'],
      past: 'No. {t} has been out since {a}, so as of {n} there is nothing left to wait for.',
      future: 'Yes. {t} only comes out on {a}, so as of {n} it is not out yet.',
    },
    premiered: {
      polite: [
        'As of {n}, can {t} already be watched?',
        'Today is {n}. Has {t} been shown yet?',
        'Has {t} had its premiere as of {n}?',
      ],
      casual: [
        'is {t} out yet? (today is {n})',
        "It's {n}. Can I watch {t} already?",
        'has {t} premiered yet, as of {n}?',
      ],
      terse: ['{t} out yet? {n}', '{t} premiered as of {n}'],
      past: 'Yes. {t} came out on {a}, so as of {n} it is already out.',
      future: 'Not yet. {t} comes out on {a}, which is after {n}.',
    },
    begun: {
      polite: [
        'As of {n}, has {t} started yet?',
        'Today is {n}. Has {t} already begun?',
        'Has the first episode of {t} been shown by {n}?',
      ],
      casual: [
        'has {t} started yet? (today is {n})',
        "It's {n}, is {t} already running?",
        'did {t} begin already, as of {n}?',
      ],
      terse: ['{t} started yet? {n}', '{t} already begun as of {n}'],
      past: 'Yes. {t} started on {a}, so as of {n} it has begun.',
      future: 'Not yet. {t} starts on {a}, which is after {n}.',
    },
    finished: {
      polite: [
        'As of {n}, has {t} finished airing?',
        'Today is {n}. Is {t} over yet?',
        'Has the last episode of {t} been shown by {n}?',
        'Has {t} ended as of {n}?',
      ],
      casual: ['is {t} over yet? (today is {n})', "It's {n}, has {t} ended?", 'did {t} finish already, as of {n}?'],
      terse: ['{t} ended? {n}', '{t} finished airing as of {n}'],
      past: 'Yes. {t} was last broadcast on {a}, so as of {n} it has ended.',
      future: 'Not yet. {t} is last broadcast on {a}, which is after {n}.',
    },
    still_on: {
      polite: [
        'As of {n}, is {t} still on air?',
        'Today is {n}. Is {t} still being broadcast?',
        'Is {t} still running as of {n}?',
        'Can I still catch new episodes of {t} on {n}?',
      ],
      casual: [
        'is {t} still on? (today is {n})',
        "It's {n}, are they still showing {t}?",
        'is {t} still airing as of {n}?',
      ],
      terse: ['{t} still airing? {n}', '{t} still on air as of {n}'],
      past: 'No. {t} was last broadcast on {a}, so as of {n} it is no longer on air.',
      future: 'Yes. {t} is on air until {a}, so as of {n} it is still running.',
    },
  },
  since: {
    on_sale_since: {
      polite: [
        'Since when has {t} been on sale?',
        'Since what date has {t} been out?',
        'From what date has {t} been on sale?',
        'Could you tell me since when {t} has been out?',
      ],
      casual: [
        'since when has {t} been in shops?',
        'how long has {t} been out? since what date?',
        'since when can I get {t}? release date, I mean',
      ],
      terse: ['{t} on sale since?', '{t} out since when'],
      say: '{t} has been out since {a}.',
    },
    on_air_since: {
      polite: [
        'Since when has {t} been on air?',
        'Since what date has {t} been running?',
        'Could you tell me since when {t} has been broadcast?',
      ],
      casual: ['since when has {t} been on?', 'how long has {t} been airing? since what date?'],
      terse: ['{t} on air since?', '{t} airing since when'],
      say: '{t} has been on air since {a}.',
    },
    running_since: {
      polite: [
        'Since when has {t} been running?',
        'Since what year has {t} been published?',
        'Could you tell me since which year {t} has been running?',
        'For how long has {t} been running? I would like the year it started.',
      ],
      casual: [
        'since when has {t} been going?',
        'how long has {t} been around, since what year?',
        'since what year have they been doing {t}?',
      ],
      terse: ['{t} running since?', '{t} since what year'],
      say: '{t} has been running since {a} and its status is {b}.',
    },
    updated: {
      polite: [
        'When was the entry for {t} last updated?',
        'How recent is the information on {t}?',
        'Since when has the entry for {t} been as it is?',
      ],
      casual: ['when did you last update {t}?', 'how old is the info on {t}?'],
      terse: ['{t} last updated?', '{t} last update date'],
      say: 'The entry for {t} was last updated on {a}.',
    },
  },
  states: {
    still_running: {
      polite: [
        'Is {t} still being published?',
        'Is {t} still ongoing?',
        'Are new volumes of {t} still coming out?',
        'Could you tell me whether {t} is still running?',
        'Is {t} still a running series at the moment?',
      ],
      casual: [
        'is {t} still going?',
        'Are they still making {t}?',
        'is {t} still a thing, or did it stop?',
        'Do new volumes of {t} still come out?',
      ],
      terse: ['{t} still ongoing?', '{t} still running'],
      say: {
        ongoing: 'Yes. {t} is still running: its status is {a}.',
        completed: 'No, not any more. The status of {t} is {a}.',
        hiatus: 'Not at the moment. The status of {t} is {a}.',
        cancelled: 'No. The status of {t} is {a}.',
      },
    },
    has_ended: {
      polite: [
        'Has {t} ended yet?',
        'Is {t} finished by now?',
        'Has {t} come to its end, or will there be more?',
        'Could you tell me whether {t} has already ended?',
      ],
      casual: [
        'has {t} ended?',
        'is {t} over already?',
        'did {t} get an ending yet?',
        'Is {t} done by now? I only read finished series.',
      ],
      terse: ['{t} ended yet?', '{t} over?'],
      say: {
        ongoing: 'Not yet. {t} has not ended: its status is {a}.',
        completed: 'Yes. {t} has ended: its status is {a}.',
        hiatus: 'It has not ended, but it is paused: the status of {t} is {a}.',
        cancelled: 'Yes, but before its time: the status of {t} is {a}.',
      },
    },
    still_in_stock: {
      polite: [
        'Is {t} still available?',
        'Do you still have {t}?',
        'Can I still order {t}?',
        'Could you tell me whether {t} can still be bought?',
      ],
      casual: [
        'is {t} still around?',
        'do you still have {t}, or is it gone?',
        'Can I still get {t}?',
        'still got {t}?',
      ],
      terse: ['{t} still available?', '{t} still there'],
      say: {
        available: 'Yes. {t} is still available: it is listed as "{a}".',
        preorder: 'It is not out yet, but you can order it in advance: {t} is listed as "{a}".',
        out: 'Not from stock at the moment: {t} is listed as "{a}".',
      },
    },
    still_preorder: {
      polite: [
        'Is {t} still a pre-order?',
        'Is {t} still only available in advance, as a pre-order?',
        'Could you tell me whether {t} is still on pre-order?',
      ],
      casual: ['is {t} still just a pre-order?', 'Is {t} still at the pre-order stage or can you ship it?'],
      terse: ['{t} still preorder?', '{t} still on pre-order'],
      say: {
        available: 'No, not any more. {t} is listed as "{a}".',
        preorder: 'Yes. {t} is still listed as "{a}".',
      },
    },
  },
};
