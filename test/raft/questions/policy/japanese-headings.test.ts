import { describe, expect, it } from 'vitest';
import { wordJapaneseHeading } from '../../../../src/raft/questions/policy/japanese-headings.js';
import { mixJapanese } from '../../../../src/raft/questions/policy/japanese-mixed.js';

const ask = (heading: string, isRulebook = true) => wordJapaneseHeading(heading, { isRulebook })?.asks[0] ?? null;

describe('wordJapaneseHeading', () => {
  it.each([
    ['席を変えられますか', '席を変えられますか？'],
    ['券をなくしたのですが', '券をなくしたのですが、どうすればいいですか？'],
    ['アプリが開きません', 'アプリが開きません。どうすればいいですか？'],
    ['立見席とは', '立見席とは何ですか？'],
    ['お荷物が届かない場合', '荷物が届かない場合はどうなりますか？'],
    ['係員を呼ぶには', '係員を呼ぶにはどうすればいいですか？'],
    ['お送りできないもの', '送ってもらえないものは何ですか？'],
    ['対象となる方', '対象となるのはどんな人ですか？'],
    ['お届けの日数', 'お届けの日数を教えてください。'],
    ['分割払い', '分割払いについて教えてください。'],
  ])('%s', (heading, expected) => {
    expect(ask(heading)).toBe(expected);
  });

  it.each([['はじめに'], ['ご予約について'], ['梱包中'], ['その特典'], ['コミックス（paperback）'], ['']])(
    'asks nothing of %s',
    (heading) => {
      expect(ask(heading)).toBeNull();
    },
  );

  it('asks of guides what is a question already', () => {
    expect(ask('分割払い', false)).toBeNull();
    expect(ask('立見席とは', false)).toBe('立見席とは何ですか？');
  });
});

describe('mixJapanese', () => {
  it.each([
    ['返品は何日以内に受け付けてもらえますか？', 'returnは何日以内に受け付けてもらえますか？'],
    ['送料と返金とクーポンを教えて。', 'shipping feeとrefundとクーポンを教えて。'],
    ['お支払いの件で、手数料はいくら？', 'paymentの件で、feeはいくら？'],
    ['『返品探偵』の返品はできますか？', '『返品探偵』のreturnはできますか？'],
  ])('%s', (question, expected) => {
    expect(mixJapanese(question)).toBe(expected);
  });

  it('leaves parts of longer words, and a kept name, alone', () => {
    expect(mixJapanese('注文履歴はどこですか？')).toBeNull();
    expect(mixJapanese('ご注文はどこですか？')).toBeNull();
    expect(mixJapanese('予約の本の予約はできますか？', '予約の本')).toBe('予約の本のpre-orderはできますか？');
  });
});
