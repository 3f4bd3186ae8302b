/** Negatives that a judge refused, and none but those: whether they answer is not for a miner to say. */
import type { HardnessReport } from './report.js';

/** Whether every negative is of the origin `judged`. */
export function isJudgedAlone(origins: HardnessReport['origins']): boolean {
  const names = Object.keys(origins);
  return names.length > 0 && names.every((name) => name === 'judged');
}
