/** Gates: thresholds on means whose breach fails an eval. */
import type { Summary } from './aggregate.js';
import type { Gate } from './suite/suite.js';

export interface GateResult {
  readonly id: string;
  readonly measure: string;
  readonly retriever: string;
  /** The mean; null when it could not be measured, which fails the gate: silence is no pass. */
  readonly value: number | null;
  readonly threshold: number;
  readonly bound: 'min' | 'max';
  readonly passed: boolean;
  /** One sentence for the reader. */
  readonly message: string;
}

/** Checks the gates in their order; a mean on its threshold passes. */
export function checkGates(
  gates: readonly Gate[],
  summaries: Readonly<Record<string, Summary>>,
): readonly GateResult[] {
  return gates.map((gate) => {
    const bound = gate.min === undefined ? 'max' : 'min';
    const threshold = gate.min ?? gate.max ?? Number.NaN;
    const value = summaries[gate.retriever]?.mean[gate.measure] ?? null;
    const passed = value !== null && (bound === 'min' ? value >= threshold : value <= threshold);
    return {
      id: gate.id,
      measure: gate.measure,
      retriever: gate.retriever,
      value,
      threshold,
      bound,
      passed,
      message: explain(),
    };

    function explain(): string {
      const what = `${gate.measure} of ${gate.retriever}`;
      if (value === null) return `${what} was not measured`;
      const limit = bound === 'min' ? 'at least' : 'at most';
      return `${what} is ${value.toFixed(3)}; ${limit} ${threshold} is asked for`;
    }
  });
}
