/**
 * What the answer guard decides on pairs of a question and a passage near it. The pairs do not depend on any model: the
 * first ten passages of the lexical ranking of 4,000 questions, their own passage left out.
 */
import { sha256 } from '../../src/core/hash.js';
import { createRandom } from '../../src/core/random.js';
import { AnswerGuard } from '../../src/negatives/answers/guard.js';
import { corpusOfTexts } from '../../src/negatives/corpus.js';
import type { GuardLevel } from '../../src/negatives/options.js';
import { PassageTexts } from '../../src/negatives/passage-texts.js';
import { buildLexicalIndex } from '../../src/search/lexical/lexical-index.js';
import type { Jaquad, JaquadQuestion } from './jaquad.js';

const SEED = 'jaquad-guard';
const QUESTIONS = 4000;
const CANDIDATES = 10;

/** A question and a passage that is not its own. */
export interface GuardPair {
  readonly question: JaquadQuestion;
  readonly passageId: string;
  /** Row of `texts`. */
  readonly row: number;
  /** Whether the guard takes the passage for an answer, by level. */
  readonly dropped: Readonly<Record<Exclude<GuardLevel, 'off'>, boolean>>;
}

/** All pairs, in an order that is random but the same every time. */
export function guardPairs({ questions, texts }: Jaquad): GuardPair[] {
  const asked = createRandom(SEED).shuffle(questions).slice(0, QUESTIONS);
  const ranking = buildLexicalIndex(texts.map(({ text }) => text)).search(
    asked.map(({ text }) => text),
    { k: CANDIDATES + 1 },
  );
  const corpus = corpusOfTexts({ texts, vectors: new Float32Array(texts.length), dims: 1 });
  const read = new PassageTexts(corpus);
  const guards = { strict: new AnswerGuard(corpus, read, 'strict'), context: new AnswerGuard(corpus, read, 'context') };
  const pairs = asked.flatMap((question, i) => {
    const query = { query_id: question.id, text: question.text, oracle_ids: [], gold: { text: question.answer } };
    const [strict, context] = [guards.strict.of(query), guards.context.of(query)];
    const rows = (ranking[i] ?? []).filter(({ index }) => texts[index]?.passage_id !== question.passageId);
    return rows.slice(0, CANDIDATES).map(({ index: row }): GuardPair => {
      const dropped = { strict: strict.answers(row), context: context.answers(row) };
      return { question, passageId: texts[row]?.passage_id ?? '', row, dropped };
    });
  });
  const place = new Map(pairs.map((pair) => [pair, sha256(SEED, pair.question.id, pair.passageId)]));
  return pairs.sort((a, b) => ((place.get(a) ?? '') < (place.get(b) ?? '') ? -1 : 1));
}
