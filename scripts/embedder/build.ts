/** Builds the bundled model: vocabulary → tables → training → 4-bit graph. Every step is deterministic. */
import { PreTrainedTokenizer } from '@xenova/transformers';
import { createRandom } from '../../src/core/random.js';
import { createTextEncoder } from '../../src/embed/model/text-encoder.js';
import { type Bag, thinned, toBag } from './bags.js';
import {
  englishTitles,
  japaneseTitles,
  jaquad,
  policySections,
  products,
  sentencePairs,
  titlePairs,
  utterances,
} from './data.js';
import { buildTables, canonicalIds, countFeatures, type FeatureTables, rowsOf } from './features.js';
import { buildGraph, POOLED_OUTPUT } from './graph.js';
import { fillRandom, mergeCounts, rowWeights } from './initialise.js';
import { type PairSource, pairSources } from './pairs.js';
import { lexicalTargets, type TeacherOptions } from './teacher.js';
import { createSplitter, MAX_TOKENS, tokenizerConfig, tokenizerJson } from './tokenizer-files.js';
import { Trainer } from './train.js';
import { chooseVocabulary } from './vocabulary.js';

/** What decides the model besides the data. */
export interface Recipe {
  readonly seed: string;
  readonly dims: number;
  /** Rows of the embedding table, of which `pool` are shared by hash. */
  readonly rows: number;
  readonly pool: number;
  readonly words: number;
  readonly pieces: number;
  /** Weight of pairs, of which a text has as many as tokens, where training starts. */
  readonly pairWeight: number;
  readonly steps: number;
  readonly batch: number;
  readonly learningRate: number;
  /** Learning rate of the rows' lengths alone. */
  readonly gainRate: number;
  readonly temperature: number;
  /** Share of a passage's rows left out at random in a step. */
  readonly dropout: number;
  /** Exact lexical match as a teacher: its share of the targets, its temperature, its weight of pairs. */
  readonly teacher: { readonly share: number; readonly temperature: number; readonly pairWeight: number };
}

/** A built model: file name → content. */
export type ModelFolder = ReadonlyMap<string, string | Uint8Array>;

/** Runs the recipe over `data` (the shared data folder); `log` hears about progress. */
export function buildModel(data: string, recipe: Recipe, log: (message: string) => void): ModelFolder {
  const texts = readTexts(data);
  log(`texts: ${texts.ja.length} Japanese, ${texts.en.length} English`);
  const vocabulary = chooseVocabulary(countWords(texts), { words: recipe.words, pieces: recipe.pieces, minCount: 3 });
  const encoder = createTextEncoder(new PreTrainedTokenizer(tokenizerJson(vocabulary), tokenizerConfig()), MAX_TOKENS);
  const ids = (text: string): Int32Array => encoder.encode(text).ids;
  const canonical = canonicalIds(vocabulary);
  const counts = { ja: countFeatures(texts.ja.map(ids), canonical), en: countFeatures(texts.en.map(ids), canonical) };
  const tables = buildTables(vocabulary, mergeCounts(counts.ja, counts.en), {
    rows: recipe.rows,
    pool: recipe.pool,
    minTokenCount: 3,
  });
  log(
    `vocabulary ${vocabulary.length}; rows: ${tables.pairStart - 1} tokens, ${tables.poolStart - tables.pairStart} pairs, ${recipe.pool} pool`,
  );
  const trainer = new Trainer(recipe.rows, recipe.dims, recipe.batch);
  const weightsOf = (pairWeight: number): Float64Array => rowWeights({ vocabulary, tables, counts, pairWeight });
  fillRandom(trainer.values(), weightsOf(recipe.pairWeight), recipe.seed);
  const { temperature, pairWeight } = recipe.teacher;
  train({
    data,
    recipe,
    trainer,
    log,
    bagOf: bagger(ids, tables),
    teacher: { weights: weightsOf(pairWeight), temperature },
  });
  const graph = buildGraph({ tables, table: quantise(trainer.values()), dims: recipe.dims });
  return new Map<string, string | Uint8Array>([
    ['config.json', `${JSON.stringify(configJson(recipe, vocabulary.length), null, 2)}\n`],
    ['tokenizer.json', JSON.stringify(tokenizerJson(vocabulary))],
    ['tokenizer_config.json', `${JSON.stringify(tokenizerConfig(), null, 2)}\n`],
    ['onnx/model_quantized.onnx', graph],
  ]);
}

