/** The chat model of `build`: its options, its key, what it will cost, and asking whether that may be spent. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { RaftCorpusError } from '../../core/errors.js';
import type { BudgetLimits } from '../../endpoint/budget.js';
import type { Build, BuildOptions } from '../../raft/build.js';
import type { LlmConfig, LlmTask } from '../../raft/llm/config.js';
import type { Llm, LlmRun } from '../../raft/llm/open-llm.js';
import type { CommonOptions, Run } from '../command.js';
import type { OpenCorpus } from '../corpus.js';

/** As commander hands them over. */
export interface LlmFlags {
  readonly llm?: string;
  readonly llmBudget?: string;
  readonly yes?: boolean;
}

/** A build, with a chat model's part in it where one was asked for. */
export interface BuiltWithLlm {
  readonly build: Build;
  /** What the run asked and paid, complete when the rows have been read. */
  llm(): { readonly json: { readonly llm_run?: LlmRun }; readonly text: string };
}

/** The options, and examples of them. */
export function addLlmOptions(command: Command): Command {
  return command
    .option(
      '--llm <tasks>',
      "let the chat model of raft.llm write: questions, rewrite, reasoning, or none (default: the config's)",
    )
    .option('--llm-budget <limits>', 'where the model is not asked any more, e.g. calls=500,tokens=1000000,cost=2.50')
    .option('-y, --yes', 'spend what the preview says without asking')
    .addHelpText(
      'after',
      `
With a chat model (raft.llm in the config; docs/llm.md):
  raft-corpus build --llm questions,rewrite,reasoning --dry-run     calls, tokens and price; nothing is asked
  raft-corpus build --llm rewrite --llm-budget calls=500 --yes
  raft-corpus build --llm questions --llm-budget tokens=2000000,cost=5
Answers are kept: a run that was stopped, or its budget raised, goes on from there and pays for nothing twice.`,
    );
}

/** Checks what can be checked before a corpus is read. @throws RaftCorpusError for options that cannot hold */
export async function checkLlm(run: Run<CommonOptions & LlmFlags>): Promise<void> {
  const wanted = await wantedLlm(run);
  if (wanted !== null) keyOf(wanted.config, run);
}

/** Calls, tokens and price of a build, as text; empty where no model has a part in it. */
export async function previewOfLlm(
  run: Run<CommonOptions & LlmFlags>,
  corpus: OpenCorpus,
  build: Pick<Build, 'plan' | 'settings'>,
): Promise<{ readonly text: string; readonly json: { readonly llm?: object } }> {
  const llm = await openWanted(run, corpus);
  if (llm === null) return { text: '', json: {} };
  const { renderLlmPreview } = await import('../render/llm.js');
  const preview = llm.preview(build);
  return { text: renderLlmPreview(preview), json: { llm: preview } };
}

/** Plans the build; where a model has a part in it, says what that will cost and asks whether it may be spent. */
export async function buildWithLlm(
  run: Run<CommonOptions & LlmFlags>,
  corpus: OpenCorpus,
  options: BuildOptions,
): Promise<BuiltWithLlm> {
  const { buildRaft } = await import('../../raft/build.js');
  const llm = await openWanted(run, corpus);
  if (llm === null) return { build: await buildRaft(options), llm: () => ({ json: {}, text: '' }) };
  const { renderLlmRun } = await import('../render/llm.js');
  const build = await buildRaft({
    ...options,
    spare: llm.parts.spare,
    stages: [...llm.parts.stages, ...(options.stages ?? [])],
    extraSources: [...(options.extraSources ?? []), ...llm.parts.extraSources],
  });
  await confirm(run, corpus, llm, build);
  return {
    build: llm.attach(build),
    llm: () => {
      const told = llm.run();
      if (told.stopped_by !== null) run.progress.warn(stopped(told));
      return { json: { llm_run: told }, text: renderLlmRun(told) };
    },
  };
}

function stopped({ stopped_by, calls }: LlmRun): string {
  return `the budget of the chat model was reached (${stopped_by}, after ${calls} calls): what was not asked stays as the grounded generator has it. The same command with a larger budget goes on from the answers that are kept`;
}

async function confirm(
  run: Run<LlmFlags & CommonOptions>,
  { config }: OpenCorpus,
  llm: Llm,
  build: Build,
): Promise<void> {
  const { renderLlmPreview } = await import('../render/llm.js');
  const preview = llm.preview(build);
  // A moving line would run over the table, and over the answer that is typed.
  run.progress.close();
  run.io.err(`${renderLlmPreview(preview)}\n`);
  const most = config.raft.llm?.confirmAboveCalls ?? 0;
  if (run.options.yes || preview.likely.calls <= most) return;
  const { askYes } = await import('../ask-yes.js');
  if (await askYes('Ask the model for this?')) return;
  throw new RaftCorpusError(`this may make ${preview.likely.calls.toLocaleString('en')} calls, and nobody said yes`, {
    where: `raft.llm.confirmAboveCalls: ${most} in ${config.file}`,
    fix: 'Give --yes, lower --examples or the shares of raft.llm, or set a limit with --llm-budget. Nothing was asked.',
  });
}

