/**
 * What sentence-transformers' `mine_hard_negatives` does, written down plainly over whole matrices: the yardstick of the
 * miner, which works on rankings of bounded length and never sees all scores.
 */

export interface ReferenceInput {
  /** Ids ascending; two with one text are one passage. */
  readonly passages: readonly { readonly id: string; readonly text: string; readonly vector: readonly number[] }[];
  readonly queries: readonly {
    readonly id: string;
    readonly vector: readonly number[];
    readonly positives: readonly string[];
  }[];
  readonly n: number;
  readonly rangeMin: number;
  readonly rangeMax?: number | undefined;
  readonly absoluteMargin?: number | undefined;
  readonly relativeMargin?: number | undefined;
  readonly maxScore?: number | undefined;
  readonly minScore?: number | undefined;
}

/** Texts of the negatives of each query, hardest first. */
export function referenceNegatives(input: ReferenceInput): string[][] {
  const { n, rangeMin, absoluteMargin, relativeMargin, maxScore, minScore } = input;
  const texts = [...new Set(input.passages.map(({ text }) => text))];
  const most = Math.max(0, ...input.queries.map(({ positives }) => new Set(positives).size));
  const factor = absoluteMargin !== undefined || relativeMargin !== undefined || maxScore !== undefined ? 10 : 1;
  const rangeMax = input.rangeMax ?? rangeMin + n * factor + most;
  return input.queries.map(({ vector, positives }) => {
    const scoreOf = (text: string): number =>
      dot(vector, input.passages.find((passage) => passage.text === text)!.vector);
    // Of equal texts the last row stands first: ties go to the later row.
    const placeOf = (text: string): number => input.passages.findLastIndex((passage) => passage.text === text);
    const positiveTexts = positives.map((id) => input.passages.find((passage) => passage.id === id)!.text);
    const weakest = Math.min(...positiveTexts.map(scoreOf));
    let candidates = texts.map((text) => ({ text, score: scoreOf(text) }));
    candidates.sort((a, b) => b.score - a.score || placeOf(b.text) - placeOf(a.text));
    candidates = candidates.slice(0, rangeMax + most);
    candidates = candidates.filter(({ text }) => !positiveTexts.includes(text));
    if (absoluteMargin !== undefined)
      candidates = candidates.filter(({ score }) => !(score + absoluteMargin > weakest));
    if (relativeMargin !== undefined) {
      candidates = candidates.filter(({ score }) => !(score > weakest - Math.abs(weakest) * relativeMargin));
    }
    if (maxScore !== undefined) candidates = candidates.filter(({ score }) => !(score > maxScore));
    if (minScore !== undefined) candidates = candidates.filter(({ score }) => !(score < minScore));
    return candidates
      .slice(0, rangeMax)
      .slice(rangeMin)
      .slice(0, n)
      .map(({ text }) => text);
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
