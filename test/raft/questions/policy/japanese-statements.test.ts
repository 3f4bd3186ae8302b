import { describe, expect, it } from 'vitest';
import { wordJapaneseStatement } from '../../../../src/raft/questions/policy/japanese-statements.js';

const ask = (sentence: string) =>
  wordJapaneseStatement(sentence).map(({ asks, reply }) => `${asks[0]} ${reply ?? '-'}`);

describe('wordJapaneseStatement', () => {
  it.each([
    ['特典のみのご購入はできません。', '特典のみの購入はできますか？ no'],
    ['割引券は、映画のグッズにはお使いいただけません。', '割引券は、映画のグッズには使えますか？ no'],
    ['開封したゲームは返金の対象外です。', '開封したゲームは返金の対象になりますか？ no'],
    ['座席の指定は承りません。', '座席の指定は受け付けてもらえますか？ no'],
    ['壊れたランプは、返送いただかなくてかまいません。', '壊れたランプは、返送しなくてもいいですか？ yes'],
    ['座席表は広告ではありません。', '座席表は広告ですか？ no'],
    ['返送の費用は、お客さまのご負担となります。', '返送の費用は誰の負担ですか？ -'],
    ['窓側の席をご希望の場合は、差額を頂戴します。', '窓側の席を希望する場合はどうなりますか？ -'],
    ['お急ぎの場合は、窓口へご連絡ください。', '急ぎの場合はどうすればいいですか？ -'],
    ['退会されると、残高は失効します。', '退会すると、どうなりますか？ -'],
    ['ランプは、未使用であれば到着から8日以内に返品いただけます。', 'ランプは返品できますか？ -'],
    ['ランプの返品は、到着から8日以内に承ります。', 'ランプの返品は受け付けてもらえますか？ yes'],
  ])('%s', (sentence, expected) => {
    expect(ask(sentence)).toEqual([expected]);
  });

  it('asks where, and which cards', () => {
    expect(ask('領収書は、「注文履歴」から発行できます。')).toEqual([
      '領収書は、「注文履歴」から発行できますか？ yes',
      '領収書はどこから発行できますか？ -',
    ]);
    expect(ask('窓口では、Visa、JCBをお使いいただけます。')).toContain('どのカードが使えますか？ -');
    expect(ask('窓口では、Visaをお使いいただけます。').join()).not.toContain('どのカード');
  });

  it('asks politely and casually, and answers with the sentence', () => {
    const [wording] = wordJapaneseStatement('なお、割引券は併用できません。');
    expect(wording!.asks).toEqual([
      '割引券は併用できますか？',
      '割引券は併用できる？',
      '割引券は併用できるか教えてください。',
      '割引券は併用できるか知りたいです。',
    ]);
    expect(wording!.answer).toBe('割引券は併用できません。');
  });

  it.each([
    ['ただし、同じ世帯の場合は移行できます。'],
    ['それ以降は返品できません。'],
    ['この券は併用できません。'],
    ['3回目も失敗した場合は、窓口でお待ちいただけます。'],
    ['どちらもお使いいただけます。'],
    ['遅れて届くことがあります。'],
    ['誰もうれしくありません。'],
    ['好みを決めるものではありません。'],
    ['券は窓口で交換し、払い戻しはできません。'],
    ['- 開封したゲームは返品できません。'],
    ['ランプは返品できません'],
    ['[ランプ](/lamp)は返品できません。'],
  ])('asks nothing of %s', (sentence) => {
    expect(ask(sentence)).toEqual([]);
  });
});
