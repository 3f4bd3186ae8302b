/** What a model is told that writes the reasoning before an answer. */
import { z } from 'zod';
import { sha256 } from '../../core/hash.js';
import { dayOf } from '../../dataset/raft-formats/document.js';
import type { RaftRow } from '../../dataset/raft-row.js';
import type { ChatTask } from '../../endpoint/chat/types.js';
import { quotedText } from '../../verify/row.js';
import { answerLang } from '../questions/question.js';
import { DATA_RULE, fenced } from './fence.js';

export const reasoningSchema = z.strictObject({ reasoning: z.string().min(10).max(1500) });
export type Reasoning = z.infer<typeof reasoningSchema>;

const RULES = `You write the reasoning that leads from a shop's documents to an answer that is known to be right.

Rules:
1. Two to four sentences: which document says it, what it says, and why that answers the question.
2. Where a document is quoted, write its mark, [[1]] for the first quote, [[2]] for the second, in place of the words. Each mark stands exactly once. Never write the quoted words themselves.
3. Say nothing that the quotes, the question and the answer do not say: no other number, date or name.
4. Where an OUTDATED document is listed, say that it does not hold any more, with its date and with the date of the document that holds.
5. Do not end with the answer; it is added after your text.

${DATA_RULE}

Answer with JSON alone, in this form:
{"reasoning":"… [[1]] …"}`;

const LANGUAGES = { en: 'Write in English.', ja: '日本語で書いてください。' } as const;

/** Everything fixed that a model is told; its hash names the version of the prompt. */
export const REASONING_PROMPT = [RULES, LANGUAGES.en, LANGUAGES.ja].join('\n');

/** The task of reasoning for a row whose context holds its oracles. The order of its documents plays no part. */
export function reasoningTask(row: RaftRow): ChatTask<Reasoning> {
  const quotes = row.quotes.map((quote, i) => {
    const entry = row.context.find(({ passage_id }) => passage_id === quote.passage_id);
    const head = `Title: ${entry?.title ?? ''}\nUpdated: ${dayOf(entry?.source_updated_at ?? null) || 'unknown'}`;
    return fenced(`QUOTE [[${i + 1}]]`, `${head}\n\n${quotedText(row, quote) ?? ''}`);
  });
  const outdated = row.context
    .filter(({ role, verdict }) => role === 'distractor' && verdict !== 'current')
    .map(({ title, source_updated_at }) => `Title: ${title}\nUpdated: ${dayOf(source_updated_at) || 'unknown'}`)
    .sort()
    .map((text) => fenced('OUTDATED', text));
  const content = [
    LANGUAGES[answerLang(row.lang)],
    fenced('QUESTION', row.question),
    ...quotes,
    ...outdated,
    fenced('ANSWER', row.answer),
  ].join('\n\n');
  return {
    name: 'reasoning',
    messages: [
      { role: 'system', content: RULES },
      { role: 'user', content },
    ],
    schema: reasoningSchema,
    sources: [sha256(row.question, ...row.quotes.map(({ passage_id }) => passage_id))],
  };
}
