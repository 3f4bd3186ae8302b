/**
 * Pages that speak of what a question asks, current or not, by their words: BM25 over the sections of pages. It finds what
 * lineage does not link and a weak embedder ranks low: another page that still states yesterday's value, and the section
 * of a sister policy that answers the same question about something else.
 */
import { buildLexicalIndex, type LexicalIndex } from '../search/lexical/lexical-index.js';
import type { MiningCorpus, MiningPassage } from './corpus.js';
import type { QueryContext } from './query-context.js';

/** A page and how much of what was looked for it says. */
export interface NearPage {
  readonly row: number;
  /** BM25 score as a share of the highest that any text could have; 0 to 1. */
  readonly share: number;
}

/** Pages that are looked at, and the share below which one speaks of something else. */
const MOST_PAGES = 96;
const LEAST_SHARE = 0.04;

/** Searches the sections of a corpus's pages; built when it is first asked. Records and bare texts are no pages. */
export class PageSearch {
  private index: { readonly rows: readonly number[]; readonly lexical: LexicalIndex } | null = null;

  constructor(private readonly corpus: MiningCorpus) {}

  /** Sections near the question, its answer and the headings that it stands under; in the positives' languages, nearest first. */
  near({ query, positives }: QueryContext): readonly NearPage[] {
    const pages = positives.map(({ row }) => this.at(row));
    const languages = new Set(pages.map(({ lang }) => lang));
    const { rows, lexical } = this.opened();
    if (rows.length === 0) return [];
    const { text = '', also = [], facts = [] } = query.gold ?? {};
    const headings = pages.flatMap(({ heading_path }) => heading_path.at(-1) ?? []);
    const subjects = facts.flatMap((fact) => fact.subjects);
    const words = new Set([query.text, ...headings, text, ...also, ...subjects]);
    const [found] = lexical.searchScaled([[...words].join('\n')], { k: MOST_PAGES });
    const { hits = [], ceiling = 1 } = found ?? {};
    return hits.flatMap(({ index, score }) => {
      const near = { row: rows[index] as number, share: score / ceiling };
      const { lang } = this.at(near.row);
      return near.share >= LEAST_SHARE && (languages.has(lang) || languages.has('mixed')) ? [near] : [];
    });
  }

  private opened(): { readonly rows: readonly number[]; readonly lexical: LexicalIndex } {
    if (this.index === null) {
      const rows = this.corpus.passages.flatMap(({ heading_path, spoiler }, row) =>
        heading_path.length > 0 && !spoiler ? [row] : [],
      );
      const texts = rows.map((row) => [...this.at(row).heading_path, this.at(row).text].join('\n'));
      this.index = { rows, lexical: buildLexicalIndex(texts) };
    }
    return this.index;
  }

  private at(row: number): MiningPassage {
    return this.corpus.passages[row] as MiningPassage;
  }
}
