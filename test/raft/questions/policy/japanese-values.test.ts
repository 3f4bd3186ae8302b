import { describe, expect, it } from 'vitest';
import { wordJapaneseValue } from '../../../../src/raft/questions/policy/japanese-values.js';
import { extractValues } from '../../../../src/text/values.js';

const word = (sentence: string) =>
  extractValues(sentence).flatMap((mention) => {
    const wording = wordJapaneseValue(sentence, mention);
    return wording ? [wording] : [];
  });
const show = (sentence: string) => word(sentence).map(({ asks, gold }) => `${asks[0]} → ${gold}`);

describe('wordJapaneseValue', () => {
  it.each([
    ['返品は、商品の到着から10日以内に承ります。', '返品は、商品の到着から何日以内に受け付けてもらえますか？ → 10日'],
    ['なお、ポイントは6か月で失効します。', 'ポイントは何か月で失効しますか？ → 6か月'],
    [
      '発売日の2日前までは、ご予約をキャンセルいただけます。',
      '発売日の何日前までなら、予約をキャンセルできますか？ → 2日',
    ],
    ['ご注文が4,000円以上の場合は送料無料です。', '注文がいくら以上の場合は送料無料ですか？ → 4,000円'],
    ['お荷物の到着から3営業日以内に返金いたします。', '荷物の到着から何営業日以内に返金してもらえますか？ → 3営業日'],
    ['会員価格は、表示価格の5%引きです。', '会員価格は、表示価格の何％引きですか？ → 5%'],
  ])('%s', (sentence, expected) => {
    expect(show(sentence)).toEqual([expected]);
  });

  it.each([
    ['この期間は30日です。'],
    ['30日を過ぎると返品できません。'],
    ['ポイントは100円ごとに1点、電子版は100円ごとに3点が付きます。'],
    ['7日以内にご連絡ください。'],
    ['お支払いは代金引換（手数料330円）となります。'],
    ['お荷物をお渡しした日を0日目と数えます。'],
    ['返品は14日以内'],
  ])('asks nothing of %s', (sentence) => {
    expect(show(sentence)).toEqual([]);
  });
});
