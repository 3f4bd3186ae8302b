/** Grounded questions in a model's words. What does not hold is dropped, with its reason, and the grounded wording stays. */
import { sha256 } from '../../core/hash.js';
import type { StageCounts } from '../../core/stage.js';
import { drop, KEEP, tally } from '../../core/stage.js';
import type { ChatClient } from '../../endpoint/chat/client.js';
import { mapConcurrent } from '../../endpoint/concurrent.js';
import type { ViewIndex } from '../../verify/view-index.js';
import type { FactLabels } from '../questions/catalog/fact-intents.js';
import { readableLabel } from '../questions/catalog/phrases/labels.js';
import { topicOf } from '../questions/catalog/phrases/topics.js';
import type { SubjectIndex } from '../questions/catalog/subject-index.js';
import type { AskedTopic } from '../questions/claims/asked-topic.js';
import { formOf } from '../questions/claims/draft-question.js';
import type { Question } from '../questions/question.js';
import type { QuestionStage } from '../questions/stage.js';
import { askUntilItHolds } from './ask.js';
import { checkRewrite, type RewriteContext } from './check-rewrite.js';
import { rewriteTask } from './rewrite-prompt.js';

export interface RewriteStageOptions {
  readonly chat: ChatClient;
  readonly index: ViewIndex;
  readonly subjects: SubjectIndex;
  readonly labels: FactLabels;
  readonly seed: number | string;
  /** Share of grounded questions that are worded anew. */
  readonly share: number;
  readonly corrections: number;
  readonly concurrency: number;
  /** Rewritings: used, or dropped with the reason of the last try. */
  readonly counts: StageCounts;
}

/** The stage; it drops no question. */
export function createRewriteStage(options: RewriteStageOptions): QuestionStage {
  return {
    name: 'llm_rewrite',
    run: async (batch) => {
      const outcomes = await mapConcurrent(batch, { limit: options.concurrency }, (question, { signal }) =>
        isChosen(question, options) ? reword(question, options, signal) : Promise.resolve(null),
      );
      return batch.map((question, i) => {
        const outcome = outcomes[i] ?? null;
        if (outcome === null) return { question };
        const isUsed = tally(options.counts, 'reason' in outcome ? drop(outcome.reason) : KEEP);
        return { question: isUsed && 'value' in outcome ? rewritten(question, outcome.value) : question };
      });
    },
  };
}

/** By the question's own text: the same questions are chosen however they come. */
function isChosen({ text, generator = 'grounded' }: Question, { seed, share }: RewriteStageOptions): boolean {
  if (generator !== 'grounded') return false;
  return Number.parseInt(sha256('rewrite', String(seed), text).slice(0, 8), 16) / 2 ** 32 < share;
}

async function reword(
  question: Question,
  options: RewriteStageOptions,
  signal: AbortSignal,
): Promise<{ value: string } | { reason: string }> {
  const { chat, subjects, corrections } = options;
  const topics = topicsOf(question, options);
  const asks = topics === null ? [] : topics.asked.words.filter((word) => word !== question.text).slice(0, 2);
  return askUntilItHolds({
    chat,
    task: rewriteTask(question, { asks }),
    check: ({ question: text }) => checkRewrite(text, { question, subjects, topics }),
    corrections,
    signal,
  });
}

/** The field that is asked for and the document's other fields, by their words; null where no one field is asked for. */
export function topicsOf(
  question: Question,
  { index, labels }: Pick<RewriteStageOptions, 'index' | 'labels'>,
): RewriteContext['topics'] {
  const [fact] = question.facts;
  const fields = new Set(question.facts.map(({ field }) => field));
  // What a question over two documents is after stands in the second: the fact only leads there.
  if (fact === undefined || fields.size !== 1 || question.type === 'multi_hop') return null;
  const { source_id } = fact.passage;
  const context = { asOf: index.view.as_of, medium: null, isKnown: true };
  const topicWords = (field: string, value: (typeof fact)['value'], more: readonly string[]): AskedTopic | null => {
    const topic = topicOf(field, value, context);
    const label = readableLabel(labels, source_id, field);
    const words = [...[label.en, label.ja].filter((word) => word !== null), ...more];
    return topic === null ? null : { topic, words };
  };
  const asked = topicWords(fact.field, fact.value, [question.text]);
  if (asked === null) return null;
  const others = index.factsOf(fact.passage).flatMap(({ field, value }) => {
    if (field === fact.field || value === null) return [];
    return topicWords(field, value, []) ?? [];
  });
  return { asked, others };
}

function rewritten(question: Question, text: string): Question {
  return { ...question, text, form: formOf(`${question.form}/llm`, text), generator: 'llm' };
}
