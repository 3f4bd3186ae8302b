/** How English-speaking customers ask about a series: its makers, its length, its readers. `{t}` is the title. */
import type { Forms } from '../../style/register.js';

export const ENGLISH_SERIES = {
  volumes: {
    polite: [
      'How many volumes of {t} are out?',
      'How many volumes does {t} have so far?',
      'Could you tell me how many volumes of {t} there are?',
      'I would like to collect {t}. How many volumes are there at the moment?',
      'What is the current volume count of {t}?',
      'Up to which volume has {t} been published?',
    ],
    casual: [
      'how many volumes is {t} up to now?',
      'How long is {t}? In volumes, I mean.',
      'Thinking of starting {t}. How many volumes would I have to buy?',
      "what's the volume count for {t}?",
      'How many books does {t} run to?',
    ],
    terse: ['{t} how many volumes', '{t} number of volumes?', 'volume count {t}'],
  },
  author: {
    polite: [
      'Who wrote {t}?',
      'Who is the author of {t}?',
      'Could you tell me who the author of {t} is?',
      'I am looking for other books by the author of {t}. Who is that?',
      'May I ask who created {t}?',
    ],
    casual: [
      'who makes {t}?',
      "Who's behind {t}?",
      'Who did {t} again? I keep forgetting the name.',
      "What's the name of the person who wrote {t}?",
      'Loved {t}, who is it by?',
    ],
    terse: ['{t} author?', 'author of {t}', '{t} written by'],
  },
  publisher: {
    polite: [
      'Who publishes {t}?',
      'Which publisher is behind {t}?',
      'What is the publisher of {t}?',
      'Could you tell me which company publishes {t}?',
      'By which publisher is {t} released?',
    ],
    casual: [
      'who puts out {t}?',
      'Which publisher does {t} belong to?',
      "what's the publisher for {t}?",
      'Any idea which publisher has {t}?',
      'Whose label is {t} on?',
    ],
    terse: ['{t} publisher?', 'publisher of {t}', '{t} published by'],
  },
  magazine: {
    polite: [
      'Which magazine does {t} run in?',
      'In which magazine is {t} serialised?',
      'Could you tell me the magazine that {t} comes from?',
      'What magazine is {t} from?',
      'Under which magazine is {t} listed?',
    ],
    casual: [
      'what mag is {t} in?',
      'Where do they serialise {t}?',
      'I want to read {t} chapter by chapter. Which magazine is it in?',
      "what's the magazine for {t}?",
    ],
    terse: ['{t} magazine?', '{t} serialised in', 'magazine of {t}'],
  },
  genres: {
    polite: [
      'What genres is {t}?',
      'Which genres does {t} fall under?',
      'Could you tell me the genres of {t}?',
      'What kind of story is {t}, in terms of genre?',
      'Under which genres is {t} shelved?',
    ],
    casual: [
      'what kind of manga is {t}?',
      "What's {t}, genre-wise?",
      'What genres do you have {t} under?',
      'which genres is {t} in?',
    ],
    terse: ['{t} genre?', 'genres of {t}', '{t} what kind of manga'],
  },
  demographic: {
    polite: [
      'Is {t} shonen, shojo, seinen or josei?',
      'Which readership is {t} aimed at?',
      'What demographic is {t}?',
      'For which demographic is {t} written?',
      'Could you tell me the target readers of {t}?',
    ],
    casual: [
      'is {t} a shonen or what?',
      "Who's {t} for? Shonen, seinen, something else?",
      'what demographic does {t} count as?',
      'Is {t} aimed at teens or grown-ups? Which demographic is it?',
    ],
    terse: ['{t} demographic?', '{t} shonen or seinen', 'demographic of {t}'],
  },
  age_rating: {
    polite: [
      'What is the age rating of {t}?',
      'From what age is {t} suitable?',
      'How old should a reader of {t} be?',
      'I am looking for a present for a child. What is the age rating of {t}?',
      'Is there an age limit on {t}?',
    ],
    casual: [
      'is {t} ok for my kid? what is the age rating?',
      'What age is {t} for?',
      'How old do you have to be for {t}?',
      'Can my niece read {t}, or is it rated older?',
      "what's {t} rated?",
    ],
    terse: ['{t} age rating?', 'age limit {t}', '{t} rated'],
  },
  status: {
    polite: [
      'Is {t} finished or ongoing?',
      'What is the current status of {t}?',
      'Could you tell me whether {t} is complete?',
      'Does {t} have an ending yet, or is it ongoing?',
      'How does the publication of {t} stand?',
    ],
    casual: [
      'is {t} done or still going?',
      'Did they finish {t}?',
      'Is {t} complete? I only want to start finished series.',
      "what's happening with {t}, is it still being published?",
      'Has {t} wrapped up?',
    ],
    terse: ['{t} finished?', '{t} ongoing or completed', 'status of {t}'],
  },
  started: {
    polite: [
      'In which year did {t} start?',
      'When did the first volume of {t} come out?',
      'What year is the first volume of {t} from?',
      'Could you tell me the year in which {t} began?',
      'In what year was volume one of {t} published?',
    ],
    casual: [
      'how old is {t}? what year did it start?',
      'What year did {t} kick off?',
      'when did {t} begin?',
      'Which year is the start of {t}?',
    ],
    terse: ['{t} start year?', '{t} first volume year', 'year {t} started'],
  },
  title_ja: {
    polite: [
      'What is the Japanese title of {t}?',
      'What is {t} called in Japanese?',
      'How do I search for {t} in Japanese?',
      'Could you give me the original Japanese title of {t}?',
      'Under what name is {t} sold in Japan?',
    ],
    casual: [
      "what's {t} in Japanese?",
      'How do you write {t} in Japanese?',
      'My friend in Tokyo wants {t}. What do I tell her it is called in Japanese?',
      "what's the original title of {t}?",
    ],
    terse: ['{t} Japanese title?', '{t} in Japanese', 'original title {t}'],
  },
  title_en: {
    polite: [
      'What is the English title of {t}?',
      'What is {t} called in English?',
      'Does {t} have an English title, and what is it?',
      'Could you tell me the English name of {t}?',
    ],
    casual: [
      "what's {t} in English?",
      'Does {t} go by another name in English?',
      "what's the English name for {t}?",
      'I only know it as {t}. What is the English title?',
    ],
    terse: ['{t} English title?', '{t} in English', 'English name {t}'],
  },
  title_zh: {
    polite: [
      'What is the Chinese title of {t}?',
      'What is {t} called in Chinese?',
      'Could you tell me under which title {t} is known in Chinese?',
      'How is the title of {t} written in Chinese?',
    ],
    casual: ["what's {t} in Chinese?", "what's the Chinese name for {t}?", 'How do you say {t} in Chinese?'],
    terse: ['{t} Chinese title?', '{t} in Chinese', 'Chinese name {t}'],
  },
} as const satisfies Readonly<Record<string, Forms>>;
