import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffProse } from '../../../src/corpus/drift/prose.js';
import { compileStatements } from '../../../src/corpus/drift/statements.js';

const statements = compileStatements([
  {
    field: 'return_window',
    type: 'duration',
    patterns: ['within {value} of (delivery|receipt)', 'お届け(後|から){value}以内'],
  },
]);

describe('diffProse', () => {
  it.each([
    [
      'You may return it within 30 days of delivery.',
      'You may return it within 14 days of delivery.',
      'return_window',
      '30 days',
      '14 days',
    ],
    [
      '商品のお届けから30日以内は返品を承ります。',
      '商品のお届けから14日以内は返品を承ります。',
      'return_window',
      '30 days',
      '14 days',
    ],
    ['Refunds take two weeks.', 'Refunds take 10 business days.', 'duration', '2 weeks', '10 business days'],
    ['送料は500円です。', '送料は550円です。', 'money', 'JPY 500', 'JPY 550'],
    ['The fee is $10.', 'The fee is ¥1,500.', 'money', 'USD 10', 'JPY 1500'],
    ['You earn 3% in points.', 'You earn 5% in points.', 'percent', '3%', '5%'],
    ['1割引になります。', '2割引になります。', 'percent', '10%', '20%'],
    ['The sale ends on April 1, 2026.', 'The sale ends on May 1, 2026.', 'date', '2026-04-01', '2026-05-01'],
    ['15時までのご注文は当日発送です。', '13時までのご注文は当日発送です。', 'time', '15:00', '13:00'],
    ['The series has 107 volumes.', 'The series has 110 volumes.', 'count', '107 volumes', '110 volumes'],
    ['You may share your account.', 'You must not share your account.', 'modality', 'may', 'must not'],
    ['返品できます。', '返品できません。', 'modality', 'can', 'cannot'],
    ['We ship with Yamato only.', 'We ship with Sagawa only.', 'name', 'Yamato', 'Sagawa'],
    ['配送はヤマトが行います。', '配送はサガワが行います。', 'name', 'ヤマト', 'サガワ'],
  ])('%s → %s', (old, now, field, from, to) => {
    const { drift, severity } = diffProse(old, now, { statements });
    expect({ drift, severity }).toEqual({ drift: [{ field, old: from, new: to }], severity: 'material' });
  });

  it.each([
    ['markup', 'You **may** return it.', 'You _may_ return it.'],
    ['a link target', 'See [terms](http://a.example).', 'See [terms](http://b.example).'],
    ['punctuation', 'Name, address and orders.', 'Name, address, and orders'],
    ['quotes and case', '“Private” Data', '"private" data'],
    ['spacing', '30 日以内に  ご連絡ください。', '30日以内に ご連絡ください。'],
    ['line breaks and bullets', '- one thing\n- another thing', '* one thing\n* another\n  thing'],
    ['full width', '送料は５００円です。', '送料は500円です。'],
    ['the notation of a value', 'Refunds take two weeks.', 'Refunds take 14 days.'],
    ['the order of sentences', 'Keep the box. Call us first.', 'Call us first. Keep the box.'],
  ])('takes a change of %s as cosmetic', (_, old, now) => {
    expect(diffProse(old, now).severity).toBe('cosmetic');
  });

  it('tells every change of a passage, and nothing of what stayed', () => {
    const old = 'Shipping costs ¥500. Orders over ¥3,000 ship free. Keep the box until then.';
    const now = 'Shipping costs ¥550. Orders over ¥5,000 ship free. Keep the box until then.';
    expect(diffProse(old, now)).toEqual({
      drift: [
        { field: 'money', old: 'JPY 500', new: 'JPY 550' },
        { field: 'money', old: 'JPY 3000', new: 'JPY 5000' },
      ],
      severity: 'material',
      changedSentences: { edited: 2, removed: 0, added: 0 },
    });
  });

  it('shows other wording as a short excerpt of whole words', () => {
    const filler = 'and so on and so forth '.repeat(20);
    const { drift } = diffProse(
      `We keep your parcel at the depot ${filler}.`,
      `We keep your parcel at the station ${filler}.`,
    );
    expect(drift).toHaveLength(1);
    const [entry] = drift;
    expect(entry?.field).toBe('text');
    expect(String(entry?.old)).toContain('at the depot and');
    expect(String(entry?.new)).toContain('at the station and');
    expect(String(entry?.old).length).toBeLessThanOrEqual(160);
  });

  it('names sentences that came and went', () => {
    const { drift, changedSentences } = diffProse(
      'Keep the box. Refunds go to your card.',
      'Keep the box. Gift wrap costs nothing extra this year.',
    );
    expect(drift).toEqual([
      { field: 'text', old: 'Refunds go to your card.', new: null },
      { field: 'text', old: null, new: 'Gift wrap costs nothing extra this year.' },
    ]);
    expect(changedSentences).toEqual({ edited: 0, removed: 1, added: 1 });
  });

  it('leaves out what a merged paragraph added, and what only changed its passage', () => {
    expect(
      diffProse('Keep the box.', 'Keep the box. Call us at any time of the day.', { ignoreAdded: true }).severity,
    ).toBe('cosmetic');
    const elsewhere = { old: new Set<string>(), fresh: new Set(['call us at any time of the day']) };
    expect(diffProse('Keep the box. Call us at any time of the day.', 'Keep the box.', { elsewhere }).severity).toBe(
      'cosmetic',
    );
  });

  it('finds no drift between a text and itself, and bounds every excerpt', () => {
    const sentence = fc.constantFrom(
      '返品は14日以内です。',
      'You may cancel within 3 days. ',
      'See [x](y). ',
      '- item\n',
      '**bold** ',
      '¥500 ',
      '\n\n',
    );
    const text = fc
      .array(fc.oneof(sentence, fc.string({ maxLength: 12 })), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(fc.property(text, (one) => diffProse(one, one).drift.length === 0));
    fc.assert(
      fc.property(text, text, (old, now) => {
        for (const entry of diffProse(old, now).drift) {
          for (const side of [entry.old, entry.new])
            if (typeof side === 'string') expect(side.length).toBeLessThanOrEqual(160);
        }
      }),
    );
  });
});
