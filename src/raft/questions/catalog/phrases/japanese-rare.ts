/** What customers ask and few catalogs know, in Japanese. */
import type { Forms } from '../../style/register.js';

export const JAPANESE_RARE = {
  pages: {
    polite: ['{t}は何ページありますか？', '{t}のページ数を教えてください。', '{t}の総ページ数はどのくらいでしょうか？'],
    casual: ['{t}って何ページある？', '{t}のページ数わかる？', '{t}って厚い？何ページくらい？'],
    terse: ['{t} ページ数', '{t} 何ページ'],
  },
  translator: {
    polite: ['{t}の翻訳者はどなたですか？', '{t}を翻訳されたのはどなたでしょうか？', '{t}の訳者名を教えてください。'],
    casual: ['{t}って誰が訳してるの？', '{t}の訳者って誰？', '{t}の翻訳した人わかる？'],
    terse: ['{t} 訳者', '{t} 翻訳 誰'],
  },
  anime: {
    polite: [
      '{t}はアニメ化されていますか？',
      '{t}のアニメ化の予定はありますでしょうか？',
      '{t}のアニメの制作会社を教えてください。',
    ],
    casual: ['{t}ってアニメ化してる？', '{t}のアニメってある？', '{t}アニメ化まだかな？予定ある？'],
    terse: ['{t} アニメ化', '{t} アニメ ある？'],
  },
  awards: {
    polite: ['{t}は何か賞を受賞していますか？', '{t}の受賞歴を教えてください。', '{t}が受賞した賞は何でしょうか？'],
    casual: ['{t}って何か賞取った？', '{t}の受賞歴ってある？', '{t}って漫画賞とか取ってる？'],
    terse: ['{t} 受賞歴', '{t} 賞'],
  },
  copies_sold: {
    polite: [
      '{t}の発行部数を教えてください。',
      '{t}は累計で何部売れていますか？',
      '{t}の累計部数はどのくらいでしょうか？',
    ],
    casual: ['{t}って何部売れてるの？', '{t}の発行部数どれくらい？', '{t}って売れてる？部数は？'],
    terse: ['{t} 発行部数', '{t} 累計 何部'],
  },
  warranty: {
    polite: ['{t}の保証期間はどのくらいですか？', '{t}に保証は付いていますか？', '{t}の保証期間を教えてください。'],
    casual: ['{t}って保証ある？何年？', '{t}の保証期間どれくらい？'],
    terse: ['{t} 保証期間', '{t} 保証'],
  },
  origin: {
    polite: ['{t}の原産国はどこですか？', '{t}はどこの国で製造されていますか？', '{t}の生産国を教えてください。'],
    casual: ['{t}ってどこで作られてるの？', '{t}の原産国どこ？'],
    terse: ['{t} 原産国', '{t} どこ製'],
  },
} as const satisfies Readonly<Record<string, Forms>>;

/** How answers say them, where a catalog does know. */
export const JAPANESE_RARE_ANSWERS = {
  pages: ['{t}のページ数は{a}です。'],
  translator: ['{t}の訳者は{a}です。'],
  anime: ['{t}のアニメについては{a}と記載されています。'],
  awards: ['{t}の受賞歴は{a}です。'],
  copies_sold: ['{t}の部数は{a}です。'],
  warranty: ['{t}の保証は{a}です。'],
  origin: ['{t}の原産国は{a}です。'],
} as const;
