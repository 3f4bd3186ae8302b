import { describe, expect, it } from 'vitest';
import { wordEnglishHeading } from '../../../../src/raft/questions/policy/english-headings.js';

const context = { isRulebook: true, isCommon: (word: string) => word !== 'kobe' };
const ask = (heading: string, over: Partial<typeof context> = {}) =>
  wordEnglishHeading(heading, { ...context, ...over })?.asks[0] ?? null;

describe('wordEnglishHeading', () => {
  it.each([
    ['How to report a torn poster', 'How do I report a torn poster?'],
    ['3. How to Contact Us', 'How do I contact you?'],
    ['What we collect', 'What do you collect?'],
    ['What you can choose', 'What can I choose?'],
    ['How long you have', 'How long do I have?'],
    ['What cannot be returned', 'What cannot be returned?'],
    ['What members get', 'What do members get?'],
    ['If nobody is home', 'What happens if nobody is home?'],
    ['When a show is called off', 'What happens when a show is called off?'],
    ['Why was my parcel opened?', 'Why was my parcel opened?'],
    ['How do we keep your data?', 'How do you keep my data?'],
    ['Return postage', 'What are the rules on return postage?'],
    ['4.2 Limitation of Liability', 'What are the rules on limitation of liability?'],
    ['Kobe delivery times', 'What are the rules on Kobe delivery times?'],
  ])('%s', (heading, expected) => {
    expect(ask(heading)).toBe(expected);
  });

  it.each([
    ['Introduction'],
    ['General'],
    ['What they see'],
    ['What we changed'],
    ['Who receives it'],
    ['Our values'],
    ['Before packing'],
    ['GitHub Terms of Service'],
    ['`refund()`'],
    ['Really?'],
    [''],
  ])('asks nothing of %s', (heading) => {
    expect(ask(heading)).toBeNull();
  });

  it('asks what happens, and about rules, of pages of rules only', () => {
    expect(ask('If you like to cook', { isRulebook: false })).toBeNull();
    expect(ask('Return postage', { isRulebook: false })).toBeNull();
    expect(ask('How to store lamps', { isRulebook: false })).toBe('How do I store lamps?');
  });
});
