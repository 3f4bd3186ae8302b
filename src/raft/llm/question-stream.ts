/** Questions that a model writes from passages, each held against its passage before it is asked. */

import type { StageCounts } from '../../core/stage.js';
import { drop, KEEP, tally } from '../../core/stage.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { QuestionLang } from '../../dataset/raft-row.js';
import type { ChatClient } from '../../endpoint/chat/client.js';
import { mapConcurrent } from '../../endpoint/concurrent.js';
import { detectLanguage } from '../../text/language.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { ambiguousAnswer } from '../questions/catalog/identify.js';
import type { SubjectIndex } from '../questions/catalog/subject-index.js';
import { allNames, subjectOf } from '../questions/catalog/subjects.js';
import { checkDraft, type DraftContext } from '../questions/claims/check-draft.js';
import type { Checked } from '../questions/claims/checked.js';
import type { Draft } from '../questions/claims/draft.js';
import { questionOf } from '../questions/claims/draft-question.js';
import type { OtherTitles } from '../questions/claims/other-titles.js';
import { type AnswerLang, answerLang, type Question } from '../questions/question.js';
import type { QuestionStream, StreamScope } from '../questions/stage.js';
import { questionTask } from './question-prompt.js';

export interface QuestionStreamOptions {
  readonly chat: ChatClient;
  readonly index: ViewIndex;
  readonly subjects: SubjectIndex;
  readonly others: OtherTitles;
  /** Share of a cell's rows that is asked of the model. */
  readonly share: number;
  readonly perPassage: number;
  readonly corrections: number;
  readonly concurrency: number;
  /** Drafts: kept, or dropped with the reason that the last try had. */
  readonly counts: StageCounts;
}

/** Types that a model is asked for: one passage answers them. */
export const WRITTEN_TYPES = ['fact', 'policy'] as const;
export type WrittenType = (typeof WRITTEN_TYPES)[number];

/** Shorter passages are labels. */
const SHORTEST = 40;

/**
 * Passages that are asked about for a number of questions, at most: a model of which nothing can be used is not asked about the whole
 * corpus.
 */
export function passagesAtMost(questions: number, perPassage: number): number {
  return PATIENCE * Math.ceil(questions / perPassage);
}

/** Passages for one that would do, were every question good. */
const PATIENCE = 3;

/** What became of one passage: questions, and a reason for each draft that fell out. */
interface Written {
  readonly questions: readonly Question[];
  readonly dropped: readonly string[];
}

/** The stream of one type. */
export function createQuestionStream(type: WrittenType, options: QuestionStreamOptions): QuestionStream {
  const passages = askedPassages(type, options);
  return { type, generator: 'llm', draw: (scope) => draw(scope, passages, options) };
}

/** Current passages without spoilers that can be asked about, in the order of the view. */
export function askedPassages(
  type: WrittenType,
  { index }: Pick<QuestionStreamOptions, 'index'>,
): readonly ViewPassage[] {
  return index.view.passages.filter(
    ({ verdict, spoiler, kind, text }) =>
      verdict === null && !spoiler && text.length >= SHORTEST && (kind === 'catalog') === (type === 'fact'),
  );
}

async function* draw(
  scope: StreamScope,
  passages: readonly ViewPassage[],
  options: QuestionStreamOptions,
): AsyncGenerator<Question> {
  const { random, lang, isInside, count } = scope;
  const groupOf = ({ doc_key }: ViewPassage): string => scope.groupOf(doc_key);
  // Small cells get one question in so many, not one each.
  const wanted = Math.floor(count * options.share + random.next());
  const queue = random.shuffle(
    passages.filter((passage) => isInside(groupOf(passage)) && reads(passage, answerLang(lang))),
  );
  queue.length = Math.min(queue.length, passagesAtMost(wanted, options.perPassage));
  for (let given = 0; given < wanted && queue.length > 0; ) {
    // No more at once than is needed, if every question is good.
    const size = Math.min(options.concurrency, Math.ceil((wanted - given) / options.perPassage));
    const written = await mapConcurrent(queue.splice(0, size), { limit: size }, (passage, { signal }) =>
      write({ passage, lang, group: groupOf(passage), signal }, options),
    );
    for (const { questions, dropped } of written) {
      if (given >= wanted) return;
      for (const reason of dropped) tally(options.counts, drop(reason));
      for (const question of questions) {
        if (given >= wanted) return;
        tally(options.counts, KEEP);
        given += 1;
        yield question;
      }
      if (dropped.includes('budget_reached')) return;
    }
  }
}

/** Whether a passage can be quoted for an answer in a language: records often have both. */
function reads({ lang, text }: ViewPassage, wanted: AnswerLang): boolean {
  const own = lang ?? detectLanguage(text);
  return own === wanted || own === 'mixed';
}

interface Writing {
  readonly passage: ViewPassage;
  readonly lang: QuestionLang;
  readonly group: string;
  readonly signal: AbortSignal;
}

/** Asks for questions about a passage, and for others in place of those that do not hold. */
async function write(writing: Writing, options: QuestionStreamOptions): Promise<Written> {
  const { passage, lang, group, signal } = writing;
  const { chat, index, subjects, others, perPassage } = options;
  const context: DraftContext = { passage, lang, names: allNames(subjectOf(passage, index)), subjects, others };
  const questions = new Map<string, Question>();
  let dropped: string[] = [];
  let remarks: readonly string[] = [];
  for (let again = 0; ; again++) {
    const count = perPassage - questions.size;
    const outcome = await chat.complete(questionTask({ passage, lang, count, remarks }), signal);
    if (!outcome.ok) return { questions: [...questions.values()], dropped: [...dropped, outcome.failure.kind] };
    dropped = [];
    const said: string[] = [];
    for (const draft of outcome.value.questions.slice(0, count)) {
      const checked = soundQuestion(draft, { ...context, index, group });
      if ('value' in checked && !questions.has(checked.value.text)) {
        questions.set(checked.value.text, checked.value);
        continue;
      }
      const { reason, hint } =
        'value' in checked ? { reason: 'repeated_question', hint: 'it was asked before' } : checked.rejected;
      dropped.push(reason);
      said.push(`- ${JSON.stringify(draft.question.slice(0, 200))}: ${hint}`);
    }
    if (said.length === 0 || again === options.corrections) return { questions: [...questions.values()], dropped };
    remarks = [...remarks, ...said];
  }
}

function soundQuestion(
  draft: Draft,
  context: DraftContext & { readonly index: ViewIndex; readonly group: string },
): Checked<Question> {
  const checked = checkDraft(draft, context);
  if ('rejected' in checked) return checked;
  const question = questionOf(checked.value, context);
  if (!ambiguousAnswer(question, context.subjects)) return { value: question };
  const hint = 'other documents that the question may mean give another answer; say which one is meant';
  return { rejected: { reason: 'ambiguous_answer', hint } };
}
