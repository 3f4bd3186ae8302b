/** What customers ask and few catalogs know, in the mixture of both languages. */
import type { Forms } from '../../style/register.js';

export const MIXED_RARE = {
  pages: {
    polite: ['{t}は何pagesありますか？', '{t}のpage数を教えてください。'],
    casual: ['{t}って何pages？', '{t}のpage countわかる？'],
    terse: ['{t} pages 何ページ', '{t} page数'],
  },
  translator: {
    polite: ['{t}のtranslatorはどなたですか？', '{t}のEnglish translationはどなたですか？'],
    casual: ['{t}のtranslatorって誰？', '{t}って誰がtranslateしたの？'],
    terse: ['{t} translator 誰', '{t} 訳者 who'],
  },
  anime: {
    polite: ['{t}のanime化はありますか？', '{t}はanimeになっていますか？ studioも知りたいです。'],
    casual: ['{t}ってanimeある？', '{t}のanime adaptationまだ？'],
    terse: ['{t} anime化', '{t} anime ある？'],
  },
  awards: {
    polite: ['{t}は何かawardを受賞していますか？', '{t}のaward歴を教えてください。'],
    casual: ['{t}ってaward取った？', '{t}って何かprize取ってる？'],
    terse: ['{t} award 受賞', '{t} 受賞 awards'],
  },
  copies_sold: {
    polite: ['{t}は何copies売れていますか？', '{t}のtotal部数を教えてください。'],
    casual: ['{t}って何copies売れてる？', '{t}ってbest seller？何部？'],
    terse: ['{t} copies 何部', '{t} sales 部数'],
  },
  warranty: {
    polite: ['{t}のwarrantyは何年ですか？', '{t}のwarranty期間を教えてください。'],
    casual: ['{t}ってwarrantyある？', '{t}のwarrantyどれくらい？'],
    terse: ['{t} warranty 何年', '{t} 保証 warranty'],
  },
  origin: {
    polite: ['{t}はmade inどこですか？', '{t}のcountry of originを教えてください。'],
    casual: ['{t}ってmade in どこ？', '{t}ってどこのcountryで作ってる？'],
    terse: ['{t} made in どこ', '{t} 原産国 country'],
  },
} as const satisfies Readonly<Record<string, Forms>>;