async function openWanted(run: Run<CommonOptions & LlmFlags>, corpus: OpenCorpus): Promise<Llm | null> {
  const wanted = await wantedLlm(run);
  if (wanted === null) return null;
  const { openLlm } = await import('../../raft/llm/open-llm.js');
  const { factLabels } = await import('../corpus.js');
  const { processNetwork } = await import('../network.js');
  return openLlm({
    ...wanted,
    index: corpus.index,
    labels: factLabels(corpus.config),
    seed: run.options.seed ?? '0',
    apiKey: keyOf(wanted.config, run),
    cacheFolder: resolve(corpus.config.root, wanted.config.cache),
    network: processNetwork(run.io),
    progress: run.progress,
  });
}

/** The model's config with the command's budget, and its tasks; null where nothing is asked of a model. */
async function wantedLlm(
  run: Run<CommonOptions & LlmFlags>,
): Promise<{ readonly config: LlmConfig; readonly tasks: readonly LlmTask[] } | null> {
  const { raft, file } = await run.config();
  const tasks = await tasksOf(run.options.llm, raft.llm);
  const limits = run.options.llmBudget === undefined ? {} : budgetOf(run.options.llmBudget);
  if (tasks.length === 0) return null;
  if (raft.llm === undefined) {
    throw new RaftCorpusError('--llm is given, and the config names no chat model', {
      where: file,
      fix: 'Add raft.llm with an endpoint and a model: docs/llm.md has an example.',
    });
  }
  const budget = { ...raft.llm.budget, ...limits };
  if (budget.maxCost !== undefined && raft.llm.price === undefined) {
    throw new RaftCorpusError('--llm-budget cost=… needs a price to count by', {
      where: `raft.llm in ${file}`,
      fix: 'Add price: { inputPerMillion: …, outputPerMillion: …, currency: USD }.',
    });
  }
  checkOffline(raft.llm, run, file);
  return { config: { ...raft.llm, budget }, tasks };
}

async function tasksOf(flag: string | undefined, config: LlmConfig | undefined): Promise<readonly LlmTask[]> {
  if (flag === undefined) return config?.writes ?? [];
  if (flag.trim() === 'none') return [];
  const { LLM_TASKS } = await import('../../raft/llm/config.js');
  const { choice } = await import('../options.js');
  return flag.split(',').map((word) => choice('--llm', word.trim(), LLM_TASKS));
}

const LIMITS: Readonly<Record<string, keyof BudgetLimits>> = {
  calls: 'maxCalls',
  tokens: 'maxTokens',
  cost: 'maxCost',
};

/** `calls=500,tokens=1000000,cost=2.50`. */
function budgetOf(text: string): BudgetLimits {
  const limits: { -readonly [K in keyof BudgetLimits]: BudgetLimits[K] } = {};
  for (const part of text.split(',')) {
    const [word = '', value = ''] = part.split('=').map((piece) => piece.trim());
    const key = LIMITS[word];
    const number = value === '' ? Number.NaN : Number(value);
    const isGood = number >= 0 && Number.isFinite(number) && (key === 'maxCost' || Number.isInteger(number));
    if (key === undefined || !isGood) {
      throw new RaftCorpusError(`--llm-budget cannot hold ${JSON.stringify(part)}`, {
        fix: 'Write limits as calls=500,tokens=1000000,cost=2.50; calls and tokens are whole numbers.',
      });
    }
    limits[key] = number;
  }
  return limits;
}

function checkOffline({ endpoint }: LlmConfig, run: Run<CommonOptions>, file: string): void {
  const { hostname } = new URL(endpoint);
  if (run.options.offline !== true || /^(?:localhost|127\..*|\[::1\])$/.test(hostname)) return;
  throw new RaftCorpusError('the chat model is on another machine, and --offline is given', {
    where: `raft.llm.endpoint in ${file}`,
    fix: 'Leave --offline away, or build with --llm none.',
  });
}

/** The key of the environment. @throws RaftCorpusError when the config names a variable that is not set */
function keyOf({ apiKeyEnv, apiKeyRequired }: LlmConfig, { io }: Run<CommonOptions>): string | undefined {
  const key = io.env[apiKeyEnv];
  if (!apiKeyRequired || key?.trim()) return key;
  throw new RaftCorpusError(`the environment variable ${apiKeyEnv} is not set`, {
    where: 'raft.llm.apiKeyEnv',
    fix: 'Set it to the key of the endpoint, or take apiKeyEnv out where the server needs none.',
  });
}
