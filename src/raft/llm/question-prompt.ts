/** What a model is told that writes questions from a passage. */
import { z } from 'zod';
import type { ViewPassage } from '../../corpus/view.js';
import type { QuestionLang } from '../../dataset/raft-row.js';
import type { ChatTask } from '../../endpoint/chat/types.js';
import { draftSchema } from '../questions/claims/draft.js';
import { answerLang } from '../questions/question.js';
import { DATA_RULE, fenced } from './fence.js';

export const draftsSchema = z.strictObject({ questions: z.array(draftSchema).min(1).max(12) });
export type Drafts = z.infer<typeof draftsSchema>;

const RULES = `You write questions that customers send to the assistant of a manga shop, each with its answer, from one document of the shop.

Rules:
1. The answer follows from the document alone. What the document does not say is not asked, and nothing is added from elsewhere.
2. "quote" is copied from the document's text character by character: the shortest whole sentence or line that proves the answer. Do not translate, mend or shorten it.
3. The question says by itself what it is about: it names the title, product or topic. Never write "this document", "the text" or "the above".
4. The answer is one complete sentence that says what the quote says, with the same numbers, dates and names. It is not in the question.
5. Every question asks for something else. Customers write in many ways: polite, brief, chatty; write so.
6. "type" is fact, condition (when or for whom something holds), exception (when it does not), procedure (how something is done) or time.

${DATA_RULE}

Answer with JSON alone, in this form:
{"questions":[{"question":"…","answer":"…","quote":"…","type":"fact","lang":"en"}]}`;

const LANGUAGES: Readonly<Record<QuestionLang, string>> = {
  en: 'in English ("lang": "en"), the answers too',
  ja: 'in Japanese ("lang": "ja"), the answers too',
  mixed:
    'in Japanese with an English word or two in the sentence, as customers mix them: 「新刊の release はいつですか」 ("lang": "mixed"); the answers in Japanese',
};

/** Everything fixed that a model is told; its hash names the version of the prompt. */
export const QUESTIONS_PROMPT = [RULES, ...Object.values(LANGUAGES)].join('\n');

export interface QuestionAsk {
  readonly passage: ViewPassage;
  readonly lang: QuestionLang;
  readonly count: number;
  /** What was wrong with earlier ones, in words. */
  readonly remarks?: readonly string[];
}

/** The task of writing `count` questions about a passage. */
export function questionTask({ passage, lang, count, remarks = [] }: QuestionAsk): ChatTask<Drafts> {
  const head = [`Title: ${passage.title}`, ...passage.heading_path.map((heading) => `Section: ${heading}`)];
  const asked = `Write ${count} question${count === 1 ? '' : 's'} ${LANGUAGES[lang]}, about this document:`;
  const wrong = remarks.length === 0 ? [] : [`These could not be used; write others:\n${remarks.join('\n')}`];
  return {
    name: 'questions',
    messages: [
      { role: 'system', content: RULES },
      {
        role: 'user',
        content: [asked, fenced('DOCUMENT', `${head.join('\n')}\n\n${passage.text}`), ...wrong].join('\n\n'),
      },
    ],
    schema: draftsSchema,
    sources: [passage.content_hash, answerLang(lang)],
  };
}
