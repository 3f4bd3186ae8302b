import { describe, expect, it } from 'vitest';
import { alignSentences } from '../../../src/corpus/drift/align.js';
import { readSentences } from '../../../src/corpus/drift/sentences.js';

const plain = (sentences: readonly { plain: string }[]) => sentences.map((sentence) => sentence.plain);

describe('alignSentences', () => {
  it('pairs what changed, whatever moved', () => {
    const { pairs, removed, added } = alignSentences(
      readSentences('Keep the box. Refunds take 3 days to arrive. We sell no cigarettes.'),
      readSentences('Refunds take 5 days to arrive. Toys are welcome too. Keep the box.'),
    );
    expect(pairs.map(plain)).toEqual([['Refunds take 3 days to arrive.', 'Refunds take 5 days to arrive.']]);
    expect(plain(removed)).toEqual(['We sell no cigarettes.']);
    expect(plain(added)).toEqual(['Toys are welcome too.']);
  });

  it('counts repeated sentences', () => {
    const { pairs, removed, added } = alignSentences(readSentences('Go. Go. Stop.'), readSentences('Go. Stop.'));
    expect([pairs.length, removed.length, added.length]).toEqual([0, 1, 0]);
  });

  it('pairs sentences that state the same declared field though their wording differs', () => {
    const [old, now] = [
      readSentences('Goods come back by day 30. Other words entirely here.'),
      readSentences('A refund needs 14. Something else again now.'),
    ];
    const { pairs } = alignSentences(old, now, ({ values }) => (values.length > 0 ? ['return_window'] : []));
    expect(pairs.map(plain)).toEqual([['Goods come back by day 30.', 'A refund needs 14.']]);
  });
});
