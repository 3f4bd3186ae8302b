/** Self-BLEU and distinct-n: how much the texts of a collection repeat each other's n-grams. Pure functions over words. */

/** One distinct text and how often it stands in the collection. */
export interface CountedText {
  readonly words: readonly string[];
  readonly count: number;
}

/** What is put in place of no match at all; `epsilon` of NLTK's smoothing method 1, which Texygen uses. */
const EPSILON = 0.1;

/**
 * distinct-n = different n-grams ÷ all n-grams, over all texts together (Li et al. 2016, "A Diversity-Promoting
 * Objective Function for Neural Conversation Models"). It falls as a collection grows: compare equal sizes only.
 *
 * @returns in (0, 1]; null where no text has n words
 */
export function distinctN(texts: readonly CountedText[], n: number): number | null {
  const different = new Set<string>();
  let all = 0;
  for (const { words, count } of texts) {
    const grams = ngramsOf(words, n);
    all += grams.length * count;
    for (const gram of grams) different.add(gram);
  }
  return all === 0 ? null : different.size / all;
}

/**
 * Self-BLEU: the mean BLEU of each text against all others as its references (Zhu et al. 2018, "Texygen: A Benchmarking
 * Platform for Text Generation Models"). BLEU = BP · exp(Σ ln pₙ ÷ N) with clipped precisions pₙ (Papineni et al. 2002),
 * an n-gram counting at most as often as in the reference that has it most; BP = exp(1 − r ÷ c) where the text's length c is
 * below r, the nearest reference length (of two, the shorter). As in Texygen, orders without a match count 0.1 matches, and
 * a text that shares no word scores 0. Unlike there, N is at most the text's length, so that short texts can score 1. A text that
 * stands twice has itself as a reference: 1.
 *
 * It grows with the number of texts: compare equal sizes only.
 *
 * @param maxOrder longest n-grams
 * @returns in [0, 1]; null for fewer than two texts with words
 */
export function selfBleu(texts: readonly CountedText[], maxOrder = 4): number | null {
  const used = texts.filter(({ words }) => words.length > 0);
  const instances = used.reduce((sum, { count }) => sum + count, 0);
  if (instances < 2) return null;
  const best = bestCounts(used, maxOrder);
  const lengths = used.map(({ words }) => words.length).sort((a, b) => a - b);
  const sum = used.reduce((total, text, owner) => {
    const score = text.count > 1 ? 1 : bleu({ words: text.words, owner, best, lengths, maxOrder });
    return total + score * text.count;
  }, 0);
  return sum / instances;
}

/** How often an n-gram stands in the text that has it most, and in the runner-up, so that any one text can be left out. */
interface Best {
  most: number;
  owner: number;
  second: number;
}

function bestCounts(texts: readonly CountedText[], maxOrder: number): ReadonlyMap<string, Best> {
  const best = new Map<string, Best>();
  for (const [owner, { words }] of texts.entries()) {
    for (let n = 1; n <= maxOrder; n++) {
      for (const [gram, count] of countGrams(words, n)) {
        const entry = best.get(gram);
        if (entry === undefined) best.set(gram, { most: count, owner, second: 0 });
        else if (count > entry.most) best.set(gram, { most: count, owner, second: entry.most });
        else entry.second = Math.max(entry.second, count);
      }
    }
  }
  return best;
}

interface Scored {
  readonly words: readonly string[];
  readonly owner: number;
  readonly best: ReadonlyMap<string, Best>;
  /** Of all texts, sorted; the text itself is among them. */
  readonly lengths: readonly number[];
  readonly maxOrder: number;
}

function bleu({ words, owner, best, lengths, maxOrder }: Scored): number {
  const orders = Math.min(maxOrder, words.length);
  let logs = 0;
  for (let n = 1; n <= orders; n++) {
    let matched = 0;
    for (const [gram, count] of countGrams(words, n)) {
      const entry = best.get(gram);
      const elsewhere = entry === undefined ? 0 : entry.owner === owner ? entry.second : entry.most;
      matched += Math.min(count, elsewhere);
    }
    if (n === 1 && matched === 0) return 0;
    logs += Math.log((matched === 0 ? EPSILON : matched) / (words.length - n + 1));
  }
  const reference = nearestLength(lengths, words.length);
  const penalty = words.length < reference ? Math.exp(1 - reference / words.length) : 1;
  return penalty * Math.exp(logs / orders);
}

/** The length of another text nearest to `length`; `lengths` holds that of the text itself once. */
function nearestLength(lengths: readonly number[], length: number): number {
  const own = lengths.indexOf(length);
  const [before, after] = [lengths[own - 1], lengths[own + 1]];
  if (before === undefined || after === undefined) return before ?? after ?? length;
  return length - before <= after - length ? before : after;
}

function countGrams(words: readonly string[], n: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const gram of ngramsOf(words, n)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return counts;
}

/** Folded words hold no control characters, so the separator cannot be part of one. */
function ngramsOf(words: readonly string[], n: number): string[] {
  const grams: string[] = [];
  for (let i = 0; i + n <= words.length; i++) grams.push(words.slice(i, i + n).join('\u0001'));
  return grams;
}
