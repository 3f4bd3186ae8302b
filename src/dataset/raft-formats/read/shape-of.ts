/** Records of any shape as {@link RaftRecord}s; the shape is told from the keys. */
import { ANSWER } from '../../delimiters.js';
import { raftRowSchema, SPLITS } from '../../raft-row.js';
import type { DataRecord } from '../../readers/record.js';
import { readDocument } from '../document.js';
import { ORACLE_SEPARATOR, STOP } from '../shapes.js';
import { partsOfPrompt } from './prompt-documents.js';
import type { RaftRecord, ReadShape, RecordDocument } from './record.js';

/** A record, or what is wrong with it, as a sentence. */
export type Read = { readonly record: RaftRecord } | { readonly problem: string };

/** Reads a parsed line of a file. */
export function readRecord(data: DataRecord): Read {
  const reader = READERS.find(({ keys }) => keys(data));
  if (!reader) {
    const keys = Object.keys(data).slice(0, 8).join(', ');
    return { problem: `no shape that is known has these keys: ${keys === '' ? '(none)' : keys}` };
  }
  const read = reader.read(data);
  return typeof read === 'string' ? { problem: `${reader.name}: ${read}` } : { record: { ...read, ...common(data) } };
}

type Reader = {
  readonly name: string;
  readonly keys: (data: DataRecord) => boolean;
  readonly read: (data: DataRecord) => RaftRecord | string;
};

/** Asked in this order: hf rows have an instruction too, and preference pairs a prompt. */
const READERS: readonly Reader[] = [
  { name: 'native row', keys: (data) => Array.isArray(data['context']) && 'oracle_ids' in data, read: readNative },
  { name: 'hf row', keys: (data) => isObject(data['context']) && 'sentences' in data['context'], read: readHf },
  { name: 'preference pair', keys: (data) => 'chosen' in data && 'rejected' in data, read: readPreference },
  { name: 'completion row', keys: (data) => 'prompt' in data && 'completion' in data, read: readCompletion },
  { name: 'chat row', keys: (data) => 'messages' in data, read: (data) => readMessages(data['messages'], 'chat') },
  {
    name: 'ShareGPT row',
    keys: (data) => 'conversations' in data,
    read: (data) => readMessages(data['conversations'], 'sharegpt'),
  },
  { name: 'eval row', keys: (data) => 'question' in data && answerOfEval(data) !== undefined, read: readEval },
  { name: 'Alpaca row', keys: (data) => 'instruction' in data && 'output' in data, read: readAlpaca },
];

function common(data: DataRecord): Partial<RaftRecord> {
  const id = typeof data['id'] === 'string' ? data['id'] : undefined;
  const split = SPLITS.find((name) => name === data['split']);
  return { ...(id === undefined ? {} : { id }), ...(split === undefined ? {} : { split }) };
}

function readNative(data: DataRecord): RaftRecord | string {
  const parsed = raftRowSchema.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return issue ? `${issue.path.map(String).join('.')}: ${issue.message}` : 'it does not check out';
  }
  const row = parsed.data;
  const documents = row.context.map((entry) => ({
    title: entry.title,
    text: entry.text,
    isOracle: entry.role === 'oracle',
    ...(entry.source_updated_at === null ? {} : { updated: entry.source_updated_at.slice(0, 10) }),
  }));
  return {
    shape: 'native',
    question: row.question,
    documents,
    oracles: documents.filter(({ isOracle }) => isOracle).map(({ text }) => text),
    cotAnswer: row.cot_answer,
    answer: row.answer,
    statedAnswer: row.answer,
    row,
  };
}

function readHf(data: DataRecord): RaftRecord | string {
  const context = data['context'] as DataRecord;
  const sentences = stringsOf(context['sentences']);
  const titles = stringsOf(context['title']) ?? [];
  if (sentences === null) return 'context.sentences is no list of texts';
  if (typeof data['question'] !== 'string') return 'there is no question';
  const rendered = data['oracle_context'];
  const oracleTexts = typeof rendered === 'string' ? oraclesIn(rendered, sentences) : undefined;
  const documents = sentences.map((text, i) => ({
    ...readDocument(text, titles[i]),
    ...(oracleTexts === undefined ? {} : { isOracle: oracleTexts.includes(text) }),
  }));
  const oracles = oracleTexts?.map((text) => documents[sentences.indexOf(text)]?.text ?? readDocument(text).text);
  const stated = text(data['answer']);
  return {
    shape: 'hf',
    question: data['question'],
    documents,
    ...(oracles === undefined ? {} : { oracles }),
    ...saidParts(text(data['cot_answer']), stated),
    ...(typeof data['instruction'] === 'string' ? { prompt: data['instruction'] } : {}),
  };
}

