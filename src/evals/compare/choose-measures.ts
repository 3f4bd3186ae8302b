/** Which measures are compared: over all questions, and by slice. */
import { RaftCorpusError } from '../../core/errors.js';
import { TREND_MEASURES } from '../history/trend.js';
import type { FailOn } from './fail-on.js';
import type { SidePair } from './side.js';

/** What the user named. */
interface Asked {
  readonly measures?: readonly string[];
  readonly failOn: readonly FailOn[];
}

/** Measures that both sides have, those that tell most first; of those asked for, all. */
export function comparedMeasures(pair: SidePair, ids: readonly string[], options: Asked): readonly string[] {
  const [a, b] = [pair.a, pair.b].map((side) => new Set(ids.flatMap((id) => Object.keys(side.values.get(id) ?? {}))));
  const both = [...(a ?? [])].filter((name) => b?.has(name));
  const gated = options.failOn.map(({ measure }) => measure).filter((name) => both.includes(name));
  for (const name of options.measures ?? []) if (!both.includes(name)) throw unknownMeasure(name, { pair, both });
  const usual = options.measures ?? [...TREND_MEASURES.filter((name) => both.includes(name)), ...both];
  return [...new Set([...usual, ...gated])];
}

/** What slices are compared by: too many tests find nothing. */
export function sliceMeasures(measures: readonly string[], { measures: asked, failOn }: Asked): readonly string[] {
  const usual = TREND_MEASURES.filter((name) => measures.includes(name));
  const lead = asked ?? (usual.length > 0 ? usual : measures.slice(0, 1));
  const gated = failOn.filter(({ slice }) => slice !== null).map(({ measure }) => measure);
  return [...new Set([...lead, ...gated.filter((name) => measures.includes(name))])];
}

function unknownMeasure(
  name: string,
  { pair: { a, b }, both }: { readonly pair: SidePair; readonly both: readonly string[] },
): RaftCorpusError {
  return new RaftCorpusError(`${name} was not measured on both sides`, {
    where: `${a.name} and ${b.name}`,
    fix: `Both have ${both.join(', ') || 'no measure in common'}.`,
  });
}
