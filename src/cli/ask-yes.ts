/** A question to the person at the terminal. */
import { createInterface } from 'node:readline/promises';

/** Whether somebody at a terminal says yes; false, without asking, where nobody can. */
export async function askYes(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return false;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^\s*y(?:es)?\s*$/i.test(await lines.question(`${question} [y/N] `));
  } finally {
    lines.close();
  }
}
