/** Every passage as a question, kept from finding itself: the search of a mining run. */
import { type Bench, K, makeData, megabytes, ourSide } from './bench.js';

/** Asked of the 100,000: a tenth, as every group of questions is searched as the others are. */
const PART = 10_240;

/** Seconds for all questions, projected from how many were really asked. */
export async function mining(bench: Bench): Promise<Record<string, unknown>> {
  const count = 100_000;
  const asked = bench.quick ? 4096 : PART;
  const data = makeData(bench, 'clustered', count, 384);
  const worker = await ourSide(bench, data);
  const { seconds, found } = await worker.ask<{ seconds: number; found: number }>({ op: 'mine', count: asked, k: K });
  const memory = worker.memory();
  await worker.stop();
  if (found !== asked * K) throw new Error(`${found} hits for ${asked} questions, not ${asked * K}`);
  const whole = (seconds * count) / asked;
  console.error(
    `${count} questions × ${count} passages × 384, k = ${K}: ${whole.toFixed(0)} s` +
      `${asked < count ? ` (projected from ${asked})` : ''}, ${(asked / seconds).toFixed(0)} questions/s, ${megabytes(memory)}`,
  );
  return { questions: count, asked, seconds: whole, mb: memory?.peak ?? null };
}
