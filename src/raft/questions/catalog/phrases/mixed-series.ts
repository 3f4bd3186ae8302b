/** How people who live in both languages ask about a series: Japanese sentences with English words, and the other way round. */
import type { Forms } from '../../style/register.js';

export const MIXED_SERIES = {
  volumes: {
    polite: [
      '{t}は今 how many volumes 出ていますか？',
      '{t}のvolume数を教えてください。',
      '{t}は何巻までreleaseされていますか？',
      'How many 巻 does {t} have now?',
    ],
    casual: [
      '{t}って今何volumesまで出てる？',
      '{t}、全部で何volumesある？',
      '{t}ってlong series？何巻まで出てる？',
      '{t} collectしたいんだけど、何巻まである？',
    ],
    terse: ['{t} 何巻まで out？', '{t} volumes 何巻', '{t} total 何巻'],
  },
  author: {
    polite: [
      '{t}のauthorはどなたですか？',
      '{t}のmangakaのお名前を教えてください。',
      'Who is the 作者 of {t}?',
      '{t}はどなたのworkですか？',
    ],
    casual: ['{t}のauthorって誰？', '{t}のmangakaは誰だっけ？', '{t}、who wrote it？作者が知りたい', '{t}ってby誰？'],
    terse: ['{t} author 誰？', '{t} 作者 name', '{t} by 誰'],
  },
  publisher: {
    polite: [
      '{t}のpublisherはどこですか？',
      '{t}はどのpublisherから出ていますか？',
      'Which 出版社 publishes {t}?',
      '{t}のpublisher名を教えてください。',
    ],
    casual: [
      '{t}、どこのpublisherから出てる？',
      '{t}のpublisherってどこ？',
      '{t}ってどこの会社がpublishしてるの？',
      '{t}はwhich publisher？',
    ],
    terse: ['{t} publisher どこ？', '{t} 出版社 name', '{t} published by どこ'],
  },
  magazine: {
    polite: [
      '{t}の掲載magazineを教えてください。',
      '{t}はどのmagazineの作品ですか？',
      'Which 雑誌 is {t} in?',
      '{t}はどのmagazineで読めますか？',
    ],
    casual: [
      '{t}ってどのmagazineの作品？',
      '{t}、掲載magazineは何？',
      '{t}ってwhere serialised？何の雑誌？',
      '{t}をmagazineで読みたい、どれ？',
    ],
    terse: ['{t} magazine 何？', '{t} 掲載 magazine', '{t} which 雑誌'],
  },
  genres: {
    polite: [
      '{t}のgenreは何ですか？',
      '{t}はどんなgenreのmangaですか？',
      'What ジャンル is {t}?',
      '{t}のgenreを教えてください。',
    ],
    casual: [
      '{t}ってどんなgenreのmanga？',
      '{t}のgenreって何？',
      '{t}気になってる！genreは？',
      '{t}はwhat kind of 漫画？genreが知りたい',
    ],
    terse: ['{t} genre 何？', '{t} ジャンル what', '{t} manga genre は'],
  },
  demographic: {
    polite: [
      '{t}はどのdemographic向けですか？',
      '{t}のtarget読者を教えてください。',
      '{t}はshonenですか、それともseinenなどですか？',
      'Which 読者層 is {t} for?',
    ],
    casual: [
      '{t}のdemographicは何？ shonen？ seinen？',
      '{t}ってtargetどの層？',
      '{t}ってwho is it for？誰向け？',
      '{t}はどのdemographic？',
    ],
    terse: ['{t} demographic 何', '{t} target 読者層', '{t} shonen？seinen？どっち'],
  },
  age_rating: {
    polite: [
      '{t}のage ratingを教えてください。',
      '{t}はage limitがありますか？',
      '{t}は何歳からOKですか？ age ratingを知りたいです。',
      'What is the 対象年齢 of {t}?',
    ],
    casual: [
      '{t}って何歳からOK？ age limitある？',
      '{t}、kidsが読んでも大丈夫？ age ratingは？',
      '{t}のage ratingって何？',
      '{t}ってrated何歳？',
    ],
    terse: ['{t} age rating 何歳', '{t} 対象 age', '{t} age limit ある？'],
  },
  status: {
    polite: [
      '{t}はongoingですか、completedですか？',
      '{t}の今のstatusを教えてください。',
      'Is {t} 完結 or still 連載中?',
      '{t}はもうfinishしましたか？',
    ],
    casual: [
      '{t}ってもうcompleted？',
      '{t}、まだongoing？',
      '{t}のstatusどうなってる？',
      '{t}ってまだcontinueしてるの？',
    ],
    terse: ['{t} 完結 or ongoing', '{t} status どう？', '{t} completed？連載中？'],
  },
  started: {
    polite: [
      '{t}は何年にstartしましたか？',
      '{t}のfirst volumeは何年に出ましたか？',
      'What year did the 第1巻 of {t} come out?',
      '{t}のstart yearを教えてください。',
    ],
    casual: [
      '{t}って何年start？',
      '{t}のvol.1って何年？',
      '{t}って何年からrunしてる？',
      '{t}、when did it start？何年？',
    ],
    terse: ['{t} start 何年', '{t} first volume 何年', '{t} 1巻 year'],
  },
  title_ja: {
    polite: [
      '{t}の日本語のタイトルは何ですか？',
      '{t}の日本語titleを教えてください。',
      'What is the 日本語タイトル of {t}?',
      '{t}はin Japaneseで何といいますか？',
    ],
    casual: [
      '{t}って日本語だと何ていうタイトル？',
      '{t}のJapanese title教えて！',
      '{t}、日本ではwhat title？',
      '{t}の日本語名わかる？',
    ],
    terse: ['{t} 日本語 title', '{t} 日本語で何', '{t} Japanese タイトル'],
  },
  title_en: {
    polite: ['{t}のEnglish titleを教えてください。', '{t}はEnglishで何というtitleですか？', 'What is the 英題 of {t}?'],
    casual: ['{t}ってin Englishで何てtitle？', '{t}のEnglish titleって何？', '{t}、英語だとwhat？'],
    terse: ['{t} English title 何', '{t} 英題 please', '{t} in English 何'],
  },
  title_zh: {
    polite: [
      '{t}のChinese titleを教えてください。',
      '{t}はChineseで何というtitleですか？',
      'What is the 中国語題 of {t}?',
    ],
    casual: ['{t}ってin Chineseで何てtitle？', '{t}のChinese titleって何？', '{t}、中国語だとwhat？'],
    terse: ['{t} Chinese title 何', '{t} 中国語題 please', '{t} in Chinese 何'],
  },
} as const satisfies Readonly<Record<string, Forms>>;
