/** An imported question becomes one to train on, or one for a person to look at: it passes the checks of any other. */
import { createRandom } from '../../core/random.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { QuestionLang } from '../../dataset/raft-row.js';
import { detectLanguage } from '../../text/language.js';
import { statesText } from '../../verify/row-answer.js';
import { ambiguousAnswer } from '../questions/catalog/identify.js';
import type { SubjectIndex } from '../questions/catalog/subject-index.js';
import { allNames, subjectOf } from '../questions/catalog/subjects.js';
import { checkDraft, type DraftContext, type SoundDraft } from '../questions/claims/check-draft.js';
import { formOf, questionOf } from '../questions/claims/draft-question.js';
import type { OtherTitles } from '../questions/claims/other-titles.js';
import { answerLang, type Evidence, type Question } from '../questions/question.js';
import { refusal } from '../questions/refusals.js';
import type { ImportedQuestion } from './read-imported.js';
import { type GoldSource, resolveGold } from './resolve-gold.js';

export interface ResolveOptions extends GoldSource {
  readonly subjects: SubjectIndex;
  readonly others: OtherTitles;
  /** Lineage group of a document. */
  groupOf(docKey: string): string;
  readonly seed: number | string;
  readonly handOver: boolean;
}

/** A question to train on; or why a person has to look, with the current passages that its gold names. */
export type ResolvedImport =
  | { readonly question: Question }
  | { readonly reason: string; readonly passages: readonly ViewPassage[] };

/** Checks gold, answer and subject of an imported question against the corpus. */
export function resolveImported(item: ImportedQuestion, options: ResolveOptions): ResolvedImport {
  const lang = item.lang ?? detectLanguage(item.question);
  if (lang === null) return { reason: 'language_unknown', passages: [] };
  if (item.type === 'unanswerable') return resolveRefusal(item, lang, options);
  const gold = resolveGold(item, options);
  if ('problem' in gold) return { reason: gold.problem, passages: gold.passages };
  const passages = gold.evidence.map(({ passage }) => passage);
  const questions: Question[] = [];
  for (const evidence of gold.evidence) {
    const checked = checkEvidence({ item, lang, evidence }, options);
    if ('reason' in checked) return { reason: checked.reason, passages };
    questions.push(checked.question);
  }
  return { question: joined(item, questions, gold.evidence) };
}

/** Somebody who knows the shop says that nothing answers it: the one thing that cannot be checked. */
function resolveRefusal(item: ImportedQuestion, lang: QuestionLang, options: ResolveOptions): ResolvedImport {
  if (item.oracle_ids.length + item.docs.length > 0) return { reason: 'unanswerable_with_gold', passages: [] };
  const random = createRandom(`${options.seed}/import/${item.id}`);
  const question: Question = {
    text: item.question,
    lang,
    type: 'unanswerable',
    form: formOf('import/unanswerable', item.question),
    group: `import:${item.id}`,
    evidence: [],
    facts: [],
    answer: refusal(answerLang(lang), { random, handOver: options.handOver }),
    subjects: [],
    generator: 'import',
  };
  return { question };
}

interface Claim {
  readonly item: ImportedQuestion;
  readonly lang: QuestionLang;
  readonly evidence: Evidence;
}

function checkEvidence({ item, lang, evidence: { passage, span } }: Claim, options: ResolveOptions) {
  const { index, subjects, others } = options;
  const quote = passage.text.slice(span.start, span.end);
  const context: DraftContext = { passage, lang, names: allNames(subjectOf(passage, index)), subjects, others };
  // The quote alone is an answer too, where it is in the language of the answer.
  const answer = item.answer ?? quote;
  if (item.quote !== null && item.answer !== null && !statesText(quote, item.answer) && isShort(item.answer))
    return { reason: 'answer_not_in_quote' };
  const draft: SoundDraft = { question: item.question, answer, quote, type: 'fact', lang, span };
  const checked = checkDraft(draft, context);
  // A bare value that the quote states, `19巻` for `19 volumes`, has no words to share with it.
  const isStated =
    'rejected' in checked && checked.rejected.reason === 'answer_not_in_quote' && statesText(quote, answer);
  if ('rejected' in checked && !isStated) return { reason: checked.rejected.reason };
  const group = options.groupOf(passage.doc_key);
  const question = questionOf(draft, { ...context, index, group });
  return ambiguousAnswer(question, subjects) ? { reason: 'ambiguous_answer' } : { question };
}

/** A value or a name, of which the quote must hold every word; a sentence may say it in its own. */
function isShort(answer: string): boolean {
  return answer.length <= 24;
}

/** Several gold passages say the same: one question with several oracles. */
function joined(item: ImportedQuestion, questions: readonly Question[], evidence: readonly Evidence[]): Question {
  const [first] = questions as [Question, ...Question[]];
  const type = item.type ?? first.type;
  return {
    ...first,
    type,
    form: formOf(`import/${type}`, item.question),
    evidence,
    facts: questions.flatMap(({ facts }) => facts),
    generator: 'import',
  };
}
