import { describe, expect, it } from 'vitest';
import { wordEnglishWh } from '../../../../src/raft/questions/policy/english-wh.js';

const ask = (sentence: string) => wordEnglishWh(sentence).map(({ asks, answer }) => [asks[0], answer]);

describe('wordEnglishWh', () => {
  it.each([
    ['The deposit is paid by the buyer.', 'Who pays the deposit?'],
    ['Seat prices are set by the card company, not by us.', 'Who sets seat prices?'],
    ['You can cancel the course under "My courses".', 'Where can I cancel the course?'],
    ['You can download your tickets at any time in the "Wallet" tab.', 'Where can I download my tickets?'],
    ['We accept Visa, JCB and cash.', 'Which cards do you accept?'],
  ])('%s', (sentence, expected) => {
    expect(ask(sentence)).toEqual([[expected, sentence]]);
  });

  it.each([
    ['has a process for an agent', 'Prices are set by reference to the market.'],
    ['has a clause in its subject', 'Tickets that you lost are paid by the buyer.'],
    ['points back', 'It is paid by the buyer.'],
    ['names no cards', 'We accept returns and complaints.'],
    ['names one card', 'We accept Visa.'],
    ['names no place', 'You can cancel the course under our rules.'],
    ['forbids', 'You cannot cancel the course under "My courses".'],
    ['points back in what is done', 'You can cancel it under "My courses".'],
  ])('asks nothing of a sentence that %s', (_, sentence) => {
    expect(ask(sentence)).toEqual([]);
  });
});
