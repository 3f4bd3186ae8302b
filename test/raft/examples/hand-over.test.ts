import { describe, expect, it } from 'vitest';
import { handOverOffered, offersPerson } from '../../../src/raft/examples/hand-over.js';
import { passageId, type SmallDocument, smallView } from '../../helpers/small-view.js';

describe('offersPerson', () => {
  it.each([
    'You can speak to a member of our team at any time.',
    'Talking to a person',
    'Our support team answers from 10:00 to 18:00.',
    'Ask the chat to connect you to a human agent.',
    '担当者におつなぎします。',
    '担当者へのお取り次ぎ',
    'カスタマーサポートまでお問い合わせください。',
    'スタッフが日本語と英語で対応いたします。',
  ])('is true of %j', (sentence) => {
    expect(offersPerson(sentence)).toBe(true);
  });

  it.each([
    'Write to help@example.com, any day of the week.',
    'We cannot connect you to a person.',
    'Staff pick: a story about a bakery.',
    'The first 31 days are free, once per person.',
    '担当者へのお取り次ぎは行っておりません。',
    'スタッフの家で実際に読んでいる作品です。',
    'お届けから14日以内に承ります。',
  ])('is false of %j', (sentence) => {
    expect(offersPerson(sentence)).toBe(false);
  });
});

describe('handOverOffered', () => {
  const page = (more: Partial<SmallDocument>): SmallDocument => ({
    source: 'policies',
    doc: 'help',
    kind: 'policy',
    title: 'Help',
    texts: ['Read this first. You can talk to a person from 10:00 to 18:00. Bring your order number.'],
    ...more,
  });

  it('names the sentence and where it stands', async () => {
    expect(handOverOffered(await smallView([page({})]))).toEqual({
      passage_id: passageId('help'),
      sentence: 'You can talk to a person from 10:00 to 18:00.',
    });
  });

  it('finds it in a title or a heading', async () => {
    const titled = page({ title: 'Talking to a person', texts: ['Every day from 10:00 to 18:00.'] });
    expect(handOverOffered(await smallView([titled]))?.sentence).toBe('Talking to a person');
    const headed = page({ headings: ['Help', '担当者へのお取り次ぎ'], texts: ['10時から18時まで承ります。'] });
    expect(handOverOffered(await smallView([headed]))?.sentence).toBe('担当者へのお取り次ぎ');
  });

  it('takes no word from pages that no longer hold, or from the catalog', async () => {
    const old = page({ stale: { verdict: 'superseded' } });
    const blurb = page({ kind: 'catalog', texts: ['A ghost who wants to talk to a person.'] });
    expect(handOverOffered(await smallView([old, { ...blurb, doc: 'blurb' }]))).toBeNull();
  });
});
