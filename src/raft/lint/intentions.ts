/** What a dataset of ours says in its manifest that it does on purpose, and that would be a defect in a dataset that does not. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Examined } from './examine.js';
import type { RuleId } from './rules.js';

export interface Intentions {
  /** Some rows are to be answered from memory, without the oracle. */
  readonly memorises: boolean;
  /** Distractors were dropped where a context would have had too many tokens. */
  readonly hasBudget: boolean;
}

const manifestSchema = z.object({
  kind: z.literal('raft'),
  settings: z.object({ contexts: z.object({ absent: z.string(), maxTokens: z.number().nullish() }) }),
});

const NONE: Intentions = { memorises: false, hasBudget: false };

/** Reads the manifest beside the rows, or that of the dataset whose `formats/NAME` the folder is. */
export async function intentionsOf(folder: string): Promise<Intentions> {
  const dataset = basename(dirname(folder)) === 'formats' ? dirname(dirname(folder)) : folder;
  const text = await readFile(join(dataset, 'manifest.json'), 'utf8').catch(() => '');
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (!parsed.success) return NONE;
  const { absent, maxTokens } = parsed.data.settings.contexts;
  return { memorises: absent !== 'refuse', hasBudget: typeof maxTokens === 'number' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether a finding is what the dataset intends. Native rows state their intention themselves. */
export function isMeant(rule: RuleId, { memorises, hasBudget }: Intentions, examined?: Examined): boolean {
  if (rule === 'distractor-count') return hasBudget;
  if (!memorises || examined === undefined || examined.record.row !== undefined) return false;
  return rule === 'oracle-missing' || (rule === 'answer-not-in-oracle' && examined.quotes.length === 0);
}
