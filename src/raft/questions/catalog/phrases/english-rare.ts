/** What customers ask and few catalogs know: translators, adaptations, prizes, pages, warranties. */
import type { Forms } from '../../style/register.js';

export const ENGLISH_RARE = {
  pages: {
    polite: [
      'How many pages does {t} have?',
      'Could you tell me the page count of {t}?',
      'What is the number of pages of {t}?',
      'How thick is {t}, in pages?',
    ],
    casual: ['how many pages is {t}?', "what's the page count on {t}?", 'Is {t} a thick one? How many pages?'],
    terse: ['{t} pages?', 'page count {t}', '{t} number of pages'],
  },
  translator: {
    polite: [
      'Who translated {t}?',
      'Could you tell me who the translator of {t} is?',
      'Whose translation of {t} do you sell?',
      'Who did the translation of {t}?',
    ],
    casual: [
      'who did the translation for {t}?',
      "who's the translator on {t}?",
      'The English of {t} is great, who translated it?',
    ],
    terse: ['{t} translator?', 'translator of {t}', '{t} translated by'],
  },
  anime: {
    polite: [
      'Is there an anime of {t}?',
      'Which studio animates {t}?',
      'Has {t} been adapted as an anime, and by which studio?',
      'Could you tell me whether {t} has an anime adaptation?',
    ],
    casual: ['does {t} have an anime?', 'Is {t} getting an anime?', 'is there an anime of {t} and who made it?'],
    terse: ['{t} anime?', '{t} anime adaptation', 'anime studio {t}'],
  },
  awards: {
    polite: [
      'Has {t} won any awards?',
      'Which prizes has {t} received?',
      'Could you tell me which awards {t} has won?',
      'For which award was {t} nominated?',
    ],
    casual: ['did {t} win anything?', 'Any prizes for {t}?', 'has {t} got any awards yet?'],
    terse: ['{t} awards?', 'prizes {t}', '{t} award winner'],
  },
  copies_sold: {
    polite: [
      'How many copies of {t} have been sold?',
      'What is the print run of {t}?',
      'Could you tell me how many copies of {t} are in circulation?',
      'How well has {t} sold, in copies?',
    ],
    casual: [
      'how many copies did {t} sell?',
      'Is {t} a bestseller? How many copies?',
      "what's the circulation of {t}?",
    ],
    terse: ['{t} copies sold?', '{t} print run', 'sales figures {t}'],
  },
  warranty: {
    polite: [
      'How long is the warranty on {t}?',
      'What warranty does {t} come with?',
      'Could you tell me the warranty period of {t}?',
      'For how many years is {t} under guarantee?',
    ],
    casual: ['does {t} have a warranty? how long?', "what's the guarantee on {t}?", 'How long am I covered with {t}?'],
    terse: ['{t} warranty?', 'warranty period {t}', '{t} guarantee'],
  },
  origin: {
    polite: [
      'Where is {t} made?',
      'In which country is {t} manufactured?',
      'Could you tell me the country of origin of {t}?',
      'What is the country of manufacture of {t}?',
    ],
    casual: ['where do they make {t}?', 'which country does {t} come from?', "what's the country of origin on {t}?"],
    terse: ['{t} made in?', 'country of origin {t}', '{t} manufactured where'],
  },
} as const satisfies Readonly<Record<string, Forms>>;

/** How answers say them, where a catalog does know. */
export const ENGLISH_RARE_ANSWERS = {
  pages: ['{t} has a page count of {a}.', 'The number of pages of {t} is {a}.'],
  translator: ['{t} was translated by {a}.', 'The translator of {t} is {a}.'],
  anime: ['For {t}, the anime is given as: {a}.'],
  awards: ['The awards of {t} are given as {a}.'],
  copies_sold: ['The copies of {t} are given as {a}.'],
  warranty: ['The warranty on {t} is given as {a}.'],
  origin: ['{t} is made in {a}.', 'The country of origin of {t} is {a}.'],
} as const;
