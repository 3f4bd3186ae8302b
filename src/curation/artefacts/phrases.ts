/** Phrases that one kind of text has and the other hardly: what a person is shown of a giveaway. */
import { normalizeText } from '../../text/normalize.js';

/** A run of up to four words, with the number of texts of each kind that say it. */
export interface Phrase {
  readonly phrase: string;
  readonly marked: number;
  readonly others: number;
}

/** Words as they are written, for a person to read: in any language, ICU's rules and dictionary. */
const SEGMENTER = new Intl.Segmenter('ja', { granularity: 'word' });

const MOST_WORDS = 4;
/** A phrase of fewer texts is chance. */
const LEAST_TEXTS = 3;
const SHOWN = 8;
/** Standard errors beyond which a difference is none of chance, many phrases being looked at. */
const TELLING = 3;

/**
 * Ranked by the log-odds of being said, in standard errors, with half a text added on each side (Monroe, Colaresi & Quinn,
 * "Fightin' Words", 2008, with a flat prior). Of phrases that stand in the same texts the longest is told.
 */
export function tellingPhrases(
  rows: readonly { readonly text: string; readonly marked: boolean }[],
): readonly Phrase[] {
  const counts = new Map<string, { marked: number; others: number }>();
  const totals = { marked: 0, others: 0 };
  for (const { text, marked } of rows) {
    const kind = marked ? 'marked' : 'others';
    totals[kind] += 1;
    for (const phrase of phrasesOf(text)) {
      const count = counts.get(phrase) ?? { marked: 0, others: 0 };
      count[kind] += 1;
      counts.set(phrase, count);
    }
  }
  const ranked = [...counts]
    .filter(([, { marked }]) => marked >= LEAST_TEXTS)
    .map(([phrase, count]) => ({ phrase, ...count, score: oddsInErrors(count, totals) }))
    .filter(({ score }) => score > TELLING)
    .sort((a, b) => b.score - a.score || b.phrase.length - a.phrase.length || (a.phrase < b.phrase ? -1 : 1));
  const kept: Phrase[] = [];
  for (const { phrase, marked, others } of ranked) {
    if (kept.some((known) => known.phrase.includes(phrase) || phrase.includes(known.phrase))) continue;
    kept.push({ phrase, marked, others });
    if (kept.length === SHOWN) break;
  }
  return kept;
}

function phrasesOf(text: string): ReadonlySet<string> {
  const plain = normalizeText(text).toLowerCase();
  const words = Array.from(SEGMENTER.segment(plain)).filter(({ isWordLike }) => isWordLike === true);
  const phrases = new Set<string>();
  for (const [start, first] of words.entries()) {
    for (const last of words.slice(start, start + MOST_WORDS)) {
      phrases.add(plain.slice(first.index, last.index + last.segment.length));
    }
  }
  return phrases;
}

function oddsInErrors(
  { marked, others }: { readonly marked: number; readonly others: number },
  totals: { readonly marked: number; readonly others: number },
): number {
  const cells = [marked + 0.5, totals.marked - marked + 0.5, others + 0.5, totals.others - others + 0.5] as const;
  const odds = Math.log(cells[0] / cells[1]) - Math.log(cells[2] / cells[3]);
  return odds / Math.sqrt(cells.reduce((sum, cell) => sum + 1 / cell, 0));
}
