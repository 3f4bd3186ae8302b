/** Gates: limits on means, or on the bounds of their intervals, whose breach fails an eval. */
import type { SliceSummary, Summary } from './aggregate.js';
import { parseMeasure } from './measures/parse-measure.js';
import type { Gate } from './suite/schema.js';

export interface GateResult {
  readonly id: string;
  /** Canonical. */
  readonly measure: string;
  readonly retriever: string;
  /** Null: all questions. */
  readonly slice: string | null;
  /** What the threshold is held against: the mean, or a bound of its 95 % interval. */
  readonly on: 'mean' | 'low' | 'high';
  /** Null when it could not be measured, which fails the gate: silence is no pass. */
  readonly value: number | null;
  readonly threshold: number;
  readonly bound: 'min' | 'max';
  readonly passed: boolean;
  /** One sentence for the reader. */
  readonly message: string;
}

/** Gates as they are asked for; whoever makes them from elsewhere than a suite may leave out what has a default. */
export type GateSpec = Pick<Gate, 'id' | 'measure' | 'retriever'> & Partial<Pick<Gate, 'slice' | 'on' | 'min' | 'max'>>;

/** Checks the gates in their order; a value on its threshold passes. */
export function checkGates(
  gates: readonly GateSpec[],
  summaries: Readonly<Record<string, Summary>>,
): readonly GateResult[] {
  return gates.map((gate) => {
    const { id, retriever, slice = null, on = 'mean' } = gate;
    const measure = parseMeasure(gate.measure).name;
    const bound = gate.min === undefined ? 'max' : 'min';
    const threshold = gate.min ?? gate.max ?? Number.NaN;
    const summary = summaries[retriever];
    const seen = slice === null ? summary : summary?.slices[slice];
    const value = measuredOf(seen, measure, on);
    const passed = value !== null && (bound === 'min' ? value >= threshold : value <= threshold);
    const what = `${ON[on]}${measure} of ${retriever}${slice === null ? '' : ` in ${slice}`}`;
    const message =
      value === null
        ? `${what} was not measured: ${whyNot({ summary, seen, slice })}`
        : `${what} is ${shown(value, threshold)}; ${bound === 'min' ? 'at least' : 'at most'} ${threshold} is asked for`;
    return { id, measure, retriever, slice, on, value, threshold, bound, passed, message };
  });
}

const ON: Readonly<Record<GateResult['on'], string>> = {
  mean: '',
  low: 'the lower bound of ',
  high: 'the upper bound of ',
};

type Seen = Pick<SliceSummary, 'mean' | 'interval'> | undefined;

function measuredOf(seen: Seen, measure: string, on: GateResult['on']): number | null {
  return (on === 'mean' ? seen?.mean[measure] : seen?.interval[measure]?.[on]) ?? null;
}

interface Unmeasured {
  readonly summary: Summary | undefined;
  readonly seen: Seen;
  readonly slice: string | null;
}

function whyNot({ summary, seen, slice }: Unmeasured): string {
  if (summary === undefined) return 'this retriever was not evaluated';
  if (seen !== undefined || slice === null) return 'no question has a value for it';
  const key = slice.split('=', 1)[0];
  const others = Object.keys(summary.slices).filter((name) => name.startsWith(`${key}=`));
  return `no question is in that slice${others.length > 0 ? `; there are ${others.join(', ')}` : ''}`;
}

/** Three digits, or as many as tell the value from its threshold. */
function shown(value: number, threshold: number): string {
  for (let digits = 3; digits < 12; digits++) {
    const text = value.toFixed(digits);
    if (value === threshold || Number(text) !== threshold) return text;
  }
  return String(value);
}
