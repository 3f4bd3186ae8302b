/** From questions and mined distractors to native rows: who gets the oracle, where it stands, and that all of it checks out. */
import { sha256 } from '../../core/hash.js';
import { createRandom, type Random } from '../../core/random.js';
import { drop, KEEP, type StageCounts, tally } from '../../core/stage.js';
import type { FactValue } from '../../corpus/document.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { ContextEntry, RaftRow, Split } from '../../dataset/raft-row.js';
import type { MinedNegative, MinedRow } from '../../negatives/types.js';
import { verifyRow } from '../../verify/row.js';
import { findValue, mentions } from '../../verify/value-forms.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { answerLang, type Question } from '../questions/question.js';
import { refusal } from '../questions/refusals.js';
import { reason, reasonRefusal } from './reasoning.js';
import { arrange, SlotDealer } from './slots.js';

/** A question with its mined distractors, and whether its context will hold the oracle. */
export interface PlannedExample {
  readonly split: Split;
  readonly question: Question;
  readonly mined: MinedRow;
  readonly withOracle: boolean;
}

export interface AssembleOptions {
  readonly index: ViewIndex;
  /** Distractors beside the oracles. */
  readonly distractors: number;
  readonly seed: number | string;
  readonly handOver: boolean;
  readonly counts: StageCounts;
}

/** Distractors that a question needs for a context without its oracles: as many documents as other contexts have. */
export function distractorsNeeded(question: Question, distractors: number, withOracle: boolean): number {
  return withOracle ? distractors : distractors + Math.max(1, question.evidence.length);
}

/** Distractors that may stand in a context without the oracle: a lone stale version would look like good evidence. */
export function distractorsOf(mined: MinedRow, withOracle: boolean): readonly MinedNegative[] {
  return withOracle ? mined.negatives : mined.negatives.filter((negative) => negative.origin !== 'stale');
}

/** Assembles rows in order; a row that does not verify is dropped with its defect as the reason. */
export function* assembleRows(
  plans: Iterable<PlannedExample>,
  options: AssembleOptions,
): Generator<{ split: Split; row: RaftRow }> {
  const slots = new SlotDealer(createRandom(`${options.seed}/slots`));
  for (const plan of plans) {
    const random = createRandom(`${options.seed}/example/${plan.mined.query_id}`);
    const row = assemble(plan, { ...options, slots, random });
    const defect = verifyRow(row)[0] ?? verifyAnswer(plan.question, row);
    if (tally(options.counts, defect === null ? KEEP : drop(defect))) yield { split: plan.split, row };
  }
}

type Assembling = AssembleOptions & { readonly slots: SlotDealer; readonly random: Random };

function assemble({ question, mined, withOracle }: PlannedExample, options: Assembling): RaftRow {
  const { index, random } = options;
  const wanted = distractorsNeeded(question, options.distractors, withOracle);
  const chosen = distractorsOf(mined, withOracle).slice(0, wanted);
  const distractors = random.shuffle(chosen).flatMap((negative) => {
    const passage = index.passage(negative.passage_id);
    return passage ? [toEntry(passage, { role: 'distractor', origin: negative.origin, score: negative.score })] : [];
  });
  const scores = new Map(mined.positives.map(({ passage_id, score }) => [passage_id, score]));
  const oracles = withOracle
    ? oraclePassages(question).map((passage) => {
        return toEntry(passage, { role: 'oracle', origin: 'oracle', score: scores.get(passage.passage_id) ?? 0 });
      })
    : [];
  const slots = options.slots.deal(oracles.length + distractors.length, oracles.length);
  const refused = question.type === 'unanswerable' ? question.answer : refusal(answerLang(question.lang), options);
  const context = arrange(oracles, distractors, slots);
  return {
    id: sha256(
      'raft',
      question.text,
      String(withOracle),
      ...mined.positives.map((positive) => positive.passage_id),
    ).slice(0, 24),
    question: question.text,
    lang: question.lang,
    type: question.type,
    context,
    oracle_present: withOracle,
    oracle_ids: oraclePassages(question).map((passage) => passage.passage_id),
    cot_answer: withOracle
      ? reason(question, { context, random })
      : reasonRefusal(question, { context, random, refusal: refused }),
    answer: withOracle ? question.answer : refused,
    quotes: withOracle
      ? question.evidence.map(({ passage, span }) => ({ passage_id: passage.passage_id, ...span }))
      : [],
    group: question.group,
    generator: 'grounded',
    as_of: index.view.as_of,
    corpus_tag: index.view.tag,
    facts: withOracle ? question.facts.map(toFact) : [],
    form: question.form,
  };
}

function oraclePassages(question: Question): readonly ViewPassage[] {
  return [...new Set(question.evidence.map(({ passage }) => passage))];
}

function toEntry(passage: ViewPassage, as: Pick<ContextEntry, 'role' | 'origin' | 'score'>): ContextEntry {
  return {
    passage_id: passage.passage_id,
    doc_id: passage.doc_id,
    source_id: passage.source_id,
    title: passage.title,
    source_updated_at: passage.source_updated_at,
    text: passage.text,
    role: as.role,
    origin: as.origin,
    verdict: passage.verdict ?? 'current',
    score: as.score,
  };
}

function toFact({
  passage,
  field,
  value,
}: {
  passage: ViewPassage;
  field: string;
  value: FactValue;
}): RaftRow['facts'][number] {
  return {
    source_id: passage.source_id,
    doc_id: passage.doc_id,
    field,
    value: value.type === 'list' ? [...value.value] : value.value,
  };
}

/** The answer must hold what the quotes say: every fact's value, or the value of the policy's sentence. */
function verifyAnswer(question: Question, row: RaftRow): string | null {
  if (question.subjects.length > 0 && !question.subjects.every((name) => row.question.includes(name))) {
    return 'question_without_subject';
  }
  if (!row.oracle_present) return null;
  for (const { passage, field, value } of question.facts) {
    const evidence = question.evidence.find((candidate) => candidate.passage === passage && quotes(candidate, value));
    if (value.type !== 'boolean' && value.type !== 'list' && !evidence) return `quote_does_not_state_${field}`;
    if (value.type !== 'boolean' && value.type !== 'list' && findValue(row.answer, value).length === 0)
      return 'answer_not_in_fact';
  }
  if (question.type === 'policy' && !mentions(row.answer, question.gold?.text ?? '')) return 'answer_not_in_quote';
  return null;
}

function quotes({ passage, span }: Question['evidence'][number], value: FactValue): boolean {
  return findValue(passage.text.slice(span.start, span.end), value).length > 0;
}
