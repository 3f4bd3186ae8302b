/** Counts of the labelled set by intent, language and origin, as the Markdown table of its README. */
import { LANGS, type Lang, type ProductionRow, SPLITS, type SyntheticRow } from './rows.js';

type Labelled = { readonly intent: string; readonly lang: Lang };

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** One row per intent, the most frequent first, and the sums. */
export function summary(production: readonly ProductionRow[], synthetic: readonly SyntheticRow[]): string {
  const count = (rows: readonly Labelled[], intent: string, lang?: Lang): number =>
    rows.filter((row) => row.intent === intent && (lang === undefined || row.lang === lang)).length;
  const inSplit = (intent: string, split: string): number =>
    production.filter((row) => row.intent === intent && row.split === split).length;
  const intents = [...new Set(production.map((row) => row.intent))];
  const rows = intents
    .map((intent): [string, ...number[]] => [
      intent,
      ...LANGS.map((lang) => count(production, intent, lang)),
      count(production, intent),
      ...SPLITS.map((split) => inSplit(intent, split)),
      count(synthetic, intent),
    ])
    .sort((a, b) => Number(b[6]) - Number(a[6]) || (a[0] < b[0] ? -1 : 1));
  const sums = rows[0]?.slice(1).map((_, at) => rows.reduce((sum, row) => sum + Number(row[at + 1]), 0)) ?? [];
  const head = ['intent', ...LANGS, 'production', ...SPLITS, 'synthetic'];
  return [head, ['---', ...head.slice(1).map(() => '--:')], ...rows, ['all', ...sums]].map(line).join('\n');
}
