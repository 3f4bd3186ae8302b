/** Distractors for batches of questions, each with what it would get in any other batch. */
import { sha256 } from '../../core/hash.js';
import type { Embedder } from '../../embed/embedder.js';
import type { MiningCorpus } from '../../negatives/corpus.js';
import { openMiner } from '../../negatives/miner.js';
import type { MiningOptions } from '../../negatives/options.js';
import type { MinedRow, MiningQuery } from '../../negatives/types.js';
import { embedQueries } from '../../search/embed-queries.js';
import type { Question } from '../questions/question.js';

export interface QuestionMinerOptions {
  readonly corpus: MiningCorpus;
  readonly embedder: Embedder;
  readonly seed: number | string;
  /** What contexts need of the miner. */
  readonly needs: Partial<MiningOptions>;
}

export interface QuestionMiner {
  /** @returns one row per question, in their order */
  mine(questions: readonly Question[]): Promise<readonly MinedRow[]>;
}

/** Ranks that may reach the score filters: an oracle that itself ranks low still gets its distractors. */
const DEPTH = 512;
/** Survivors looked at for one that is wanted. */
const WINDOW = 3;
const DEFAULT_NEGATIVES = 7;

/** Checks and indexes the corpus once. @throws RaftCorpusError where the corpus cannot be mined */
export function openQuestionMiner({ corpus, embedder, seed, needs }: QuestionMinerOptions): QuestionMiner {
  const { queries: _, queryVectors: __, relativeMargin, ...wanted } = needs;
  const numNegatives = needs.numNegatives ?? DEFAULT_NEGATIVES;
  const miner = openMiner({
    withoutPositive: 'mine',
    rangeMax: WINDOW * numNegatives,
    depth: DEPTH,
    ...wanted,
    ...(typeof relativeMargin === 'number' || relativeMargin === null ? { relativeMargin } : {}),
    numNegatives,
    corpus,
    seed,
  });
  const mine = async (questions: readonly Question[]): Promise<readonly MinedRow[]> => {
    const texts = questions.map(({ text }) => text);
    return miner.mine(questions.map(toQuery), await embedQueries(embedder, texts));
  };
  return {
    mine: async (questions) => {
      const rows = new Array<MinedRow>(questions.length);
      for (const layer of layersOfDistinct(questions)) {
        const mined = await mine(layer.map((at) => questions[at] as Question));
        for (const [i, at] of layer.entries()) rows[at] = mined[i] as MinedRow;
      }
      return rows;
    },
  };
}

/** Positions such that no two questions of a layer share a text: the miner would take their oracles for each other's. */
function layersOfDistinct(questions: readonly Question[]): readonly (readonly number[])[] {
  const seen = new Map<string, number>();
  const layers: number[][] = [];
  for (const [at, { text }] of questions.entries()) {
    const layer = seen.get(text) ?? 0;
    seen.set(text, layer + 1);
    const members = layers[layer];
    if (members) members.push(at);
    else layers.push([at]);
  }
  return layers;
}

function toQuery(question: Question): MiningQuery {
  return {
    query_id: sha256('question', question.text).slice(0, 24),
    text: question.text,
    oracle_ids: [...new Set(question.evidence.map(({ passage }) => passage.passage_id))],
    ...(question.gold ? { gold: question.gold } : {}),
    ...(question.unknown ? { unknown: question.unknown } : {}),
  };
}
