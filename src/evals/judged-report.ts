/** What is known of an eval's negatives, joined with what was found of retrieval. */
import type { GateResult } from './gates.js';
import type { JudgedNegatives } from './hardness/pools/assess.js';
import type { HardnessVerdict } from './hardness/report.js';

/** Keys of every `eval --json` document. */
export interface Judgement {
  /** Null: nobody looked. */
  readonly hardness: JudgedNegatives | null;
  readonly verdict: HardnessVerdict;
  /** Whether every gate passed, those on the negatives too unless they are not to fail it. */
  readonly passed: boolean;
}

/**
 * @param hardness null where it was not measured, which passes and is said
 * @param options.hardnessGate whether negatives can fail it; default true
 */
export function withJudgement<T extends { readonly gates: readonly GateResult[] }>(
  evaluation: T,
  hardness: JudgedNegatives | null,
  { hardnessGate = true }: { readonly hardnessGate?: boolean } = {},
): T & Judgement {
  // Giveaways are gates of their own: they fail an eval whose verdict is sound.
  const isRefused = hardnessGate && hardness?.gates.some((gate) => !gate.passed) === true;
  const passed = evaluation.gates.every((gate) => gate.passed) && !isRefused;
  return { ...evaluation, hardness, verdict: hardness?.verdict ?? 'unmeasured', passed };
}
