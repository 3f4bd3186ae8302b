/**
 * Has a document of a row's context become an answer? The miner's guards are asked again about the passages that its
 * distractors are now. What a context holds is what was written down; but a row that teaches "this page does not say"
 * teaches something wrong from the day on which the page says it.
 */
import { readSentences, type Sentence } from '../../corpus/drift/sentences.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { ContextEntry, RaftRow } from '../../dataset/raft-row.js';
import { AnswerGuard } from '../../negatives/answers/guard.js';
import { saysSame } from '../../negatives/answers/text-answer.js';
import type { MiningCorpus } from '../../negatives/corpus.js';
import { PassageTexts } from '../../negatives/passage-texts.js';
import type { GoldAnswer, MiningQuery } from '../../negatives/types.js';
import { foldText } from '../../text/normalize.js';
import type { Finding } from '../../verify/claims/finding.js';
import { currentSuccessor } from '../../verify/claims/quote-now.js';
import { absentOracles, answersByHeart, claimsOf } from '../../verify/claims/row-claims.js';
import { documentKey, type ViewIndex } from '../../verify/view-index.js';
import { goldNow } from './gold-now.js';

/** Asks the guards; texts are read once, within a bound. */
export class ContextNow {
  private readonly guard: AnswerGuard;
  private titled: ReadonlyMap<string, readonly number[]> | undefined;

  private readonly texts: PassageTexts;

  /** @param corpus the view that `index` indexes, with the labels of its sources */
  constructor(
    private readonly index: ViewIndex,
    private readonly corpus: MiningCorpus,
  ) {
    this.texts = new PassageTexts(corpus);
    this.guard = new AnswerGuard(corpus, this.texts, 'strict');
  }

  /** What the documents of the context have become: `distractor_answers`, `answerable_now`, `unknown`. */
  judge(row: RaftRow): readonly Finding[] {
    const entries = row.context.filter(({ role }) => role === 'distractor').map((entry) => this.find(entry));
    const isRefusal = row.context.every(({ role }) => role === 'distractor') && !answersByHeart(row);
    if (isRefusal && row.context.length > 0 && entries.every(({ passage }) => passage === undefined)) {
      return [contextFinding('unknown', null, 'no document of the context is in the corpus')];
    }
    const changed = entries.flatMap((found) => (found.now && this.isChanged(found, row) ? [found.now] : []));
    const { gold, unknown } = row;
    if (gold === undefined && unknown === undefined) {
      return isRefusal && changed.length > 0 ? [cannotTell(changed[0] as ViewPassage)] : [];
    }
    const asked = unknown ? entries.flatMap(({ now }) => now ?? []) : changed;
    const answers = asked.length === 0 ? () => false : this.answersOf(row, isRefusal);
    const answering = asked.filter((passage) => answers(this.corpus.rowOf(passage.passage_id) as number));
    const findings = answering.map((passage) => contextFinding('distractor_answers', passage, 'states the answer now'));
    return findings.length > 0 || !unknown ? findings : this.elsewhere(unknown, row);
  }

  /**
   * Whether a passage answers: it states a fact as asked, knows what nobody knew, or says what the oracle's own sentence
   * says. An answer such as "14 days" alone is no evidence: pages that change come to hold it for other reasons.
   */
  private answersOf(row: RaftRow, isRefusal: boolean): (passageRow: number) => boolean {
    const { gold, unknown } = row;
    const facts = isRefusal ? goldNow(row, this.index)?.facts : (gold as GoldAnswer | undefined)?.facts;
    const query: MiningQuery = { query_id: row.id, text: row.question, oracle_ids: [] };
    const guard = this.guard.of({
      ...query,
      ...(facts ? { gold: { text: '', facts } } : {}),
      ...(unknown ? { unknown } : {}),
    });
    const stated = facts ? [] : statedSentences(row, this.index);
    return (passageRow) =>
      guard.answers(passageRow) || stated.some((wanted) => saysSame(wanted, this.texts.sentences(passageRow)));
  }

  private find(entry: ContextEntry): Found {
    const passage = this.index.passage(entry.passage_id) ?? this.index.passagesWithText(entry.text)[0];
    return { entry, passage, now: currentSuccessor(passage, this.index) };
  }

  /** A version that was stale then and is stale now changes nothing, nor does one that became part of an oracle. */
  private isChanged({ entry, passage, now }: Found, { oracle_ids }: RaftRow): boolean {
    if (now === undefined || passage === undefined) return false;
    const wasStale = entry.verdict !== 'current';
    if (wasStale) return passage.verdict === null;
    if (now.passage_id === passage.passage_id && now.text === entry.text) return false;
    return !oracle_ids.some(
      (id) => currentSuccessor(this.index.passage(id), this.index)?.passage_id === now.passage_id,
    );
  }

  /** What an unanswerable question asks for may be known by now, in the entity's own document. */
  private elsewhere(unknown: NonNullable<MiningQuery['unknown']>, row: RaftRow): readonly Finding[] {
    this.titled ??= rowsByTitle(this.corpus);
    const guard = this.guard.of({ query_id: row.id, text: row.question, oracle_ids: [], unknown });
    const titled = this.titled;
    const inContext = new Set(row.context.map(({ source_id, doc_id }) => documentKey(source_id ?? '', doc_id)));
    const knowing = unknown.subjects
      .flatMap((subject) => titled.get(foldText(subject)) ?? [])
      .find((candidate) => guard.answers(candidate));
    if (knowing === undefined) return [];
    const passage = this.index.view.passages[knowing] as ViewPassage;
    const isThere = inContext.has(documentKey(passage.source_id, passage.doc_id));
    return [
      isThere
        ? contextFinding('distractor_answers', passage, `knows ${unknown.field} now`)
        : contextFinding('answerable_now', passage, `knows ${unknown.field} now, and is not in the context`),
    ];
  }
}

interface Found {
  readonly entry: ContextEntry;
  /** As the corpus has it, by id or by text. */
  readonly passage: ViewPassage | undefined;
  /** The current passage that it is today. */
  readonly now: ViewPassage | undefined;
}

/** The sentences that answer, as they stood in the oracles. */
function statedSentences(row: RaftRow, index: ViewIndex): readonly Sentence[] {
  const claimed = claimsOf(row, index).evidence;
  return (claimed.length > 0 ? claimed : absentOracles(row, index)).flatMap(({ text, quotes }) =>
    readSentences(text).filter(({ start, end }) => quotes.some((quote) => start < quote.end && end > quote.start)),
  );
}

function rowsByTitle({ passages }: MiningCorpus): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const [row, { title, verdict }] of passages.entries()) {
    if (verdict !== null) continue;
    const key = foldText(title);
    const list = rows.get(key);
    if (list) list.push(row);
    else rows.set(key, [row]);
  }
  return rows;
}

function cannotTell(passage: ViewPassage): Finding {
  return contextFinding('unknown', passage, 'changed, and the row does not say what would answer it');
}

function contextFinding(kind: Finding['kind'], passage: ViewPassage | null, message: string): Finding {
  const name = passage === null ? '' : `${passage.source_id}/${passage.doc_id} `;
  return {
    kind,
    source_id: passage?.source_id ?? null,
    doc_id: passage?.doc_id ?? null,
    passage_id: passage?.passage_id ?? null,
    drift: [],
    message: `${name}${message}`,
  };
}
