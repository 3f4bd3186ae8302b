/** All miners on jaquad's training questions: how often what they mine holds the words of the answer. */
import { createRandom } from '../../src/core/random.js';
import type { Embedder } from '../../src/embed/embedder.js';
import { corpusOfTexts, type MiningCorpus } from '../../src/negatives/corpus.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import type { MiningOptions } from '../../src/negatives/options.js';
import { searchDense } from '../../src/search/dense.js';
import { embedQueries } from '../../src/search/embed-queries.js';
import { buildLexicalIndex } from '../../src/search/lexical/lexical-index.js';
import { foldText } from '../../src/text/normalize.js';
import { mentionsFolded } from '../../src/verify/value-forms.js';
import type { MinedSet } from './compare.js';
import type { Jaquad, JaquadQuestion } from './jaquad.js';
import { type Candidates, PEERS, type Scored, sample } from './peers.js';

/** Ranks that the peers look at. */
const DEPTH = 100;

/** Questions to mine for, over all passages. */
export interface JaquadTask {
  readonly questions: readonly JaquadQuestion[];
  readonly queryVectors: Float32Array;
  readonly corpus: MiningCorpus;
  readonly candidates: readonly Candidates[];
  readonly n: number;
  readonly seed: string;
  /** Whether the passage holds the question's answer, kana, case, width and punctuation aside. */
  readonly holdsAnswer: (question: JaquadQuestion, row: number) => boolean;
}

/** Embeds and ranks; `count` of the questions, seeded. */
export async function openJaquadTask(
  { questions, texts }: Jaquad,
  embedder: Embedder,
  options: { readonly count: number; readonly n: number; readonly seed: string },
): Promise<JaquadTask> {
  const asked = createRandom(`${options.seed}/questions`).shuffle(questions).slice(0, options.count);
  const { dims } = embedder;
  const vectors = await embedder.embed(
    texts.map(({ text }) => text),
    'passage',
  );
  const corpus = corpusOfTexts({ texts, vectors, dims });
  const words = asked.map(({ text }) => text);
  const queryVectors = await embedQueries(embedder, words);
  const dense = await searchDense({ vectors: corpus.vectors, dims, queries: queryVectors, k: DEPTH });
  const lexical = buildLexicalIndex(texts.map(({ text }) => text)).search(words, { k: options.n + 1 });
  const cosine = (query: number, row: number): Scored => ({ row, score: dot(corpus, queryVectors, query, row) });
  const folded = new Map<number, string>();
  return {
    questions: asked,
    queryVectors,
    corpus,
    n: options.n,
    seed: options.seed,
    candidates: asked.map(({ id, passageId }, query) => {
      const own = corpus.rowOf(passageId) ?? -1;
      const random = createRandom(`${options.seed}/random/${id}`);
      return {
        dense: (dense[query] ?? []).flatMap(({ index, score }) => (index === own ? [] : [{ row: index, score }])),
        lexical: (lexical[query] ?? []).flatMap(({ index }) => (index === own ? [] : [cosine(query, index)])),
        weakest: cosine(query, own).score,
        random: sample(
          Array.from({ length: 2 * options.n }, () => cosine(query, random.int(texts.length))).filter(
            ({ row }) => row !== own,
          ),
          options.n,
          random,
        ),
      };
    }),
    holdsAnswer: ({ answer }, row) => {
      const text = folded.get(row) ?? foldText(texts[row]?.text ?? '');
      folded.set(row, text);
      return mentionsFolded(text, foldText(answer));
    },
  };
}

function dot({ dims, vectors }: MiningCorpus, queryVectors: Float32Array, query: number, row: number): number {
  let sum = 0;
  for (let d = 0; d < dims; d++) sum += (queryVectors[query * dims + d] ?? 0) * (vectors[row * dims + d] ?? 0);
  return sum;
}

/** What a peer mines. */
export function peerOnJaquad(name: string, task: JaquadTask): MinedSet {
  const rule = PEERS[name];
  if (rule === undefined) throw new Error(`no miner is called ${name}`);
  return task.questions.map((question, i) =>
    rule(task.candidates[i] as Candidates)
      .slice(0, task.n)
      .map(({ row, score }) => ({ row, score, isFalse: task.holdsAnswer(question, row) })),
  );
}

/** What this project's miner finds, and why it dropped the rest. */
export async function oursOnJaquad(
  task: JaquadTask,
  settings: Partial<MiningOptions>,
): Promise<{ mined: MinedSet; dropped: Readonly<Record<string, number>>; shortages: number }> {
  const { corpus, questions } = task;
  const result = await mineHardNegatives({
    queries: questions.map(({ id, text, passageId, answer }) => ({
      query_id: id,
      text,
      oracle_ids: [passageId],
      gold: { text: answer },
    })),
    corpus,
    queryVectors: task.queryVectors,
    numNegatives: task.n,
    depth: DEPTH,
    seed: task.seed,
    ...settings,
  });
  const mined = result.rows.map(({ negatives }, i) =>
    negatives.map(({ passage_id, score }) => {
      const row = corpus.rowOf(passage_id) ?? -1;
      return { row, score, isFalse: task.holdsAnswer(questions[i] as JaquadQuestion, row) };
    }),
  );
  return { mined, dropped: result.counts.dropped, shortages: result.shortages };
}
