/**
 * Small static embedders trained on jaquad with the code of the bundled model, alike in everything but the negatives: half
 * of a batch are questions with their passages, the other half the mined negatives of these, each with a question of its
 * own, so that no passage is only ever pushed away. From one base, trained with random batches, each kind of negatives
 * gets the same number of steps.
 */
import { PreTrainedTokenizer } from '@xenova/transformers';
import { createRandom, type Random } from '../../src/core/random.js';
import { createTextEncoder } from '../../src/embed/model/text-encoder.js';
import { type Bag, thinned, toBag } from '../embedder/bags.js';
import { denseScorer, retrievalQuality } from '../embedder/evaluate.js';
import { buildTables, canonicalIds, countFeatures, rowsOf } from '../embedder/features.js';
import { fillRandom, mergeCounts, rowWeights } from '../embedder/initialise.js';
import { RECIPE } from '../embedder/recipe.js';
import { createSplitter, MAX_TOKENS, tokenizerConfig, tokenizerJson } from '../embedder/tokenizer-files.js';
import { Trainer } from '../embedder/train.js';
import { chooseVocabulary } from '../embedder/vocabulary.js';
import type { Jaquad } from './jaquad.js';

const DIMS = 256;
const ROWS = 33_000;
const POOL = 3000;
const BATCH = 256;

/** Texts as bags of rows, and where training starts. */
export interface Lab {
  readonly train: Jaquad;
  readonly bagOf: (text: string) => Bag;
  readonly weights: Float64Array;
  readonly dev: Jaquad;
}

/** Vocabulary and tables from the training texts alone. */
export function openLab(train: Jaquad, dev: Jaquad): Lab {
  const split = createSplitter();
  const words = new Map<string, number>();
  const texts = [...train.texts.map(({ text }) => text), ...train.questions.map(({ text }) => text)];
  for (const word of texts.flatMap((text) => split(text))) words.set(word, (words.get(word) ?? 0) + 1);
  const vocabulary = chooseVocabulary(words, { words: RECIPE.words, pieces: RECIPE.pieces, minCount: 3 });
  const encoder = createTextEncoder(new PreTrainedTokenizer(tokenizerJson(vocabulary), tokenizerConfig()), MAX_TOKENS);
  const ids = (text: string): Int32Array => encoder.encode(text).ids;
  const canonical = canonicalIds(vocabulary);
  const ja = countFeatures(
    train.texts.map(({ text }) => ids(text)),
    canonical,
  );
  const counts = { ja, en: countFeatures([], canonical) };
  const tables = buildTables(vocabulary, mergeCounts(counts.ja, counts.en), {
    rows: ROWS,
    pool: POOL,
    minTokenCount: 3,
  });
  const memo = new Map<string, Bag>();
  return {
    train,
    dev,
    weights: rowWeights({ vocabulary, tables, counts, pairWeight: RECIPE.pairWeight }),
    bagOf: (text) => {
      const bag = memo.get(text) ?? toBag(rowsOf(ids(text), tables));
      memo.set(text, bag);
      return bag;
    },
  };
}

/** Rows of the mined negatives of each training question, in the order of the questions. */
export type NegativeRows = readonly (readonly number[])[];

/** A trained table. */
export type Table = Float32Array;

/** A table that has seen `steps` batches without mined negatives. */
export function trainBase(lab: Lab, options: { readonly seed: string; readonly steps: number }): Table {
  const trainer = new Trainer(ROWS, DIMS, BATCH);
  fillRandom(trainer.values(), lab.weights, options.seed);
  return run(lab, trainer, { ...options, negatives: null });
}

/** The base after `steps` more batches that hold mined negatives. */
export function fineTune(
  lab: Lab,
  base: Table,
  options: { readonly seed: string; readonly steps: number; readonly negatives: NegativeRows | null },
): Table {
  const trainer = new Trainer(ROWS, DIMS, BATCH);
  trainer.values().set(base);
  return run(lab, trainer, options);
}

function run(
  lab: Lab,
  trainer: Trainer,
  {
    seed,
    steps,
    negatives,
  }: { readonly seed: string; readonly steps: number; readonly negatives: NegativeRows | null },
): Table {
  const random = createRandom(`${seed}/batches`);
  const draw = batches(lab.train, negatives, random);
  for (let step = 1; step <= steps; step++) {
    const pairs = draw();
    const decay = Math.min(1, (1.02 - step / steps) * 1.5);
    trainer.step(
      {
        queries: pairs.map(({ question }) => lab.bagOf(question)),
        passages: pairs.map(({ passage }) => thinned(lab.bagOf(passage), RECIPE.dropout, random.next)),
      },
      {
        learningRate: RECIPE.learningRate * decay,
        gainRate: RECIPE.gainRate * decay,
        temperature: RECIPE.temperature,
      },
    );
  }
  return trainer.values().slice();
}

interface TrainingPair {
  readonly question: string;
  readonly passage: string;
}

/** Batches of {@link BATCH} pairs with different passages; without mined negatives, of random ones. */
function batches({ questions, texts }: Jaquad, negatives: NegativeRows | null, random: Random): () => TrainingPair[] {
  const rowOf = new Map(texts.map(({ passage_id }, row) => [passage_id, row]));
  const asked = texts.map((): number[] => []);
  for (const [i, { passageId }] of questions.entries()) asked[rowOf.get(passageId) ?? -1]?.push(i);
  return () => {
    const pairs = new Map<number, number>();
    while (pairs.size < BATCH) {
      const question = random.int(questions.length);
      const row = rowOf.get(questions[question]?.passageId ?? '') ?? -1;
      if (pairs.has(row)) continue;
      pairs.set(row, question);
      const mined = negatives?.[question] ?? [];
      const negative = mined.length > 0 ? random.pick(mined) : random.int(texts.length);
      const own = asked[negative] ?? [];
      if (pairs.size < BATCH && !pairs.has(negative) && own.length > 0) pairs.set(negative, random.pick(own));
    }
    return [...pairs].map(([row, question]) => ({
      question: questions[question]?.text ?? '',
      passage: texts[row]?.text ?? '',
    }));
  };
}

/** nDCG@10 of the table on the questions of dev over its passages. */
export function devQuality(lab: Lab, table: Table): number {
  const trainer = new Trainer(ROWS, DIMS, 1);
  trainer.values().set(table);
  const vectors = (texts: readonly string[]): Float32Array => trainer.embed(texts.map((text) => lab.bagOf(text)));
  const { questions, texts } = lab.dev;
  const rowOf = new Map(texts.map(({ passage_id }, row) => [passage_id, row]));
  const set = {
    name: 'jaquad dev',
    queries: questions.map(({ text }) => text),
    passages: texts.map(({ text }) => text),
    relevant: questions.map(({ passageId }) => new Map([[rowOf.get(passageId) ?? -1, 1]])),
  };
  return retrievalQuality(set, denseScorer(vectors(set.queries), vectors(set.passages), DIMS)).ndcg;
}
