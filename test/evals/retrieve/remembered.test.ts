import { describe, expect, it } from 'vitest';
import { remembered } from '../../../src/evals/retrieve/remembered.js';

/** Ranks 9, 8, 7 … for each question, and notes what it was asked. */
function counted() {
  const asked: string[] = [];
  const ask = remembered(
    async (questions, k) => {
      asked.push(`${questions.join()}/${k}`);
      return questions.map((question) => Array.from({ length: k }, (_, i) => `${question}${9 - i}`));
    },
    (ranking, k) => ranking.slice(0, k),
  );
  return { ask, asked };
}

describe('remembered', () => {
  it('ranks the same questions once, as deep as before or less', async () => {
    const { ask, asked } = counted();
    expect(await ask(['a', 'b'], 3)).toEqual([
      ['a9', 'a8', 'a7'],
      ['b9', 'b8', 'b7'],
    ]);
    expect(await ask(['a', 'b'], 1)).toEqual([['a9'], ['b9']]);
    expect(await ask(['a', 'b'], 3)).toHaveLength(2);
    expect(asked).toEqual(['a,b/3']);
  });

  it('ranks anew what is asked deeper, in another order, or after other questions', async () => {
    const { ask, asked } = counted();
    for (const [questions, k] of [
      [['a', 'b'], 1],
      [['a', 'b'], 2],
      [['b', 'a'], 1],
      [['a'], 1],
      [['a', 'b'], 1],
    ] as const) {
      expect((await ask(questions, k)).map(([best]) => best)).toEqual(questions.map((question) => `${question}9`));
    }
    expect(asked).toEqual(['a,b/1', 'a,b/2', 'b,a/1', 'a/1', 'a,b/1']);
  });

  it('forgets what failed', async () => {
    let works = false;
    const ask = remembered(
      async (questions) => (works ? [...questions] : Promise.reject(new Error('down'))),
      (ranking) => ranking,
    );
    await expect(ask(['a'], 1)).rejects.toThrow('down');
    works = true;
    expect(await ask(['a'], 1)).toEqual(['a']);
  });
});
