/**
 * The row of a dataset in the shapes that trainers read. Keys stand in the order in which they are written; no shape has
 * keys that its readers would not know.
 *
 * - `hf`, `completion`, `chat`, `eval`: Gorilla's `raft.py` and `format.py`.
 * - `openai-chat`: the fine-tuning files of OpenAI-compatible services: `messages` of `role` and `content`, nothing else.
 * - `sharegpt`: `conversations` of `from` (system, human, gpt) and `value`, as axolotl and LLaMA-Factory read it.
 * - `alpaca`: `instruction`, `input`, `output`, and `system` where there is one, as LLaMA-Factory reads it.
 * - `dpo`: TRL's preference format with an explicit prompt, as strings; `dpo-chat`: the same, conversational.
 */
import type { RaftRow } from '../raft-row.js';
import { renderDocument } from './document.js';
import { type PromptOptions, renderAnswer, renderDocuments, renderPrompt, renderSystem } from './template.js';

export const RAFT_FORMATS = [
  'hf',
  'completion',
  'chat',
  'eval',
  'openai-chat',
  'sharegpt',
  'alpaca',
  'dpo',
  'dpo-chat',
] as const;
export type RaftFormat = (typeof RAFT_FORMATS)[number];

/** What Gorilla writes after a completion, so that a base model learns to stop. */
export const STOP = '<STOP>';

/** The system message where nobody names another. */
export const DEFAULT_SYSTEM =
  'Answer the question from the documents alone. Quote what you rely on, word for word, between ##begin_quote## and ##end_quote##, then write <ANSWER>: and the answer. When documents disagree, the newest holds. When none of them answers, say so.';

export interface ShapeOptions extends PromptOptions {
  /** The system message; null for none. Default: the template's, else {@link DEFAULT_SYSTEM}. */
  readonly system?: string | null;
}

/** A value that JSON Lines and Parquet both hold. */
export type ShapeValue = string | readonly ShapeValue[] | { readonly [key: string]: ShapeValue };
export type ShapeRow = { readonly [key: string]: ShapeValue };

/** What of a row the formats hold. */
export type ShapedRow = Pick<RaftRow, 'id' | 'question' | 'lang' | 'context' | 'cot_answer' | 'answer'>;

/** A row with what a preference pair needs besides. */
export interface ShapeInput {
  readonly row: ShapedRow;
  /** A wrong `cot_answer` for the same prompt; only preference formats read it. */
  readonly rejected?: string;
}

/** Formats whose rows need a rejected side. */
export function isPreference(format: RaftFormat): boolean {
  return format === 'dpo' || format === 'dpo-chat';
}

/** The row in one of the shapes; a preference format without a rejected side is a defect of the caller. */
export function shapeRow(format: RaftFormat, input: ShapeInput, options: ShapeOptions): ShapeRow {
  return SHAPES[format](input, options);
}

/** A row of the format with all its columns and no text, from which the columns of an empty file are taken. */
export function emptyShape(format: RaftFormat, options: ShapeOptions): ShapeRow {
  const row: ShapedRow = { id: '', question: '', lang: 'en', context: [], cot_answer: '', answer: '' };
  return shapeRow(format, { row, rejected: '' }, options);
}

const SHAPES: Readonly<Record<RaftFormat, (input: ShapeInput, options: ShapeOptions) => ShapeRow>> = {
  hf: ({ row }, options) => {
    const documents = row.context.map((entry) => renderDocument(entry, { header: options.docHeader }));
    return {
      id: row.id,
      type: 'general',
      question: row.question,
      context: { title: [row.context.map((entry) => entry.title)], sentences: [documents] },
      oracle_context: documents.filter((_, i) => row.context[i]?.role === 'oracle').join(ORACLE_SEPARATOR),
      cot_answer: row.cot_answer,
      instruction: renderPrompt(row, options),
    };
  },
  completion: ({ row }, options) => ({
    prompt: renderPrompt(row, options),
    completion: `${renderAnswer(row, options)}${STOP}`,
  }),
  chat: ({ row }, options) => ({ messages: messagesOf(row, options) }),
  eval: ({ row }, options) => ({
    question: row.question,
    gold_final_answer: row.answer,
    context: renderDocuments(row, options).replace(/\n$/, ''),
  }),
  'openai-chat': ({ row }, options) => ({ messages: messagesOf(row, options) }),
  sharegpt: ({ row }, options) => ({
    conversations: messagesOf(row, options).map(({ role, content }) => ({
      from: SHAREGPT_ROLES[role],
      value: content,
    })),
  }),
  alpaca: ({ row }, options) => ({
    ...alpacaPrompt(row, options),
    output: renderAnswer(row, options),
    ...systemColumn(row, options),
  }),
  dpo: ({ row, rejected }, options) => ({
    prompt: renderPrompt(row, options),
    chosen: row.cot_answer,
    rejected: required(rejected),
  }),
  'dpo-chat': ({ row, rejected }, options) => ({
    prompt: promptMessages(row, options),
    chosen: [{ role: 'assistant', content: row.cot_answer }],
    rejected: [{ role: 'assistant', content: required(rejected) }],
  }),
};

/** Gorilla has one oracle to a row; several stand in one text, apart by a blank line. */
export const ORACLE_SEPARATOR = '\n\n';

type Message = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };
const SHAREGPT_ROLES = { system: 'system', user: 'human', assistant: 'gpt' } as const;

function messagesOf(row: ShapedRow, options: ShapeOptions): readonly Message[] {
  return [...promptMessages(row, options), { role: 'assistant', content: renderAnswer(row, options) }];
}

function promptMessages(row: ShapedRow, options: ShapeOptions): readonly Message[] {
  const system = systemOf(row, options);
  const user: Message = { role: 'user', content: renderPrompt(row, options) };
  return system === null ? [user] : [{ role: 'system', content: system }, user];
}

function systemOf(row: ShapedRow, { system, template }: ShapeOptions): string | null {
  return system === undefined ? (renderSystem(row, template) ?? DEFAULT_SYSTEM) : system;
}

/** The question is the instruction and the documents its input; a template's prompt is an instruction as a whole. */
function alpacaPrompt(row: ShapedRow, options: ShapeOptions): { instruction: string; input: string } {
  if (options.template?.prompt !== undefined) return { instruction: renderPrompt(row, options), input: '' };
  return { instruction: row.question, input: renderDocuments(row, options).replace(/\n$/, '') };
}

function systemColumn(row: ShapedRow, options: ShapeOptions): { system?: string } {
  const system = systemOf(row, options);
  return system === null ? {} : { system };
}

function required(rejected: string | undefined): string {
  if (rejected === undefined) throw new TypeError('a preference pair needs a rejected side');
  return rejected;
}
