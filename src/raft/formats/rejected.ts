/**
 * The rejected side of a preference pair: what a model gets wrong with this very context, and provably so.
 *
 * - `other_value`: the answer follows another document of the context, an older version of the oracle or a sibling, whose
 *   line reads like the quoted one but for a value. Wrong, because no oracle states that value.
 * - `swapped_subjects`: a comparison says of the one what is true of the other. Wrong, because their values differ.
 * - `needless_refusal`: the context holds the oracle, whose quote checks out, and the answer says it does not.
 * - `ungrounded_answer`: the context does not hold the answer, and the closest line of a distractor is given for it. Wrong,
 *   because the question has no answer here, or because the line does not state the one it has elsewhere.
 */
import { createRandom } from '../../core/random.js';
import { ANSWER, quoted } from '../../dataset/delimiters.js';
import { dayOf } from '../../dataset/raft-formats/document.js';
import type { ContextEntry, RaftRow } from '../../dataset/raft-row.js';
import { shinglesOf } from '../../text/normalize.js';
import { splitSentences } from '../../text/segment.js';
import { extractValues } from '../../text/values.js';
import { quotedText } from '../../verify/row.js';
import { takesValuesFrom } from '../../verify/row-answer.js';
import { mentions } from '../../verify/value-forms.js';
import { refusal } from '../questions/refusals.js';
import { otherValue, type Replacement, replaceValue } from './other-value.js';
import { swapSubjects } from './swapped-subjects.js';

export const REJECTED_KINDS = ['other_value', 'swapped_subjects', 'needless_refusal', 'ungrounded_answer'] as const;
export type RejectedKind = (typeof REJECTED_KINDS)[number];

/** A wrong `cot_answer` and how it is wrong, or why none could be shown to be wrong. */
export type Rejected =
  | { readonly kind: RejectedKind; readonly rejected: string }
  | { readonly reason: 'quote_does_not_check_out' | 'answer_unknown' | 'no_distractor_to_follow' };

/** The rejected side for a row; the same row, the same text. */
export function rejectedSide(row: RaftRow): Rejected {
  if (!row.oracle_present) return ungroundedAnswer(row);
  if (row.quotes.length === 0 || row.quotes.some((quote) => quotedText(row, quote) === null)) {
    return { reason: 'quote_does_not_check_out' };
  }
  const swapped = swapSubjects(row);
  if (swapped !== null) return { kind: 'swapped_subjects', rejected: swapped };
  return followAnother(row) ?? needlessRefusal(row);
}

/** Older versions mislead most, then siblings. */
const ORDER: readonly ContextEntry['origin'][] = ['stale', 'sibling', 'dense', 'lexical'];

function followAnother(row: RaftRow): Rejected | null {
  const [quote, ...more] = row.quotes;
  const text = quote && quotedText(row, quote);
  if (!text || more.length > 0) return null;
  const distractors = row.context
    .filter((entry) => entry.role === 'distractor')
    .sort((a, b) => ORDER.indexOf(a.origin) - ORDER.indexOf(b.origin));
  for (const entry of distractors) {
    for (const { start, end } of splitSentences(entry.text)) {
      const line = entry.text.slice(start, end);
      const found = otherValue(text, line);
      const answer = found && replaceValue(row.answer, found);
      if (found && answer && isWrong(row, found)) {
        return { kind: 'other_value', rejected: cite(row, { entry, line, answer }) };
      }
    }
  }
  return null;
}

/** No oracle states the other value, nor does the answer as the guards know it. */
function isWrong(row: RaftRow, { other }: Replacement): boolean {
  const oracles = row.context.filter((entry) => entry.role === 'oracle');
  const gold = [row.gold?.text ?? '', ...(row.gold?.also ?? []), row.answer];
  return ![...oracles.map((entry) => entry.text), ...gold].some((text) => states(text, other));
}

function states(text: string, value: string): boolean {
  return mentions(text, value) || (extractValues(value).length > 0 && takesValuesFrom(value, [text]));
}

