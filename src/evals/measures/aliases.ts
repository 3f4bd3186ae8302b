/** What other tools call our measures: trec_eval's names work, near misses are understood well enough to say what was meant. */

/** trec_eval's names; `_` or `.` before a cut-off, as it prints and as it takes them. */
const TREC_EVAL: readonly (readonly [RegExp, string])[] = [
  [/^map$/, 'AP'],
  [/^map_cut[._](\d+)$/, 'AP@$1'],
  [/^ndcg$/, 'nDCG'],
  [/^ndcg_cut[._](\d+)$/, 'nDCG@$1'],
  [/^recip_rank$/, 'RR'],
  [/^recall[._](\d+)$/, 'R@$1'],
  [/^P[._](\d+)$/, 'P@$1'],
  [/^success[._](\d+)$/, 'Hit@$1'],
];

/** Words that people use for our families, in small letters. */
const SYNONYMS: Readonly<Record<string, string>> = {
  accuracy: 'Hit',
  hitrate: 'Hit',
  hits: 'Hit',
  map: 'AP',
  mrr: 'RR',
  precision: 'P',
  recall: 'R',
  reciprocalrank: 'RR',
  recip_rank: 'RR',
  success: 'Hit',
};

/** `nDCG@10` for trec_eval's `ndcg_cut_10` or `ndcg_cut.10`; any other name as it is. */
export function fromTrecEval(name: string): string {
  const found = TREC_EVAL.find(([pattern]) => pattern.test(name));
  return found === undefined ? name : name.replace(found[0], found[1]);
}

/** Our family for what others call it: `MRR`, `recall`, `hit_rate`; undefined where none is known. */
export function synonymOf(family: string): string | undefined {
  const word = family.toLowerCase();
  return SYNONYMS[word] ?? SYNONYMS[word.replaceAll(/[_-]/g, '')];
}

/** `ndcg_cut.5,10`, as trec_eval takes several cut-offs at once, as one name each; any other name as it is. */
export function expandTrecEval(name: string): readonly string[] {
  const { family, cutoffs } = /^(?<family>[A-Za-z_]+)\.(?<cutoffs>\d+(?:,\d+)+)$/.exec(name)?.groups ?? {};
  return family === undefined || cutoffs === undefined
    ? [name]
    : cutoffs.split(',').map((cutoff) => `${family}.${cutoff}`);
}
