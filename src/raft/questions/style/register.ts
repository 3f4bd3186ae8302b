/** How people write: politely, casually, or in the three words that fit a search box. */
import type { Random } from '../../../core/random.js';

export const REGISTERS = ['polite', 'casual', 'terse'] as const;
export type Register = (typeof REGISTERS)[number];

/** Surface forms by register; any may be empty. */
export type Forms = Readonly<Record<Register, readonly string[]>>;

/** Shares of the registers; they need not sum to one. */
export type RegisterShares = Readonly<Record<Register, number>>;

/** A register that has forms, drawn by share; null where none has. */
export function pickRegister(forms: Forms, shares: RegisterShares, random: Random): Register | null {
  const usable = REGISTERS.filter((register) => forms[register].length > 0);
  const total = usable.reduce((sum, register) => sum + shares[register], 0);
  let at = random.next() * total;
  for (const register of usable) {
    at -= shares[register];
    if (at < 0) return register;
  }
  return usable.at(-1) ?? null;
}
