/** What a model is told that words a grounded question anew. */
import { z } from 'zod';
import { sha256 } from '../../core/hash.js';
import type { QuestionLang } from '../../dataset/raft-row.js';
import type { ChatTask } from '../../endpoint/chat/types.js';
import type { Question } from '../questions/question.js';
import { DATA_RULE, fenced } from './fence.js';

export const rewriteSchema = z.strictObject({ question: z.string().min(4).max(400) });
export type Rewrite = z.infer<typeof rewriteSchema>;

const RULES = `You word questions that customers send to the assistant of a manga shop anew, so that they sound like different people.

Rules:
1. The meaning stays: the same thing is asked of the same product or topic, with the same numbers, dates and conditions. Nothing is added and nothing is left out.
2. Every name in NAMES stands in the new question to the letter.
3. The language stays. A Japanese question with English words in it keeps some.
4. You do not answer it, and you do not say what the answer might be.

${DATA_RULE}

Answer with JSON alone, in this form:
{"question":"…"}`;

/** Ways of writing; which one a question gets is decided by its text. */
const STYLES: Readonly<Record<'en' | 'ja', readonly string[]>> = {
  en: [
    'polite, one full sentence',
    'casual, as in a chat',
    'a few words, as in a search box',
    'with half a sentence of why the customer asks',
  ],
  ja: ['丁寧に、一文で', 'くだけた話し言葉で', '検索窓に打つように短く', 'なぜ聞くのかを一言添えて'],
};

/** Everything fixed that a model is told; its hash names the version of the prompt. */
export const REWRITE_PROMPT = [RULES, ...STYLES.en, ...STYLES.ja].join('\n');

/** The task of wording a question anew. `asks` says in words what it is after; none where it has no field. */
export function rewriteTask(question: Question, { asks }: { readonly asks: readonly string[] }): ChatTask<Rewrite> {
  const lines = [
    `Style: ${styleOf(question)}.`,
    ...(asks.length > 0 ? [`It asks for: ${asks.join(' / ')}.`] : []),
    fenced('NAMES', question.subjects.join('\n')),
    fenced('QUESTION', question.text),
  ];
  return {
    name: 'rewrite',
    messages: [
      { role: 'system', content: RULES },
      { role: 'user', content: lines.join('\n\n') },
    ],
    schema: rewriteSchema,
    sources: [sha256(question.text)],
  };
}

function styleOf({ text, lang }: Pick<Question, 'text'> & { readonly lang: QuestionLang }): string {
  const styles = STYLES[lang === 'en' ? 'en' : 'ja'];
  return styles[Number.parseInt(sha256('style', text).slice(0, 8), 16) % styles.length] ?? '';
}