function needlessRefusal(row: RaftRow): Rejected {
  const lang = answerLang(row);
  const sentence = refusal(lang, { random: createRandom(`rejected/${row.id}`), handOver: false });
  return { kind: 'needless_refusal', rejected: `${NOTHING[lang]}${ANSWER} ${sentence}` };
}

const NOTHING = {
  en: 'None of the documents in the context answers this question. ',
  ja: 'コンテキストのどの文書にも、この質問の答えは書かれていません。',
} as const;

/** A line that shares less with the question than this would be no mistake that a model makes. */
const LEAST_OVERLAP = 0.2;

function ungroundedAnswer(row: RaftRow): Rejected {
  const gold = row.gold ? [row.gold.text, ...(row.gold.also ?? [])] : [];
  if (row.type !== 'unanswerable' && gold.length === 0) return { reason: 'answer_unknown' };
  const asked = shinglesOf(row.question, 2);
  let best: { score: number; entry: ContextEntry; line: string } | null = null;
  for (const entry of row.context) {
    for (const { start, end } of splitSentences(entry.text)) {
      const line = entry.text.slice(start, end);
      const score = likeness(row, { asked, entry, line });
      if (score < LEAST_OVERLAP || score <= (best?.score ?? 0)) continue;
      if (line.length > LONGEST_LINE || gold.some((answer) => states(line, answer))) continue;
      best = { score, entry, line };
    }
  }
  if (best === null) return { reason: 'no_distractor_to_follow' };
  const { entry, line } = best;
  return { kind: 'ungrounded_answer', rejected: cite(row, { entry, line, answer: claimOf(line) }) };
}

/** Questions mostly ask for a value, so a line that states one is the likelier mistake; one of the asked field likelier still. */
const BONUS = { value: 0.1, field: 0.3 } as const;
const LONGEST_LINE = 200;

/** How likely a line is to be taken for the answer: shared words, a value, the asked field; 0 for what only names the subject. */
function likeness(
  row: RaftRow,
  { asked, entry, line }: { readonly asked: ReadonlySet<string>; readonly entry: ContextEntry; readonly line: string },
): number {
  const claim = claimOf(line);
  if (overlap(shinglesOf(claim, 2), `${row.question} ${entry.title}`) > 0.5) return 0;
  const fields = [row.unknown?.field ?? [], ...(row.gold?.facts ?? []).map(({ field }) => field)].flat();
  const label = line.slice(0, line.length - claim.length).toLowerCase();
  const named = fields.some((field) => field.split(/[_\W]+/).some((word) => word.length > 2 && label.includes(word)));
  const stated = extractValues(line).length > 0;
  return overlap(asked, `${entry.title} ${line}`) + (stated ? BONUS.value : 0) + (named ? BONUS.field : 0);
}

/** Share of the character pairs that the text has. */
function overlap(pairs: ReadonlySet<string>, text: string): number {
  const found = shinglesOf(text, 2);
  let shared = 0;
  for (const pair of pairs) if (found.has(pair)) shared += 1;
  return pairs.size === 0 ? 0 : shared / pairs.size;
}

/** What a record's line claims is what stands after its label; `10:00` is no label. */
function claimOf(line: string): string {
  return /^[^:：。.]{0,59}[^:：。.\d](?:：|:\s)\s*(\S.*)$/s.exec(line)?.[1] ?? line;
}

/** A reasoning in the manner of the true ones: title, date, quote, answer. */
function cite(
  row: RaftRow,
  { entry, line, answer }: { readonly entry: ContextEntry; readonly line: string; readonly answer: string },
): string {
  const day = dayOf(entry.source_updated_at);
  if (answerLang(row) === 'en') {
    return `“${entry.title}”${day ? ` (updated ${day})` : ''} says: ${quoted(line)}. ${ANSWER} ${answer}`;
  }
  return `「${entry.title}」${day ? `（${day}更新）` : ''}には${quoted(line)}とあります。${ANSWER} ${answer}`;
}

function answerLang({ lang }: Pick<RaftRow, 'lang'>): 'en' | 'ja' {
  return lang === 'en' ? 'en' : 'ja';
}
