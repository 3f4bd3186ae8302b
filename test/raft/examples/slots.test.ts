import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/random.js';
import { arrange, SlotDealer } from '../../../src/raft/examples/slots.js';

describe('SlotDealer', () => {
  it('uses every slot of a size equally often', () => {
    const dealer = new SlotDealer(createRandom(1));
    const used = [0, 0, 0, 0, 0];
    for (let i = 0; i < 103; i++) for (const slot of dealer.deal(5, 1)) used[slot]! += 1;
    expect(Math.max(...used) - Math.min(...used)).toBe(1);
  });
});

describe('arrange', () => {
  it('puts oracles into their slots and keeps the order of the rest', () => {
    expect(arrange(['O1', 'O2'], ['a', 'b', 'c'], [3, 0])).toEqual(['O2', 'a', 'b', 'O1', 'c']);
    expect(arrange([], ['a', 'b'], [])).toEqual(['a', 'b']);
  });
});
