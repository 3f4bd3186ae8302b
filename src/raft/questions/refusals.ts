/** What the assistant says when the documents do not hold the answer. */
import type { Random } from '../../core/random.js';
import type { AnswerLang } from './question.js';

const REFUSALS: Readonly<Record<AnswerLang, readonly string[]>> = {
  en: [
    "I'm sorry, I can't find that in the information I have.",
    'The documents I have here do not say, and I would rather not guess.',
    "I don't have that information at the moment.",
    'That is not covered by the information available to me, so I cannot answer it.',
  ],
  ja: [
    '申し訳ございません。手元の情報では確認できませんでした。',
    '恐れ入りますが、確認できる資料に記載がないため、お答えできません。',
    'あいにく、その情報は手元の資料には見つかりませんでした。',
    '申し訳ありませんが、その点については資料に記載がなく、わかりかねます。',
  ],
};

const HAND_OVER: Readonly<Record<AnswerLang, readonly string[]>> = {
  en: ['Shall I hand you over to a member of our team?', 'I can connect you with a person from our team if you like.'],
  ja: ['よろしければ、担当者におつなぎいたしましょうか。', 'ご希望でしたら、担当者におつなぎします。'],
};

/**
 * A refusal in one of several wordings.
 *
 * @param options.handOver offer a person, where the shop has one to offer
 */
export function refusal(lang: AnswerLang, options: { readonly random: Random; readonly handOver: boolean }): string {
  const sentence = options.random.pick(REFUSALS[lang]);
  if (!options.handOver) return sentence;
  return `${sentence}${lang === 'en' ? ' ' : ''}${options.random.pick(HAND_OVER[lang])}`;
}
