/** An eval suite's questions as mining queries: positives are what its gold resolves to today. */
import type { GoldFact, MiningQuery } from '../../negatives/types.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { createGoldResolver, type FieldLabels } from './gold.js';
import type { EvalSuite, SuiteQuestion } from './suite.js';

/**
 * Questions whose gold holds, with their highest-graded passages as positives and lower-graded ones excluded; unanswerable ones and those with stale gold are left out. Where gold is typed facts, the
 * miner's guard compares facts; where it is quotes, their text.
 */
export function suiteQueries(suite: EvalSuite, index: ViewIndex, labels: FieldLabels): readonly MiningQuery[] {
  const resolve = createGoldResolver(index, labels);
  return suite.questions.flatMap((question) => {
    const { grades, stale } = resolve(question);
    if (stale.length > 0 || grades.size === 0) return [];
    const facts = goldFacts(question, index);
    // A twin in the other language answers too, but its score would set the margin for everything: it is only excluded.
    const best = Math.max(...grades.values());
    const [text, ...also] = quotesOf(question, best);
    const gold = facts.length > 0 ? { text: question.question, facts } : text !== undefined && { text, also };
    const oracle_ids = [...grades].flatMap(([id, grade]) => (grade === best ? [id] : []));
    const excluded_ids = [...grades].flatMap(([id, grade]) => (grade < best ? [id] : []));
    return [{ query_id: question.id, text: question.question, oracle_ids, excluded_ids, ...(gold ? { gold } : {}) }];
  });
}

/** Answers in words, of the best grade: a question that needs two has two. */
function quotesOf({ gold }: SuiteQuestion, best: number): readonly string[] {
  return gold.flatMap((one) => ('quote' in one && one.grade === best ? [one.quote] : []));
}

function goldFacts(question: SuiteQuestion, index: ViewIndex): readonly GoldFact[] {
  return question.gold.flatMap((gold) => {
    if (!('fact' in gold)) return [];
    const [passage] = index.currentPassages(gold.source, gold.doc);
    const value = passage ? index.factValue(passage, gold.fact) : null;
    if (!passage || value === null) return [];
    const titles = index.factsOf(passage).flatMap((fact) => {
      return /^title/.test(fact.field) && fact.value?.type === 'text' ? [fact.value.value] : [];
    });
    return [{ field: gold.fact, value, subjects: [passage.title, ...titles] }];
  });
}

/** What a suite's questions stand on, for the store's registry: the passages that their gold resolves to. */
export function suiteItems(
  suite: EvalSuite,
  index: ViewIndex,
  labels: FieldLabels,
): readonly { readonly item_id: string; readonly passage_ids: readonly string[] }[] {
  const resolve = createGoldResolver(index, labels);
  return suite.questions.map((question) => ({
    item_id: question.id,
    passage_ids: [...resolve(question).grades.keys()],
  }));
}
