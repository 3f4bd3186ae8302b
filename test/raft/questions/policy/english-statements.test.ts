import { describe, expect, it } from 'vitest';
import { wordEnglishStatement } from '../../../../src/raft/questions/policy/english-statements.js';

/** The plainest question of each wording, with what is replied. */
const ask = (sentence: string) => wordEnglishStatement(sentence).map(({ asks, reply }) => `${asks[0]} ${reply ?? '-'}`);

describe('wordEnglishStatement', () => {
  it.each([
    ['You may bring your own bag.', 'May I bring my own bag? yes'],
    ['You cannot return opened games.', 'Can I return opened games? no'],
    ['You can’t swap a prize.', 'Can I swap a prize? no'],
    ['You must show us your receipt.', 'Do I have to show you my receipt? yes'],
    ['You need not keep the box.', 'Do I need to keep the box? no'],
    ['You do not have to sign in.', 'Do I have to sign in? no'],
    ['The deposit is not refunded.', 'Is the deposit refunded? no'],
    ['We do not sell your address to anybody.', 'Do you sell my address to anybody? no'],
    ['We won’t charge you again after that month.', null],
    ['We will not charge you twice for one parcel.', 'Will you charge me twice for one parcel? no'],
    ['Members may bring two guests.', 'May Members bring two guests? yes'],
    ['Customer may not resell the license.', 'May Customer resell the license? no'],
    ['There is no delivery on Sundays.', 'Is there any delivery on Sundays? no'],
    ['Posters cannot be folded, because they would crease.', 'Can posters be folded? no'],
  ])('permission and refusal: %s', (sentence, expected) => {
    const asked = ask(sentence);
    if (expected === null) expect(asked).toEqual([]);
    else expect(asked[0]?.toLowerCase()).toBe(expected.toLowerCase());
  });

  it.each([
    ['If a poster arrives torn, we send a new one.', 'What happens if a poster arrives torn? -'],
    ['If you lose your ticket, you can print it again.', 'What can I do if I lose my ticket? -'],
    ['If you move house, please tell us the new address.', 'What should I do if I move house? -'],
    ['When a concert is called off, we refund your ticket.', 'What happens when a concert is called off? -'],
    ['You can change the seat as long as the doors are closed.', 'Can I change the seat? -'],
    ['Vouchers are sent when the payment has arrived.', 'When are vouchers sent? -'],
    ['You can choose a window seat, but not on coaches.', 'Can I choose a window seat? -'],
    ['You can return lamps within 20 days of delivery.', 'Can I return lamps? yes'],
    ['You cannot return lamps except faulty ones.', 'Can I return lamps? -'],
    ['Guests may not enter the hall unless they are invited.', 'May guests enter the hall? -'],
  ])('terms stay in the answer: %s', (sentence, expected) => {
    expect(ask(sentence)).toContain(expected);
  });

  it('answers with the sentence as it stands', () => {
    const [wording] = wordEnglishStatement('You cannot return opened games.');
    expect(wording).toMatchObject({
      answer: 'You cannot return opened games.',
      gold: 'You cannot return opened games.',
    });
    expect(wording!.asks).toHaveLength(3);
  });

  it.each([
    ['leans on what went before', 'They cannot be returned.'],
    ['points back', 'You cannot use this after the show.'],
    ['points back in its condition', 'If that happens, we send a new one at once.'],
    ['goes on', 'You can also choose another film.'],
    ['has no clause in its condition', 'If applicable, we add the tax to your bill.'],
    ['defines a word', 'When we say “ticket”, we mean the printed one.'],
    ['tells what may happen, not what is allowed', 'The parcel may arrive a day later.'],
    ['says what may become necessary', 'You may need to show a passport.'],
    ['denies under a condition', 'You cannot return lamps if they are lit.'],
    ['has a restricted subject', 'Only members can enter before noon.'],
    ['starts with a negation', 'No guest may smoke in the hall.'],
    ['has a clause in its subject', 'A lamp that was lit cannot be returned.'],
    ['promises in general', 'We generally do not refund tickets.'],
    ['is Markdown', 'You can [return lamps](/returns) at the desk.'],
    ['is no sentence', 'You can return lamps'],
    ['is a question', 'Can you return lamps?'],
    ['is an acknowledgement', 'If you buy a ticket, you agree to the terms of the house.'],
    ['judges', 'You are considered a guest of the house.'],
  ])('asks nothing of a sentence that %s', (_, sentence) => {
    expect(ask(sentence)).toEqual([]);
  });
});
