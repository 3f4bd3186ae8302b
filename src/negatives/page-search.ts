/**
 * Pages that speak of what a question asks, current or not, by their words: BM25 over the sections of pages. It finds what
 * lineage does not link and a weak embedder ranks low: another page that still states yesterday's value, and the section
 * of a sister policy that answers the same question about something else.
 */
import { buildLexicalIndex, type LexicalIndex } from '../search/lexical/lexical-index.js';
import { comparableKind } from './answers/text-answer.js';
import type { MiningCorpus, MiningPassage } from './corpus.js';
import type { PassageTexts } from './passage-texts.js';
import type { QueryContext } from './query-context.js';
import type { MiningQuery } from './types.js';

/** A page and how much of what was looked for it says. */
export interface NearPage {
  readonly row: number;
  /** BM25 score as a share of the best positive's; where no positive is a page, of the highest that any text could have. */
  readonly share: number;
}

/** Pages that are looked at. */
const MOST_PAGES = 96;

/**
 * Searches the sections of a corpus's pages; built when it is first asked, which takes seconds for 100,000 of them. Records
 * and bare texts are no pages.
 */
export class PageSearch {
  private index: { readonly rows: readonly number[]; readonly lexical: LexicalIndex } | null = null;
  /** Stale pages and siblings are looked for one after the other, in the same pages. */
  private last: { readonly query: MiningQuery; readonly found: readonly NearPage[] } | null = null;

  constructor(
    private readonly corpus: MiningCorpus,
    private readonly texts: PassageTexts,
  ) {}

  /**
   * Sections near the question, its answer and the headings that it stands under, nearest first; in the positives'
   * languages. A value of the answer's kind counts as a word: of few pages that state a percentage, one does.
   */
  near(context: QueryContext): readonly NearPage[] {
    if (this.last?.query !== context.query) this.last = { query: context.query, found: this.search(context) };
    return this.last.found;
  }

  private search({ query, positives, guard }: QueryContext): readonly NearPage[] {
    const pages = positives.map(({ row }) => this.at(row));
    const languages = new Set(pages.map(({ lang }) => lang));
    const { rows, lexical } = this.opened();
    if (rows.length === 0) return [];
    const { text = '', also = [], facts = [] } = query.gold ?? {};
    const headings = pages.flatMap(({ heading_path }) => heading_path.at(-1) ?? []);
    const subjects = facts.flatMap((fact) => fact.subjects);
    const kinds = guard.parts.flatMap((part) => [...part.kinds].map(wordOfKind));
    const words = new Set([query.text, ...headings, text, ...also, ...subjects, ...kinds]);
    const [found] = lexical.searchScaled([[...words].join('\n')], { k: MOST_PAGES });
    const hits = (found?.hits ?? []).map(({ index, score }) => ({ row: rows[index] as number, score }));
    const oracle = hits.find(({ row }) => positives.some((positive) => positive.row === row));
    const whole = oracle?.score ?? found?.ceiling ?? 1;
    return hits.flatMap(({ row, score }) => {
      const { lang } = this.at(row);
      return languages.has(lang) || languages.has('mixed') ? [{ row, share: score / whole }] : [];
    });
  }

  private opened(): { readonly rows: readonly number[]; readonly lexical: LexicalIndex } {
    if (this.index === null) {
      const rows = this.corpus.passages.flatMap((passage, row) => (isPage(passage) && !passage.spoiler ? [row] : []));
      const kindsOf = (row: number): readonly string[] =>
        [...this.texts.values(row)].flatMap((canonical) => comparableKind(canonical) ?? []).map(wordOfKind);
      const texts = rows.map((row) => [...this.at(row).heading_path, this.at(row).text, ...kindsOf(row)].join('\n'));
      this.index = { rows, lexical: buildLexicalIndex(texts) };
    }
    return this.index;
  }

  private at(row: number): MiningPassage {
    return this.corpus.passages[row] as MiningPassage;
  }
}

/** Whether a passage is a section of a page, which stands under headings. */
export function isPage({ heading_path }: MiningPassage): boolean {
  return heading_path.length > 0;
}

/** A word that no text has. */
function wordOfKind(kind: string): string {
  return `zq${kind.replace(/[^\p{L}]/gu, '')}`;
}
