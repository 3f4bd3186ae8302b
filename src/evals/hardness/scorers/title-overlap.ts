/** How much of a question stands in a candidate's title: a scorer that never opens the text. */
import { lexicalTerms } from '../../../search/lexical/terms.js';
import type { Scorer } from './scorer.js';

/** Share of the question's distinct terms (words, Japanese bigrams, numbers) that the title has. */
export const TITLE_OVERLAP: Scorer = {
  name: 'title_overlap',
  label: 'overlap of the question with titles',
  kind: 'words',
  score: async (lists) =>
    lists.map(({ query, texts }) => {
      const asked = new Set(lexicalTerms(query));
      return Float64Array.from(texts, ({ title }) => {
        const shared = new Set(lexicalTerms(title).filter((term) => asked.has(term)));
        return asked.size === 0 ? 0 : shared.size / asked.size;
      });
    }),
};
