/** What a server says of a failure, in the shapes that OpenAI, TEI, vLLM, Ollama, llama.cpp and FastAPI use. */
import { scrub } from './secret.js';

const LONGEST = 300;

/** The message in the body of a failed answer: one line, short, without the key; empty when it says nothing. */
export function serverWords(body: string, key: string | undefined): string {
  const said = isPage(body) ? titleOf(body) : messageIn(body);
  const line = scrub(said, key).replace(/\s+/g, ' ').trim().toWellFormed();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST).toWellFormed()} …`;
}

/** Whether a body is a web page and no answer of an API. */
export function isPage(body: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(body);
}

/** The `error` of an answer that came with a good status, as some gateways send it. */
export function errorInside(answer: unknown): { readonly status: number | undefined } | null {
  if (!isRecord(answer) || answer['error'] === undefined || answer['error'] === null) return null;
  const { error } = answer;
  const code = Number(isRecord(error) ? (error['status'] ?? error['code']) : answer['code']);
  return { status: Number.isInteger(code) && code >= 400 && code <= 599 ? code : undefined };
}

/** Whether a server says that a text, or all texts of a request together, are too much for it. */
export function saysTooLarge(words: string): boolean {
  return /too (?:large|long|many)|exceed|maximum (?:context|sequence|allowed)|must have less than|larger than|context (?:length|size|window)/i.test(
    words,
  );
}

/** Whether a "too many requests" is no matter of time: the account is used up. */
export function saysQuotaUsedUp(words: string): boolean {
  return /insufficient_quota|exceeded your current quota|billing|credit balance/i.test(words);
}

function messageIn(body: string): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return body;
  }
  return wordsOf(value) ?? (body.length > 4 ? body : '');
}

function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const parts = value.map(wordsOf).filter((part) => part !== undefined);
    return parts.length > 0 ? parts.join('; ') : undefined;
  }
  if (!isRecord(value)) return undefined;
  const said = [value['error'], value['message'], value['msg'], value['detail']].map(wordsOf).find((w) => w);
  const code = typeof value['code'] === 'string' ? value['code'] : undefined;
  return said === undefined || code === undefined || said.includes(code) ? said : `${said} (${code})`;
}

function titleOf(page: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(page)?.[1]?.trim();
  return title ? `a web page titled "${title}"` : 'a web page';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
