/** A chat model as a part of a build: what it writes, what it will cost, and what the manifest says of it. */
import { sha256 } from '../../core/hash.js';
import type { Progress } from '../../core/progress.js';
import { newCounts, type StageCounts } from '../../core/stage.js';
import { type Budget, type BudgetLimit, createBudget } from '../../endpoint/budget.js';
import { openAnswerCache } from '../../endpoint/cache.js';
import { type AnswerStats, type ChatClient, type ChatStats, createChatClient } from '../../endpoint/chat/client.js';
import type { Network } from '../../endpoint/transport.js';
import type { ViewIndex } from '../../verify/view-index.js';
import type { Build, BuildOptions } from '../build.js';
import type { FactLabels } from '../questions/catalog/fact-intents.js';
import { indexSubjects, type SubjectIndex } from '../questions/catalog/subject-index.js';
import { collectTitles } from '../questions/claims/other-titles.js';
import type { QuestionStream } from '../questions/stage.js';
import { LLM_TASKS, type LlmConfig, type LlmTask } from './config.js';
import { type LlmPreview, previewLlm } from './preview.js';
import { QUESTIONS_PROMPT } from './question-prompt.js';
import { askedPassages, createQuestionStream, WRITTEN_TYPES } from './question-stream.js';
import { reasonRows } from './reason-rows.js';
import { REASONING_PROMPT } from './reasoning-prompt.js';
import { REWRITE_PROMPT } from './rewrite-prompt.js';
import { createRewriteStage } from './rewrite-stage.js';

export interface LlmOptions {
  readonly config: LlmConfig;
  readonly tasks: readonly LlmTask[];
  readonly index: ViewIndex;
  readonly labels: FactLabels;
  readonly seed: number | string;
  readonly apiKey: string | undefined;
  /** Absolute. */
  readonly cacheFolder: string;
  readonly network: Network;
  readonly progress: Progress;
}

/** What the manifest says: the same for the same dataset, whether its answers were paid for now or before. */
export interface LlmRecord extends AnswerStats {
  readonly model: string;
  readonly tasks: readonly LlmTask[];
  readonly options: Readonly<Record<string, unknown>>;
  /** sha256 of what models are told, by task. */
  readonly prompts: Readonly<Record<string, string>>;
  readonly currency: string | null;
  /** The limit of the budget that ended the asking; null: all was asked. */
  readonly stopped_by: BudgetLimit | null;
}

/** What this run asked and paid. */
export interface LlmRun extends ChatStats {
  readonly currency: string | null;
  readonly stopped_by: BudgetLimit | null;
  readonly cache: string;
}

export interface Llm {
  /** What goes into the build. */
  readonly parts: Required<Pick<BuildOptions, 'stages' | 'extraSources' | 'spare'>>;
  preview(build: Pick<Build, 'plan' | 'settings'>): LlmPreview;
  /** The build with the model's reasoning, and with counts, settings and manifest that tell of the model. */
  attach(build: Build): Build;
  run(): LlmRun;
}

const PROMPTS: Readonly<Record<LlmTask, string>> = {
  questions: QUESTIONS_PROMPT,
  rewrite: REWRITE_PROMPT,
  reasoning: REASONING_PROMPT,
};

/** Opens the model; nothing is asked before the build is read. @throws RaftCorpusError when the key cannot be sent */
export function openLlm(options: LlmOptions): Llm {
  const { config, index } = options;
  const tasks = LLM_TASKS.filter((task) => options.tasks.includes(task));
  const budget = createBudget(config.budget, config.price ?? null);
  const chat = openChat(options, budget);
  const counts = {
    questions: newCounts('llm_questions'),
    rewrite: newCounts('llm_rewrites'),
    reasoning: newCounts('llm_reasoning'),
  };
  const subjects = indexSubjects(index);
  const shared = { ...options, ...config, chat, subjects };
  const has = (task: LlmTask): boolean => tasks.includes(task);
  const currency = config.price?.currency ?? null;
  return {
    parts: {
      stages: has('rewrite')
        ? [createRewriteStage({ ...shared, seed: options.seed, share: config.rewrite.share, counts: counts.rewrite })]
        : [],
      // Each question that is prepared is paid for.
      spare: { share: 1, more: 0 },
      extraSources: has('questions') ? questionStreams(options, { chat, subjects, counts: counts.questions }) : [],
    },
    preview: ({ plan, settings }) =>
      previewLlm({
        ...{ chat, config, tasks, plan },
        oracleShare: settings.oracleShare,
        passages: WRITTEN_TYPES.flatMap((type) => askedPassages(type, { index })),
      }),
    attach: (build) => ({
      ...build,
      rows: has('reasoning') ? reasonRows(build.rows, { ...config, chat, counts: counts.reasoning }) : build.rows,
      counts: () => [...build.counts(), ...tasks.map((task) => counts[task])],
      settings: { ...build.settings, llm: settingsOf(config, tasks) },
      llm: () => recordOf({ config, tasks, chat, budget }),
    }),
    run: () => ({ ...chat.stats(), currency, stopped_by: budget.stoppedBy(), cache: config.cache }),
  };
}

function openChat(options: LlmOptions, budget: Budget): ChatClient {
  const { config, apiKey, network, progress } = options;
  return createChatClient({
    ...config,
    ...{ apiKey, budget, network, progress },
    section: 'raft.llm',
    cache: openAnswerCache(options.cacheFolder),
  });
}

function questionStreams(
  { index, config }: LlmOptions,
  shared: { readonly chat: ChatClient; readonly subjects: SubjectIndex; readonly counts: StageCounts },
): readonly QuestionStream[] {
  const others = collectTitles(index);
  return WRITTEN_TYPES.map((type) =>
    createQuestionStream(type, { ...config, ...config.questions, ...shared, index, others }),
  );
}

/** What decides rows. */
function settingsOf(config: LlmConfig, tasks: readonly LlmTask[]): Readonly<Record<string, unknown>> {
  const { model, temperature, seed, maxTokens, corrections, questions, rewrite } = config;
  return {
    model,
    tasks,
    temperature,
    ...(seed === undefined ? {} : { seed }),
    maxTokens,
    corrections,
    questions,
    rewrite,
  };
}

function recordOf({
  config,
  tasks,
  chat,
  budget,
}: {
  readonly config: LlmConfig;
  readonly tasks: readonly LlmTask[];
  readonly chat: ChatClient;
  readonly budget: Budget;
}): LlmRecord {
  const { model, tasks: _, ...options } = settingsOf(config, tasks) as { model: string; tasks: readonly LlmTask[] };
  return {
    model,
    tasks,
    options,
    prompts: Object.fromEntries(tasks.map((task) => [task, sha256(PROMPTS[task])])),
    ...chat.answered(),
    currency: config.price?.currency ?? null,
    stopped_by: budget.stoppedBy(),
  };
}
