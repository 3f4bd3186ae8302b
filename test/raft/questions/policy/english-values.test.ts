import { describe, expect, it } from 'vitest';
import { wordEnglishValue } from '../../../../src/raft/questions/policy/english-values.js';
import { extractValues } from '../../../../src/text/values.js';

/** All wordings of a sentence, as `question → answer`. */
const word = (sentence: string) =>
  extractValues(sentence).flatMap((mention) => {
    const wording = wordEnglishValue(sentence, mention);
    return wording ? [`${wording.asks[0]} → ${wording.answer}`] : [];
  });

describe('wordEnglishValue', () => {
  it.each([
    [
      'You may cancel your subscription within 10 days of signing up.',
      'Within how many days of signing up may I cancel my subscription? → You may cancel your subscription within 10 days of signing up.',
    ],
    [
      'We answer complaints within three business days.',
      'Within how many business days do you answer complaints? → We answer complaints within three business days.',
    ],
    [
      'Vouchers expire 6 months after the day of issue.',
      'How many months after the day of issue do vouchers expire? → Vouchers expire 6 months after the day of issue.',
    ],
    [
      'The locker holds a parcel for 4 days.',
      'For how many days does the locker hold a parcel? → The locker holds a parcel for 4 days.',
    ],
    [
      'Express delivery costs $12 per parcel, and more abroad.',
      'How much does express delivery cost? → Express delivery costs $12 per parcel.',
    ],
    [
      'Delivery is free for orders of $40 or more.',
      'How much do I have to spend on one order for delivery to be free? → Delivery is free for orders of $40 or more.',
    ],
    [
      'We remind you by e-mail five days before the trial ends.',
      'How many days before the trial ends do you remind me by e-mail? → We remind you by e-mail five days before the trial ends.',
    ],
    [
      'If you move, you can change the address within 2 days.',
      'If I move, within how many days can I change the address? → If you move, you can change the address within 2 days.',
    ],
    [
      'MangaAssist stores invoices for 7 years because the law says so.',
      'For how many years does MangaAssist store invoices? → MangaAssist stores invoices for 7 years.',
    ],
  ])('%s', (sentence, expected) => {
    expect(word(sentence)).toEqual([expected]);
  });

  it.each([
    ['points outside itself', 'After that it is kept for 30 days.'],
    ['has an exception', 'You can return books within 14 days of delivery unless they are signed.'],
    ['is negated', 'Points cannot be used for 30 days.'],
    ['is no sentence', '- digital volumes within 14 days'],
    ['is Markdown', 'You can [return books](/returns) within 14 days of delivery.'],
    ['has two verbs before the value', 'A clerk reads the case and writes to you within 5 business days.'],
    ['has no rule', 'Children under 13 years are welcome!'],
  ])('asks nothing of a sentence that %s', (_, sentence) => {
    expect(word(sentence)).toEqual([]);
  });
});
