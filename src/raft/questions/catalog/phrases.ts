/**
 * How shop customers ask for the fields that catalogs commonly have. `{t}` is the subject's name, `{a}` the rendered
 * value, `{l}` the field's label. Fields without phrases of their own fall back to those of their type.
 */
import type { FactValue } from '../../../corpus/document.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';

/** Surface forms by language, and how the answer is said. */
export interface Phrases {
  readonly ask: Readonly<Record<QuestionLang, readonly string[]>>;
  readonly say: Readonly<Record<'en' | 'ja', string>>;
}

const VOLUMES: Phrases = {
  ask: {
    en: [
      'How many volumes of {t} are out?',
      'How many volumes does {t} have so far?',
      'hi, how many volumes is {t} up to now?',
      'I want to collect {t}. How many volumes are there?',
      'What is the current volume count of {t}?',
      'how many vols of {t}?',
    ],
    ja: [
      '『{t}』は何巻まで出ていますか？',
      '『{t}』の既刊は全部で何巻ですか？',
      '{t}って今何巻まで出てる？',
      '『{t}』を集めたいのですが、何巻ありますか？',
      '{t}の巻数を教えてください。',
      '{t} 何巻まで？',
    ],
    mixed: [
      '{t}って今 how many volumes 出てますか？',
      '『{t}』のvolume数を教えて！',
      '{t}、全部で何volumesある？',
      'Hi! {t}は今何巻までreleaseされてますか？',
    ],
  },
  say: { en: '{t} has {a} out.', ja: '『{t}』は{a}まで刊行されています。' },
};

const AUTHOR: Phrases = {
  ask: {
    en: ['Who wrote {t}?', 'Who is the author of {t}?', 'who makes {t}?', 'Could you tell me the author of {t}?'],
    ja: [
      '『{t}』の作者は誰ですか？',
      '{t}って誰が描いてるの？',
      '『{t}』の著者を教えてください。',
      '{t}の作者さんのお名前は？',
    ],
    mixed: ['{t}のauthorって誰ですか？', '『{t}』のmangakaは誰？', 'Who is the 作者 of {t}?'],
  },
  say: { en: '{t} is by {a}.', ja: '『{t}』の作者は{a}です。' },
};

const PUBLISHER: Phrases = {
  ask: {
    en: ['Who publishes {t}?', 'Which publisher is behind {t}?', 'What is the publisher of {t}?'],
    ja: ['『{t}』の出版社はどこですか？', '{t}ってどこの出版社？', '『{t}』はどの出版社から出ていますか？'],
    mixed: ['{t}のpublisherはどこですか？', '『{t}』、どこのpublisherから出てる？'],
  },
  say: { en: '{t} is published by {a}.', ja: '『{t}』の出版社は{a}です。' },
};

const MAGAZINE: Phrases = {
  ask: {
    en: ['Which magazine does {t} run in?', 'Where was {t} serialised?', 'What magazine is {t} from?'],
    ja: ['『{t}』の掲載誌は何ですか？', '{t}ってどの雑誌の漫画？', '『{t}』はどの雑誌に掲載されていますか？'],
    mixed: ['{t}ってどのmagazineの作品？', '『{t}』の掲載magazineを教えて'],
  },
  say: { en: '{t} runs in {a}.', ja: '『{t}』の掲載誌は{a}です。' },
};

const GENRES: Phrases = {
  ask: {
    en: ['What genres is {t}?', 'What kind of manga is {t}?', 'Which genres does {t} fall under?'],
    ja: ['『{t}』のジャンルは何ですか？', '{t}ってどんなジャンルの漫画？', '『{t}』はどのジャンルに入りますか？'],
    mixed: ['{t}のgenreは何ですか？', '『{t}』ってどんなgenreのmanga？'],
  },
  say: { en: '{t} is listed under {a}.', ja: '『{t}』のジャンルは{a}です。' },
};

const DEMOGRAPHIC: Phrases = {
  ask: {
    en: ['Is {t} shonen, shojo, seinen or josei?', 'Which readership is {t} aimed at?', 'What demographic is {t}?'],
    ja: [
      '『{t}』は少年向けですか、それとも青年向けなどですか？',
      '『{t}』の対象の読者層を教えてください。',
      '{t}って誰向けの漫画？',
    ],
    mixed: ['{t}のdemographicは何？ shonen? seinen?', '『{t}』ってどのdemographic向けですか？'],
  },
  say: { en: '{t} is {a}.', ja: '『{t}』の読者層は{a}です。' },
};

const AGE_RATING: Phrases = {
  ask: {
    en: [
      'What is the age rating of {t}?',
      'From what age is {t} suitable?',
      'How old should a reader of {t} be?',
      'is {t} ok for my kid? what is the age rating?',
    ],
    ja: [
      '『{t}』の対象年齢は？',
      '『{t}』は何歳から読めますか？',
      '{t}って年齢制限ありますか？',
      '子どもに『{t}』を贈りたいのですが、年齢区分を教えてください。',
    ],
    mixed: ['{t}のage ratingを教えてください。', '『{t}』って何歳からOK？ age limitある？'],
  },
  say: { en: 'The age rating of {t} is {a}.', ja: '『{t}』の年齢区分は{a}です。' },
};

const STATUS: Phrases = {
  ask: {
    en: ['Is {t} still running?', 'Is {t} finished or ongoing?', 'Has {t} ended yet?', 'what is the status of {t}?'],
    ja: [
      '『{t}』は完結していますか？',
      '{t}ってまだ連載中？',
      '『{t}』の刊行状況を教えてください。',
      '{t}はもう終わりましたか？',
    ],
    mixed: ['{t}ってまだongoing？', '『{t}』はもうcompletedですか？', '{t}のstatusを知りたいです。'],
  },
  say: { en: 'The status of {t} is: {a}.', ja: '『{t}』の刊行状況は{a}です。' },
};

