import { describe, expect, it } from 'vitest';
import { SplitLeakCheck } from '../../src/dataset/split-leaks.js';

const row = (question: string, group: string, id: string) => ({
  question,
  group,
  oracle_ids: [id],
  quotes: [{ passage_id: id, start: 3, end: 9 }],
});

describe('SplitLeakCheck', () => {
  it('finds nothing where every lineage keeps to its split', async () => {
    const check = new SplitLeakCheck();
    check.add('train', row('How many volumes does Salt Road have?', 'a', 'p1'));
    check.add('train', row('How many volumes has Salt Road got?', 'a', 'p1'));
    check.add('test', row('Who wrote The Paper Tiger Agency?', 'b', 'p2'));
    expect(await check.result()).toEqual({ lineages: 0, oracles: 0, answer_spans: 0, questions: 0 });
  });

  it('counts what stands in two splits, each thing once', async () => {
    const check = new SplitLeakCheck();
    check.add('train', row('How many volumes does Salt Road have?', 'a', 'p1'));
    check.add('validation', row('How many volumes does Salt Road have', 'a', 'p1'));
    check.add('test', row('Is Salt Road still going on, and since when?', 'a', 'p1'));
    expect(await check.result()).toEqual({ lineages: 1, oracles: 1, answer_spans: 1, questions: 1 });
  });
});
