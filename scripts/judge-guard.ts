/**
 * Prints pairs of a JaQuAD question and a passage that is not its own, to be judged by reading: does the passage answer
 * the question? 200 that the miner's answer guard drops and 200 that it keeps; those judged already (evals/labels/) are
 * left out. Answers are marked where their words stand.
 *
 *     npx tsx scripts/judge-guard.ts [--count 25] [--data ../shared/data]
 */
import { parseArgs } from 'node:util';
import { labelKey, readLabels, samplePairs } from './bench-negatives/guard-labels.js';
import { type GuardPair, guardPairs } from './bench-negatives/guard-pairs.js';
import { readJaquad } from './bench-negatives/jaquad.js';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '25' }, data: { type: 'string', default: '../shared/data' } },
});
/** Characters shown on either side of the answer's words, of how many places, and of a passage without them. */
const AROUND = 55;
const PLACES = 2;
const WHOLE = 330;

const jaquad = readJaquad(values.data, 'train');
const labels = readLabels();
const open = samplePairs(guardPairs(jaquad)).filter((pair) => !labels.has(labelKey(pair.question.id, pair.passageId)));
console.log(`${open.length} pairs to judge`);
for (const pair of open.slice(0, Number(values.count))) print(pair);

function print({ question, passageId, row, dropped }: GuardPair): void {
  const text = (jaquad.texts[row]?.text ?? '').replace(/\s+/g, ' ');
  const places = placesOf(question.answer, text).slice(0, PLACES);
  const windows = places.map((index) => text.slice(Math.max(0, index - AROUND), index + AROUND));
  const shown = windows.length === 0 ? text.slice(0, WHOLE) : `${text.slice(0, 30)} … ${windows.join(' … ')}`;
  console.log(`${question.id} ${passageId} ${dropped.strict ? 'dropped' : 'kept'}
  Q ${question.text}
  A ${question.answer}
  P ${shown.replaceAll(question.answer, `【${question.answer}】`)}`);
}

function placesOf(words: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length + AROUND)) places.push(at);
  return places;
}
