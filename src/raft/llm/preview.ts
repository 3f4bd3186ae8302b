/** What a model will be asked and what that may cost, before anything is. All of it is estimated, and says how. */

import type { ViewPassage } from '../../corpus/view.js';
import { costOf, type Price } from '../../endpoint/budget.js';
import type { ChatClient } from '../../endpoint/chat/client.js';
import { estimateTokens } from '../../text/estimate-tokens.js';
import type { PlannedCell } from '../engine/cells.js';
import type { LlmConfig, LlmTask } from './config.js';
import { questionTask } from './question-prompt.js';
import { passagesAtMost, WRITTEN_TYPES } from './question-stream.js';
import { REASONING_PROMPT } from './reasoning-prompt.js';
import { REWRITE_PROMPT } from './rewrite-prompt.js';

/** Calls and tokens; `most` were every answer sent back as often as is allowed. */
export interface Estimate {
  readonly calls: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  /** Null without a price. */
  readonly cost: number | null;
}

export interface LlmPreview {
  readonly tasks: readonly (Estimate & { readonly task: LlmTask })[];
  readonly likely: Estimate;
  readonly most: Estimate;
  readonly currency: string | null;
  /** How the figures came about, in sentences. */
  readonly how: readonly string[];
}

export interface PreviewOptions {
  readonly chat: Pick<ChatClient, 'promptTokens'>;
  readonly config: LlmConfig;
  readonly tasks: readonly LlmTask[];
  readonly plan: readonly PlannedCell[];
  readonly oracleShare: number;
  /** Passages that questions can be written from. */
  readonly passages: readonly ViewPassage[];
}

/** Prompts that are really made, to know how long they are. */
const SAMPLE = 32;
/** Tokens of what varies in a prompt: question and names; question, quotes, titles and answer. */
const VARYING = { rewrite: 90, reasoning: 260 };
/** Tokens of a good answer. */
const ANSWER = { draft: 130, rewrite: 45, reasoning: 160 };
/** Questions that are prepared for one that becomes a row: some fall out on the way. */
const PREPARED = 1.1;

/** Adds up what a build of this plan will ask for. */
export function previewLlm(options: PreviewOptions): LlmPreview {
  const { config, tasks } = options;
  const price = config.price ?? null;
  const estimates = tasks.map((task) => ({ task, ...estimateTask(task, options) }));
  const likely = sumOf(estimates);
  const tries = (1 + config.corrections) ** 2;
  const worst = estimates.map(({ task, calls, prompt_tokens }) => {
    const times = tries * (task === 'questions' ? passagesAtMost(1, 1) : 1);
    return {
      calls: calls * times,
      prompt_tokens: prompt_tokens * times,
      completion_tokens: calls * times * config.maxTokens,
    };
  });
  const most = sumOf(worst);
  return {
    tasks: estimates.map((estimate) => priced(estimate, price)),
    likely: priced(likely, price),
    most: priced(most, price),
    currency: price?.currency ?? null,
    how: [
      'Calls follow from the plan, with a reserve for questions that fall out on the way; answers in the cache are not asked for again.',
      `Tokens of prompts are estimated by their characters, upwards, from ${Math.min(SAMPLE, options.passages.length)} prompts that were made; of answers, by what good ones have.`,
      `"At most" is every answer at maxTokens and sent back ${tries - 1} times, and no question that could be used.`,
    ],
  };
}

type Tokens = Omit<Estimate, 'cost'>;

function estimateTask(task: LlmTask, options: PreviewOptions): Tokens {
  const { config, plan, oracleShare } = options;
  const asked = plan.filter(({ type }) => WRITTEN_TYPES.some((written) => written === type));
  const drafts = options.tasks.includes('questions') ? Math.ceil(rowsOf(asked) * config.questions.share) : 0;
  if (task === 'questions') {
    const { share, perPassage } = config.questions;
    const calls = asked.reduce((sum, { count }) => sum + Math.ceil((count * share) / perPassage), 0);
    return {
      calls,
      prompt_tokens: calls * promptOfQuestions(options),
      completion_tokens: calls * perPassage * ANSWER.draft,
    };
  }
  if (task === 'rewrite') {
    const prepared = Math.ceil(rowsOf(plan) * PREPARED) - drafts;
    const calls = Math.max(0, Math.ceil(prepared * config.rewrite.share));
    const prompt = estimateTokens(REWRITE_PROMPT) + VARYING.rewrite;
    return { calls, prompt_tokens: calls * prompt, completion_tokens: calls * ANSWER.rewrite };
  }
  const calls = Math.ceil(rowsOf(plan.filter(({ type }) => type !== 'unanswerable')) * oracleShare);
  const prompt = estimateTokens(REASONING_PROMPT) + VARYING.reasoning;
  return { calls, prompt_tokens: calls * prompt, completion_tokens: calls * ANSWER.reasoning };
}

/** Mean over prompts of passages evenly spread over the corpus. */
function promptOfQuestions({ chat, config, passages }: PreviewOptions): number {
  const step = Math.max(1, Math.floor(passages.length / SAMPLE));
  const sample = passages.filter((_, i) => i % step === 0).slice(0, SAMPLE);
  const { perPassage: count } = config.questions;
  const tokens = sample.map((passage) => chat.promptTokens(questionTask({ passage, lang: 'ja', count })));
  return tokens.length === 0 ? 0 : Math.ceil(tokens.reduce((sum, n) => sum + n, 0) / tokens.length);
}

function rowsOf(cells: readonly PlannedCell[]): number {
  return cells.reduce((sum, { count }) => sum + count, 0);
}

function sumOf(estimates: readonly Tokens[]): Tokens {
  return {
    calls: estimates.reduce((sum, { calls }) => sum + calls, 0),
    prompt_tokens: estimates.reduce((sum, { prompt_tokens }) => sum + prompt_tokens, 0),
    completion_tokens: estimates.reduce((sum, { completion_tokens }) => sum + completion_tokens, 0),
  };
}

function priced<T extends Tokens>(tokens: T, price: Price | null): T & { readonly cost: number | null } {
  const usage = { prompt: tokens.prompt_tokens, completion: tokens.completion_tokens };
  return { ...tokens, cost: price === null ? null : costOf(usage, price) };
}
