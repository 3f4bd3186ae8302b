import { describe, expect, it } from 'vitest';
import { readValueSentences } from '../../../../src/corpus/freshness/contradictions/read.js';
import { templateOf } from '../../../../src/corpus/freshness/contradictions/template.js';
import { passage } from './passages.js';

const template = (text: string) => {
  const [sentence] = readValueSentences(passage(text));
  return sentence === undefined ? null : templateOf(sentence);
};

describe('templateOf', () => {
  it('is equal for sentences that differ in values, articles and politeness', () => {
    expect(template('Report the damaged parcels to support within 3 days.')).toBe(
      template('Please report damaged parcel to support within 7 days'),
    );
    expect(template('未開封の商品は30日以内に返品できます。')).toBe(template('未開封の商品は、14日以内に返品でき'));
  });

  it('keeps conditions and units', () => {
    expect(template('Report damaged parcels to us within 3 days.')).not.toBe(
      template('Report damaged parcels to us after 3 days.'),
    );
    expect(template('Report damaged parcels to us within 3 days.')).not.toBe(
      template('Report damaged parcels to us within 3 business days.'),
    );
  });

  it("passes over the yes or no that opens an FAQ's answer, and over no other", () => {
    expect(template('Yes: you may return unopened books within 30 days.')).toBe(
      template('You may return unopened books within 14 days.'),
    );
    expect(template('はい、未開封の商品は30日以内に返品できます。')).toBe(
      template('未開封の商品は14日以内に返品できます。'),
    );
    expect(template('No returns of unopened books within 30 days.')).not.toBe(
      template('Returns of unopened books within 14 days.'),
    );
  });

  it('is none where little is said', () => {
    expect(template('About 30 days.')).toBeNull();
    expect(template('30日以内。')).toBeNull();
  });
});
