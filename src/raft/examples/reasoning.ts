/** The reasoning before the answer: which document says it, in which exact words, and why an older one does not count. */
import { ANSWER, quoted } from '../../dataset/delimiters.js';
import { answerLang, type Evidence, type Question } from '../questions/question.js';

/**
 * The `cot_answer` of a question whose oracles are in the context.
 *
 * @param context.stale an older version of an oracle stands in the context too: the reasoning says which one holds
 */
export function reason(question: Question, context: { readonly stale: boolean }): string {
  const lang = answerLang(question.lang);
  const sentences = question.evidence.map((evidence) => cite(evidence, lang));
  if (context.stale) sentences.push(lang === 'en' ? NEWEST.en : NEWEST.ja);
  return `${sentences.join(lang === 'en' ? ' ' : '')}${lang === 'en' ? ' ' : ''}${ANSWER} ${question.answer}`;
}

/** The `cot_answer` of a refusal. */
export function reasonRefusal(question: Question, refusal: string): string {
  const lang = answerLang(question.lang);
  return lang === 'en'
    ? `None of the documents in the context answers this question. ${ANSWER} ${refusal}`
    : `コンテキストのどの文書にも、この質問の答えは書かれていません。${ANSWER} ${refusal}`;
}

const NEWEST = {
  en: 'Another document in the context is an older version of this one; the newer one holds.',
  ja: 'コンテキストには同じ内容の古い版も含まれますが、新しい版が有効です。',
};

function cite({ passage, span }: Evidence, lang: 'en' | 'ja'): string {
  const text = quoted(passage.text.slice(span.start, span.end));
  const date = passage.source_updated_at?.slice(0, 10);
  if (lang === 'en') return `“${passage.title}”${date ? ` (updated ${date})` : ''} says: ${text}.`;
  return `「${passage.title}」${date ? `（${date}更新）` : ''}には${text}とあります。`;
}