/** Gorilla has one oracle; ours may have several, apart by a blank line. */
function oraclesIn(rendered: string, sentences: readonly string[]): readonly string[] {
  if (rendered.trim() === '') return [];
  if (sentences.includes(rendered)) return [rendered];
  const found = sentences.filter((sentence) => sentence !== '' && rendered.includes(sentence));
  return found.join(ORACLE_SEPARATOR) === rendered ? found : [rendered];
}

function readCompletion(data: DataRecord): RaftRecord | string {
  const prompt = text(data['prompt']);
  const completion = text(data['completion']);
  if (prompt === undefined || completion === undefined) return readConversational(data, 'completion');
  return fromPrompt('completion', prompt, completion);
}

/** TRL's conversational prompt and completion are lists of messages. */
function readConversational(data: DataRecord, key: 'completion' | 'chosen'): RaftRecord | string {
  const [prompt, completion] = [data['prompt'], data[key]];
  if (!Array.isArray(prompt) || !Array.isArray(completion)) return `prompt and ${key} are no texts`;
  return readMessages([...prompt, ...completion], key === 'chosen' ? 'dpo-chat' : 'completion');
}

function readPreference(data: DataRecord): RaftRecord | string {
  const prompt = text(data['prompt']);
  const chosen = text(data['chosen']);
  if (prompt === undefined || chosen === undefined) return readConversational(data, 'chosen');
  if (text(data['rejected']) === undefined) return 'rejected is no text';
  return fromPrompt('dpo', prompt, chosen);
}

const USER = new Set(['user', 'human']);
const ASSISTANT = new Set(['assistant', 'gpt', 'model', 'chatgpt', 'bot']);

function readMessages(value: unknown, shape: ReadShape): RaftRecord | string {
  if (!Array.isArray(value)) return 'the messages are no list';
  const turns = value.map((message: unknown) => turnOf(message));
  const users = turns.flatMap((turn) => (turn && USER.has(turn.role) ? [turn.content] : []));
  const said = turns.findLast((turn) => turn !== null && ASSISTANT.has(turn.role));
  if (turns.includes(null)) return 'a message has no role or no text';
  const prompt = users.find((content) => content.includes('<DOCUMENT>')) ?? users.at(-1);
  if (prompt === undefined) return 'nobody asks: there is no message of a user';
  if (!said) return 'nobody answers: there is no message of an assistant';
  return fromPrompt(shape, prompt, said.content);
}

/** Role and content, or from and value, in any order. */
function turnOf(message: unknown): { readonly role: string; readonly content: string } | null {
  if (!isObject(message)) return null;
  const role = text(message['role']) ?? text(message['from']);
  const content = text(message['content']) ?? text(message['value']);
  return role === undefined || content === undefined ? null : { role, content };
}

function answerOfEval(data: DataRecord): string | undefined {
  return text(data['gold_final_answer']) ?? (typeof data['context'] === 'string' ? text(data['answer']) : undefined);
}

function readEval(data: DataRecord): RaftRecord | string {
  const question = text(data['question']);
  const context = text(data['context']);
  if (question === undefined || context === undefined) return 'question or context is no text';
  const parts = partsOfPrompt(context);
  const documents = parts.documents.length > 0 ? parts.documents : [context];
  const answer = answerOfEval(data) ?? '';
  return {
    shape: 'eval',
    question,
    documents: documents.map((document) => readDocument(document)),
    answer,
    statedAnswer: answer,
    prompt: context,
  };
}

function readAlpaca(data: DataRecord): RaftRecord | string {
  const [instruction, input = '', output] = [text(data['instruction']), text(data['input']), text(data['output'])];
  if (instruction === undefined || output === undefined) return 'instruction or output is no text';
  const inputFirst = input.includes('<DOCUMENT>');
  const prompt = [inputFirst ? input : instruction, inputFirst ? instruction : input].filter((part) => part !== '');
  return fromPrompt('alpaca', prompt.join('\n'), output);
}

function fromPrompt(shape: ReadShape, prompt: string, said: string): RaftRecord {
  const { documents, question } = partsOfPrompt(prompt);
  return {
    shape,
    question,
    documents: documents.map((document): RecordDocument => readDocument(document)),
    prompt,
    ...saidParts(said, undefined),
  };
}

/** Reasoning, and the answer after its last tag. */
function saidParts(said: string | undefined, stated: string | undefined): Partial<RaftRecord> {
  const given = stated === undefined ? {} : { answer: stated, statedAnswer: stated };
  if (said === undefined) return given;
  const cotAnswer = said.endsWith(STOP) ? said.slice(0, -STOP.length) : said;
  const at = cotAnswer.lastIndexOf(ANSWER);
  const answer = at < 0 ? {} : { answer: cotAnswer.slice(at + ANSWER.length).trim() };
  return { said, cotAnswer, ...answer, ...given };
}

/** `[[a, b]]` as Gorilla writes it, and `[a, b]`. */
function stringsOf(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const flat: readonly unknown[] = value.flat();
  return flat.every((item) => typeof item === 'string') ? (flat as readonly string[]) : null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: unknown): value is DataRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
