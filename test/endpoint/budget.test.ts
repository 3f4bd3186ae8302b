import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BudgetLimits, createBudget } from '../../src/endpoint/budget.js';

const PRICE = { inputPerMillion: 2, outputPerMillion: 10, currency: 'USD' };
const used = (prompt: number, completion: number) => ({ prompt, completion, estimated: false });

describe('a budget', () => {
  it('grants without limits, counts, and knows the cost', async () => {
    const budget = createBudget({}, PRICE);
    const reservation = await budget.reserve({ prompt: 1000, completion: 500 });
    reservation?.settle({ prompt: 900, completion: 100, estimated: true });
    expect(budget.spent()).toEqual({
      calls: 1,
      prompt_tokens: 900,
      completion_tokens: 100,
      estimated_calls: 1,
      cost: (900 * 2 + 100 * 10) / 1e6,
    });
    expect(createBudget({}, null).spent().cost).toBeNull();
  });

  it.each<[keyof BudgetLimits, BudgetLimits]>([
    ['maxCalls', { maxCalls: 2 }],
    ['maxTokens', { maxTokens: 250 }],
    ['maxCost', { maxCost: 0.0013 }],
  ])('stops at %s, stays stopped and says which', async (name, limits) => {
    const budget = createBudget(limits, PRICE);
    for (let i = 0; i < 2; i++) (await budget.reserve({ prompt: 50, completion: 50 }))?.settle(used(50, 50));
    expect(await budget.reserve({ prompt: 50, completion: 50 })).toBeNull();
    expect(budget.stoppedBy()).toBe(name);
    expect(await budget.reserve({ prompt: 0, completion: 0 })).toBeNull();
    expect(budget.spent().calls).toBe(2);
  });

  it('lets a call wait for those in flight, which may turn out cheaper', async () => {
    const budget = createBudget({ maxTokens: 250 }, null);
    const first = await budget.reserve({ prompt: 100, completion: 100 });
    let granted = false;
    const second = budget.reserve({ prompt: 100, completion: 100 }).then((reservation) => {
      granted = reservation !== null;
      return reservation;
    });
    await Promise.resolve();
    expect(granted).toBe(false);
    first?.settle(used(40, 5));
    (await second)?.settle(used(40, 5));
    expect(granted).toBe(true);
  });

  it('gives back what was refused before the model saw it', async () => {
    const budget = createBudget({ maxCalls: 1 }, null);
    (await budget.reserve({ prompt: 1, completion: 1 }))?.release();
    expect(await budget.reserve({ prompt: 1, completion: 1 })).not.toBeNull();
    expect(budget.spent().calls).toBe(0);
  });

  it('is never overshot by calls in flight, and admits a beginning of the order of calls', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ prompt: fc.nat(50), completion: fc.nat(50), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
          {
            minLength: 1,
            maxLength: 20,
          },
        ),
        fc.nat(400),
        fc.integer({ min: 1, max: 8 }),
        async (calls, maxTokens, concurrency) => {
          const budget = createBudget({ maxTokens }, null);
          const admitted = new Array<boolean>(calls.length).fill(false);
          let next = 0;
          const runner = async (): Promise<void> => {
            while (next < calls.length) {
              const i = next++;
              const call = calls[i]!;
              const reservation = await budget.reserve(call);
              admitted[i] = reservation !== null;
              await new Promise((resolve) => setImmediate(resolve));
              reservation?.settle(used(Math.floor(call.prompt * call.share), Math.floor(call.completion * call.share)));
            }
          };
          await Promise.all(Array.from({ length: concurrency }, runner));
          const { prompt_tokens, completion_tokens } = budget.spent();
          expect(prompt_tokens + completion_tokens).toBeLessThanOrEqual(maxTokens);
          const firstRefused = admitted.indexOf(false);
          if (firstRefused >= 0) expect(admitted.slice(firstRefused)).not.toContain(true);
          expect(budget.stoppedBy()).toBe(firstRefused >= 0 ? 'maxTokens' : null);
        },
      ),
      { numRuns: 60 },
    ));
});