interface Texts {
  readonly ja: readonly string[];
  readonly en: readonly string[];
  readonly questions: readonly string[];
}

/** Everything that is counted; nothing of what is held out. */
function readTexts(data: string): Texts {
  const paragraphs = jaquad(data, 'train');
  return {
    ja: [
      ...new Set(paragraphs.map((p) => p.context)),
      ...japaneseTitles(data),
      ...sentencePairs(data, 'train').map((pair) => pair.a),
    ],
    en: [
      ...products(data).map(({ title, body }) => `${title}\n${body}`),
      ...policySections(data, 'policies-github').map(({ query, passage }) => `${query}\n${passage}`),
      ...englishTitles(data),
      ...utterances(data).map((u) => u.text),
      ...titlePairs(data).train.map((pair) => pair.passage),
    ],
    questions: paragraphs.flatMap((p) => p.questions),
  };
}

function countWords(texts: Texts): Map<string, number> {
  const split = createSplitter();
  const counts = new Map<string, number>();
  for (const text of [...texts.ja, ...texts.en, ...texts.questions]) {
    for (const word of split(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** Text → bag, remembering long texts, which come again in every epoch. */
function bagger(ids: (text: string) => Int32Array, tables: FeatureTables): (text: string) => Bag {
  const memo = new Map<string, Bag>();
  return (text) => {
    const known = memo.get(text);
    if (known !== undefined) return known;
    const bag = toBag(rowsOf(ids(text), tables));
    if (text.length > 60) memo.set(text, bag);
    return bag;
  };
}

interface Training {
  readonly data: string;
  readonly recipe: Recipe;
  readonly trainer: Trainer;
  readonly bagOf: (text: string) => Bag;
  readonly teacher: TeacherOptions;
  readonly log: (message: string) => void;
}

function train({ data, recipe, trainer, bagOf, teacher, log }: Training): void {
  const random = createRandom(`${recipe.seed}/batches`);
  const sources = pairSources(data, jaquad(data, 'train'), random);
  for (let step = 1; step <= recipe.steps; step++) {
    const source = pickSource(sources, random.next());
    const pairs = source.draw(recipe.batch);
    const queries = pairs.map((pair) => bagOf(pair.query));
    const passages = pairs.map((pair) => thinned(bagOf(pair.passage), recipe.dropout, random.next));
    const decay = Math.min(1, (1.02 - step / recipe.steps) * 1.5);
    const loss = trainer.step(
      {
        queries,
        passages,
        targets: source.lexical
          ? { probabilities: lexicalTargets(queries, passages, teacher), share: recipe.teacher.share }
          : undefined,
      },
      {
        learningRate: recipe.learningRate * decay,
        gainRate: recipe.gainRate * decay,
        temperature: recipe.temperature,
      },
    );
    if (step % 50 === 0) log(`step ${step} of ${recipe.steps}: ${source.name} loss ${loss.toFixed(3)}`);
  }
}

/** The source at `share` (0 … 1) of the summed weights. */
function pickSource(sources: readonly PairSource[], share: number): PairSource {
  let left = share * sources.reduce((sum, source) => sum + source.weight, 0);
  for (const source of sources) {
    left -= source.weight;
    if (left < 0) return source;
  }
  throw new RangeError('no source of pairs has a weight');
}

/** The largest size of a table value; a byte of the graph holds two. */
const LARGEST = 7;
/** Share of the values that may be clipped, so that a few long rows do not cost all others their precision. */
const CLIPPED = 0.01;

/** One scale for all rows: sums of integers are what keeps the vectors exact. */
function quantise(values: Float32Array): Int8Array {
  const sizes = values
    .filter((_, i) => i % 7 === 0)
    .map(Math.abs)
    .sort();
  const largest = sizes[Math.floor(sizes.length * (1 - CLIPPED))] ?? 1;
  const clip = (value: number): number => Math.max(-LARGEST, Math.min(LARGEST, value));
  return Int8Array.from(values, (value) => clip(Math.round((value / largest) * LARGEST)));
}

function configJson(recipe: Recipe, vocabularySize: number): object {
  return {
    model_type: 'bert',
    architectures: ['StaticPairEmbedding'],
    hidden_size: recipe.dims,
    vocab_size: vocabularySize,
    max_position_embeddings: MAX_TOKENS,
    pad_token_id: 0,
    pooled_output: POOLED_OUTPUT,
    recipe,
  };
}
