/** How English-speaking customers ask about one book or product, and about broadcasts. `{t}` the subject, `{c}` the currency. */
import type { Forms } from '../../style/register.js';

export const ENGLISH_PRODUCTS = {
  price: {
    polite: [
      'How much is {t}{c}?',
      'What does {t} cost{c}?',
      'Could you tell me what {t} costs{c}?',
      'What is the price of {t}{c}?',
      'I am thinking of buying {t}. How much would that be{c}?',
      'How much do you charge for {t}{c}?',
    ],
    casual: [
      'how much for {t}{c}?',
      "what's the price on {t}{c}?",
      'What would {t} set me back{c}?',
      'how much is {t} going for{c}?',
      'Want to get {t}, how much is it{c}?',
    ],
    terse: ['{t} price{c}?', 'price of {t}{c}', '{t} cost{c}'],
  },
  release_date: {
    polite: [
      'What is the release date of {t}?',
      'Can you give me the release date of {t}?',
      'Which day is the release of {t}?',
      'Could you look up when {t} is dated for release?',
    ],
    casual: [
      "what's the release date for {t}?",
      'release day of {t}, when is that?',
      'Got a date for {t}?',
      'which date is {t} down for?',
    ],
    terse: ['{t} release date?', '{t} date', 'release date {t}'],
  },
  release_date_past: {
    polite: [
      'When did {t} come out?',
      'On what date was {t} released?',
      'Could you tell me when {t} was published?',
      'When was {t} first on sale?',
    ],
    casual: ['when did {t} drop?', 'When did {t} hit the shelves?', 'Since when has {t} been out?'],
    terse: ['{t} came out when', 'when was {t} released'],
  },
  release_date_future: {
    polite: [
      'When does {t} come out?',
      'On what date will {t} be released?',
      'When can I expect {t} to be released?',
      'From which day will {t} be on sale?',
    ],
    casual: ['when is {t} coming out?', 'When does {t} drop?', "how long do I have to wait for {t}? what's the date?"],
    terse: ['{t} coming when', '{t} release when'],
  },
  availability: {
    polite: [
      'Is {t} in stock?',
      'Can I order {t} at the moment?',
      'What is the availability of {t}?',
      'Could you check whether {t} is available?',
      'Do you have {t} at the moment?',
    ],
    casual: [
      'got {t} in stock?',
      'Can I get {t} right now?',
      'do you have {t}?',
      'is {t} available or sold out?',
      'Any copies of {t} around?',
    ],
    terse: ['{t} in stock?', '{t} available?', 'stock {t}'],
  },
  format: {
    polite: [
      'What format is {t}?',
      'In which format does {t} come?',
      'Could you tell me the format of {t}?',
      'Is {t} a printed book or a download?',
      'In what form is {t} sold?',
    ],
    casual: [
      'is {t} paper or digital?',
      'What do I get with {t}, a real book or a file?',
      "what's the format of {t}?",
      'Which format do you sell {t} in?',
    ],
    terse: ['{t} format?', '{t} paper or digital', 'format of {t}'],
  },
  code: {
    polite: [
      'What is the {l} of {t}?',
      'Could you give me the {l} for {t}?',
      'I would like to order {t} at my local shop. What is the {l}?',
      'Which {l} does {t} have?',
      'Please tell me the {l} of {t}.',
    ],
    casual: ["what's the {l} for {t}?", 'Need the {l} of {t}.', 'got the {l} for {t}?', 'can u send me the {l} of {t}'],
    terse: ['{t} {l}?', '{l} of {t}', '{l} {t}'],
  },
  discount: {
    polite: [
      'How much off do I get with "{t}"?',
      'What is the discount of "{t}"?',
      'Could you tell me the discount that "{t}" gives?',
      'How large is the reduction with "{t}"?',
    ],
    casual: ['how much do I save with "{t}"?', 'what\'s the discount on "{t}"?', 'what do I get off with "{t}"?'],
    terse: ['{t} discount?', '{t} how much off', 'discount {t}'],
  },
  score: {
    polite: [
      'What is the score of {t}?',
      'How is {t} rated by readers?',
      'Could you tell me the rating of {t}?',
      'What score do readers give {t}?',
      'How highly is {t} scored?',
    ],
    casual: [
      "what's {t} scored?",
      'Is {t} any good? What is its score?',
      'How many points does {t} get?',
      'what rating does {t} have?',
    ],
    terse: ['{t} score?', '{t} rating', 'score of {t}'],
  },
  type: {
    polite: [
      'What type is {t}?',
      'Under which type is {t} listed?',
      'Could you tell me what type {t} is?',
      'Which type is {t} filed under?',
      'How is {t} classified, by type?',
    ],
    casual: [
      'what is {t}, exactly? Which type?',
      'What do you have {t} down as, by type?',
      'what type would {t} be?',
      'Which category is {t} listed in?',
    ],
    terse: ['{t} type?', 'type of {t}', '{t} what type'],
  },
  begin_past: {
    polite: [
      'When did {t} start airing?',
      'On what date was {t} first broadcast?',
      'Could you tell me when {t} began?',
      'When was the first broadcast of {t}?',
      'What is the first air date of {t}?',
    ],
    casual: [
      'when did {t} start?',
      'When did {t} first air?',
      "what's the premiere date of {t}?",
      'when did they start showing {t}?',
    ],
    terse: ['{t} first aired', '{t} start date?', 'air date {t}'],
  },
  begin_future: {
    polite: [
      'When does {t} start airing?',
      'From what date will {t} be broadcast?',
      'Could you tell me when {t} begins?',
      'What is the planned first air date of {t}?',
      'When will the first episode of {t} be shown?',
    ],
    casual: [
      'when does {t} start?',
      'When is {t} going to air?',
      "what's the premiere date of {t}?",
      'How long until {t}? When does it start?',
    ],
    terse: ['{t} start date?', '{t} airs when', 'air date {t}'],
  },
  end_past: {
    polite: [
      'When did {t} finish airing?',
      'When was {t} last broadcast?',
      'Could you tell me when {t} ended?',
      'On what date did the last episode of {t} air?',
      'What is the final air date of {t}?',
    ],
    casual: [
      'when did {t} end?',
      'When was the finale of {t}?',
      'when did they stop showing {t}?',
      'Last episode of {t}, when was that?',
    ],
    terse: ['{t} end date?', '{t} ended when', 'last air date {t}'],
  },
  end_future: {
    polite: [
      'When does {t} finish airing?',
      'Until when will {t} be broadcast?',
      'Could you tell me when {t} ends?',
      'On what date will the last episode of {t} air?',
      'What is the planned final air date of {t}?',
    ],
    casual: [
      'when does {t} end?',
      'When is the finale of {t}?',
      'How long will {t} be on? Until what date?',
      'Last episode of {t}, when is that?',
    ],
    terse: ['{t} end date?', '{t} ends when', 'last air date {t}'],
  },
  premiere_past: {
    polite: [
      'When did {t} come out?',
      'When was {t} released?',
      'On what date was {t} first shown?',
      'Could you tell me the release date of {t}?',
      'What was the release date of {t}?',
    ],
    casual: [
      'when did {t} come out again?',
      'Since when has {t} been out?',
      "what's the release date of {t}?",
      'From when could people watch {t}?',
    ],
    terse: ['{t} release date?', '{t} released when', 'release {t}'],
  },
  premiere_future: {
    polite: [
      'When does {t} come out?',
      'When will {t} be released?',
      'From what date can I watch {t}?',
      'Could you tell me the release date of {t}?',
      'What is the planned release date of {t}?',
    ],
    casual: [
      'when is {t} coming out?',
      'How long do I have to wait for {t}?',
      "what's the release date of {t}?",
      'When can I finally watch {t}?',
    ],
    terse: ['{t} release date?', '{t} out when', 'release {t}'],
  },
  colour: {
    polite: [
      'What colour is {t}?',
      'In which colour does {t} come?',
      'Could you tell me the colour of {t}?',
      'Which colour is {t} sold in?',
      'I need to match it with my desk: what colour is {t}?',
    ],
    casual: [
      "what's the colour of {t}?",
      'What color is {t}?',
      'is {t} black, white or what?',
      'Which colour do I get with {t}?',
    ],
    terse: ['{t} colour?', 'color of {t}', '{t} what colour'],
  },
  weight: {
    polite: [
      'What is the weight of {t}?',
      'How heavy is {t}?',
      'Could you tell me how much {t} weighs?',
      'What weight is given for {t}?',
      'I have to carry it myself: what does {t} weigh?',
    ],
    casual: [
      'how much does {t} weigh?',
      "what's the weight on {t}?",
      'Is {t} heavy? What does it weigh?',
      'how heavy is {t} exactly?',
    ],
    terse: ['{t} weight?', 'weight of {t}', '{t} how heavy'],
  },
  maker: {
    polite: [
      'Who makes {t}?',
      'Which brand is {t}?',
      'Could you tell me the manufacturer of {t}?',
      'Which company supplies {t}?',
      'What brand does {t} come from?',
    ],
    casual: ["what's the brand of {t}?", "Who's the maker of {t}?", 'which company is {t} from?', 'Who builds {t}?'],
    terse: ['{t} brand?', 'maker of {t}', '{t} manufacturer'],
  },
  listed_price: {
    polite: [
      'What is the list price of {t}?',
      'At what price is {t} listed?',
      'Could you tell me the listed price of {t}?',
      'What price is given for {t}?',
      'Which price does the catalogue show for {t}?',
    ],
    casual: [
      "what's {t} listed at?",
      'how much is {t} listed for?',
      'What price do you have down for {t}?',
      "what's the price on {t}?",
    ],
    terse: ['{t} price?', 'list price {t}', '{t} listed price'],
  },
  generic: {
    polite: [
      'What is the {l} of {t}?',
      'Could you tell me the {l} of {t}?',
      'Which {l} does {t} have?',
      'What {l} is given for {t}?',
      'I would like to know the {l} of {t}.',
    ],
    casual: [
      "what's the {l} of {t}?",
      'I need the {l} for {t}.',
      'do you know the {l} of {t}?',
      'For {t}, what is the {l}?',
    ],
    terse: ['{t} {l}?', '{l} of {t}', '{l} {t}'],
  },
} as const satisfies Readonly<Record<string, Forms>>;
