/** How people who live in both languages ask about one book or product, and about broadcasts. */
import type { Forms } from '../../style/register.js';

export const MIXED_PRODUCTS = {
  price: {
    polite: [
      '{t}のpriceは{c}いくらですか？',
      '{t}をbuyしたいんですが、{c}いくらですか？',
      'How much is {t}{d}、教えてください。',
      '{t}のpriceを{c}教えてください。',
    ],
    casual: [
      '{t}、{c}how muchですか？',
      '{t}って{c}いくら？ orderしたい',
      '{t}のpriceって{c}いくらだっけ？',
      '{t}getしたい！{c}いくら？',
    ],
    terse: ['{t} {c}いくら？ price', '{t} price {c}いくら', '{t} 値段 how much{d}'],
  },
  release_date: {
    polite: [
      '{t}のrelease dateはいつですか？',
      '{t}の発売dateを教えてください。',
      'When is the 発売日 of {t}?',
      '{t}のreleaseは何月何日ですか？',
    ],
    casual: [
      '{t}っていつrelease？',
      '{t}のrelease dateっていつ？',
      '{t}の発売date教えて',
      '{t}、release日いつだっけ？',
    ],
    terse: ['{t} いつ release？', '{t} release date いつ', '{t} 発売 date'],
  },
  release_date_past: {
    polite: ['{t}はいつreleaseされましたか？', '{t}のreleaseはいつでしたか？'],
    casual: ['{t}っていつreleaseされたの？', '{t}ってrelease、いつだった？'],
    terse: ['{t} いつ出た？ date', '{t} released いつ'],
  },
  release_date_future: {
    polite: ['{t}はいつreleaseされますか？', '{t}はいつからbuyできますか？'],
    casual: ['{t}っていつreleaseされるの？', '{t}待ってる！ releaseいつ？'],
    terse: ['{t} coming いつ', '{t} いつ出る？ date'],
  },
  availability: {
    polite: [
      '{t}はin stockですか？',
      '{t}のstock状況を教えてください。',
      '{t}は今availableですか？',
      'Is {t} 在庫あり right now?',
    ],
    casual: ['{t}ってin stock？', '{t}の在庫、availableかな？', '{t}今orderできる？', '{t}ってsold outしてない？'],
    terse: ['{t} stock ある？', '{t} 在庫 available？', '{t} in stock どう'],
  },
  format: {
    polite: [
      '{t}のformatは何ですか？',
      '{t}はpaperbackですか、digitalですか？',
      '{t}のformatを教えてください。',
      'Is {t} 紙の本 or digital?',
    ],
    casual: ['{t}ってpaperback？ digital？', '{t}のformat何？', '{t}って紙？ e-book？', '{t}はどのformatで売ってる？'],
    terse: ['{t} format 何', '{t} 紙 or digital', '{t} paperback？電子？'],
  },
  code: {
    polite: [
      '{t}の{l}を教えてください、please！',
      '{t}の{l}は何番ですか？ orderに使いたいです。',
      'Hi、{t}の{l}は何ですか？',
      'Could you tell me {t}の{l}？',
    ],
    casual: ['{t}の{l}、numberわかる？', '{t}の{l} plz', '{t}の{l}わかる？ need it', '{t}の{l}をcheckしたい'],
    terse: ['{t} {l} 何番 pls', '{t} {l} おしえて please', '{t} {l} 確認したい pls'],
  },
  discount: {
    polite: ['{t}のdiscountは何％ですか？', '{t}は何％offになりますか？', '{t}のdiscount率を教えてください。'],
    casual: ['{t}って何％off？', '{t}のdiscountどれくらい？'],
    terse: ['{t} discount 何％', '{t} off 何％'],
  },
  score: {
    polite: [
      '{t}のscoreを教えてください。',
      '{t}のratingは何点ですか？',
      'What is the 評価 of {t}?',
      '{t}はreadersから何点ですか？',
    ],
    casual: ['{t}のscoreっていくつ？', '{t}ってratingどれくらい？', '{t}ってgood？ scoreは？', '{t}、何points？'],
    terse: ['{t} score いくつ', '{t} rating 何点', '{t} 評価 score'],
  },
  type: {
    polite: [
      '{t}のtypeは何ですか？',
      '{t}はどのtypeにlistされていますか？',
      'Which 種別 is {t}?',
      '{t}のtypeを教えてください。',
    ],
    casual: ['{t}ってwhat type？', '{t}のtype何？', '{t}はどのcategory？', '{t}ってtypeで言うと何？'],
    terse: ['{t} type 何', '{t} 種別 type', '{t} category 何'],
  },
  begin_past: {
    polite: ['{t}の放送startはいつでしたか？', '{t}はいつからon airでしたか？', '{t}のpremiereはいつでしたか？'],
    casual: ['{t}っていつstartしたの？', '{t}のfirst episodeっていつだった？', '{t}、放送startいつだっけ？'],
    terse: ['{t} start いつだった', '{t} 放送 start date', '{t} first air いつ'],
  },
  begin_future: {
    polite: ['{t}の放送startはいつですか？', '{t}はいつからon airされますか？', '{t}のpremiereはいつの予定ですか？'],
    casual: ['{t}っていつstart？', '{t}のfirst episodeっていつ？', '{t}楽しみ！ startいつ？'],
    terse: ['{t} start いつ？', '{t} 放送 start date', '{t} first air いつ'],
  },
  end_past: {
    polite: ['{t}の放送はいつendしましたか？', '{t}のlast episodeはいつでしたか？', 'When did the 最終回 of {t} air?'],
    casual: ['{t}っていつfinishしたの？', '{t}のlast episodeっていつだった？', '{t}のfinaleっていつだっけ？'],
    terse: ['{t} last episode いつ', '{t} 放送 end date', '{t} finale いつだった'],
  },
  end_future: {
    polite: [
      '{t}の放送はいつまでの予定ですか？ end dateを知りたいです。',
      '{t}のlast episodeはいつですか？',
      'When will the 最終回 of {t} air?',
    ],
    casual: ['{t}っていつfinishする？', '{t}のlast episodeっていつ？', '{t}のfinaleいつ？'],
    terse: ['{t} last episode いつ？', '{t} 放送 end date', '{t} finale いつ'],
  },
  premiere_past: {
    polite: ['{t}はいつreleaseされましたか？', '{t}のrelease dateを教えてください。', '{t}のpremiereはいつでしたか？'],
    casual: ['{t}っていつrelease？', '{t}のpremiereっていつだった？', '{t}のrelease dateいつだっけ？'],
    terse: ['{t} release いつ', '{t} 公開 date', '{t} premiere いつだった'],
  },
  premiere_future: {
    polite: [
      '{t}はいつreleaseされますか？',
      '{t}のrelease dateを教えてください。',
      '{t}のpremiereはいつの予定ですか？',
    ],
    casual: ['{t}っていつreleaseされる？', '{t}のpremiereっていつ？', '{t}待てない！ releaseいつ？'],
    terse: ['{t} release いつ？', '{t} 公開 date', '{t} premiere いつ'],
  },
  colour: {
    polite: ['{t}のcolorは何ですか？', '{t}は何色ですか？ colorを知りたいです。', 'What 色 is {t}?'],
    casual: ['{t}ってwhat color？', '{t}のcolor何？', '{t}はblack？ white？何色？'],
    terse: ['{t} color 何', '{t} 色 what', '{t} 何色？ color'],
  },
  weight: {
    polite: [
      '{t}のweightを教えてください。',
      '{t}はどのくらいheavyですか？ weightを知りたいです。',
      'What is the 重さ of {t}?',
    ],
    casual: ['{t}のweightってどれくらい？', '{t}ってheavy？重さは？', '{t}、weightいくつ？'],
    terse: ['{t} weight いくつ', '{t} 重さ how much', '{t} weight 重さ'],
  },
  maker: {
    polite: ['{t}のmakerはどこですか？', '{t}はどのbrandの商品ですか？', 'Which メーカー makes {t}?'],
    casual: ['{t}ってどこのbrand？', '{t}のmakerどこ？', '{t}はwhich メーカー？'],
    terse: ['{t} brand どこ', '{t} maker どこ', '{t} メーカー name'],
  },
  listed_price: {
    polite: [
      '{t}のlist priceを教えてください。',
      '{t}のpriceはいくらになっていますか？',
      'What 価格 is {t} listed at?',
    ],
    casual: ['{t}のlist priceっていくら？', '{t}、priceいくらって書いてある？', '{t}はいくらでlistされてる？'],
    terse: ['{t} price いくら', '{t} list price いくら', '{t} 価格 price'],
  },
  generic: {
    polite: ['{t}の{l}を教えてください、please！', 'Hi、{t}の{l}は何ですか？', 'Could you tell me {t}の{l}？'],
    casual: ['{t}の{l}ってわかる？ thx', '{t}の{l} plz', '{t}の{l}をcheckしたい'],
    terse: ['{t} {l} 教えて plz', '{t} {l} おしえて please', '{t} {l} 確認したい pls'],
  },
} as const satisfies Readonly<Record<string, Forms>>;