const STARTED: Phrases = {
  ask: {
    en: [
      'What year did {t} start?',
      'When did the first volume of {t} come out?',
      'Since which year has {t} been published?',
    ],
    ja: ['『{t}』の第1巻は何年に出ましたか？', '{t}って何年から出てるの？', '『{t}』の刊行が始まったのは何年ですか？'],
    mixed: ['{t}って何年startですか？', '『{t}』のfirst volumeは何年に出ましたか？'],
  },
  say: { en: 'The first volume of {t} came out in {a}.', ja: '『{t}』の第1巻は{a}年に発売されました。' },
};

/** `{c}` names the currency where a document has prices in several: ` in US dollars`, `米ドルで`. */
const PRICE: Phrases = {
  ask: {
    en: ['How much is {t}{c}?', 'What does {t} cost{c}?', 'price of {t}{c}?', 'Could you tell me what {t} costs{c}?'],
    ja: [
      '『{t}』は{c}いくらですか？',
      '『{t}』を買うと{c}いくらになりますか？',
      '{t}って{c}いくら？',
      '『{t}』の価格は{c}おいくらでしょうか？',
    ],
    mixed: ['{t}のpriceは{c}いくらですか？', '『{t}』、{c}how much？', '{t}をbuyしたいんですが、{c}いくらですか？'],
  },
  say: { en: '{t} costs {a}.', ja: '『{t}』の価格は{a}です。' },
};

const RELEASE_DATE: Phrases = {
  ask: {
    en: [
      'What is the release date of {t}?',
      'On what date is {t} released?',
      '{t} release date?',
      'Can you give me the release date of {t}?',
    ],
    ja: ['『{t}』の発売日はいつですか？', '{t}っていつ発売？', '『{t}』の発売日を教えてください。', '{t} 発売日いつ？'],
    mixed: ['{t}のrelease dateはいつですか？', '『{t}』っていつrelease？', '{t}の発売date教えて'],
  },
  say: { en: 'The release date of {t} is {a}.', ja: '『{t}』の発売日は{a}です。' },
};

const AVAILABILITY: Phrases = {
  ask: {
    en: ['Is {t} in stock?', 'Can I get {t} at the moment?', 'What is the availability of {t}?', '{t} available?'],
    ja: [
      '『{t}』の在庫はありますか？',
      '{t}って今買えますか？',
      '『{t}』の在庫状況を教えてください。',
      '{t} 在庫ある？',
    ],
    mixed: ['{t}ってin stockですか？', '『{t}』の在庫、availableですか？', '{t}のstock状況を教えてください。'],
  },
  say: { en: 'The availability of {t} is given as: {a}.', ja: '『{t}』の在庫状況は{a}です。' },
};

const FORMAT: Phrases = {
  ask: {
    en: ['What format is {t}?', 'Is {t} a paperback or digital?', 'In which format does {t} come?'],
    ja: ['『{t}』の形態は何ですか？', '{t}って紙ですか、電子版ですか？', '『{t}』はどの形態の商品ですか？'],
    mixed: ['{t}のformatは何ですか？', '『{t}』ってpaperback？ digital？'],
  },
  say: { en: 'The format of {t} is {a}.', ja: '『{t}』の形態は{a}です。' },
};

const JAPANESE_TITLE: Phrases = {
  ask: {
    en: [
      'What is the Japanese title of {t}?',
      'What is {t} called in Japanese?',
      'How do I search for {t} in Japanese?',
    ],
    ja: [],
    mixed: ['{t}の日本語のタイトルは何ですか？', '{t}って日本語だと何ていうタイトル？'],
  },
  say: { en: 'The Japanese title of {t} is {a}.', ja: '{t}の日本語のタイトルは『{a}』です。' },
};

const GENERIC: Phrases = {
  ask: {
    en: ['What is the {l} of {t}?', 'Could you tell me the {l} of {t}?', 'I need the {l} for {t}.'],
    ja: ['『{t}』の{l}を教えてください。', '『{t}』の{l}は何ですか？', '{t}の{l}って何？'],
    mixed: ['{t}の{l}を教えて please', 'Hi、『{t}』の{l}は何ですか？'],
  },
  say: { en: 'The {l} of {t} is {a}.', ja: '『{t}』の{l}は{a}です。' },
};

const BY_FIELD: Readonly<Record<string, Phrases>> = {
  volumes: VOLUMES,
  volume_count: VOLUMES,
  author: AUTHOR,
  authors: AUTHOR,
  publisher: PUBLISHER,
  magazine: MAGAZINE,
  genres: GENRES,
  genre: GENRES,
  demographic: DEMOGRAPHIC,
  age_rating: AGE_RATING,
  status: STATUS,
  started: STARTED,
  price: PRICE,
  release_date: RELEASE_DATE,
  availability: AVAILABILITY,
  format: FORMAT,
  title_ja: JAPANESE_TITLE,
};

/** The phrases of a field; `specific` tells whether they are its own or the fallback, which needs a label. */
export function phrasesOf(field: string, value: FactValue): { readonly phrases: Phrases; readonly specific: boolean } {
  if (value.type === 'money') return { phrases: PRICE, specific: true };
  const own = BY_FIELD[field] ?? BY_FIELD[field.replace(/_(?:ja|jp|en)$/, '')];
  return own ? { phrases: own, specific: true } : { phrases: GENERIC, specific: false };
}
