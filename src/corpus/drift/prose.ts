/**
 * What changed between two versions of a passage, as a reader tells it: `30 days → 14 days`,
 * `may → must not`, and for other wording a short excerpt around the change. Not a diff.
 */
import type { DriftEntry, Severity } from '../../store/rows.js';
import { alignSentences } from './align.js';
import { excerptAround, excerptOf } from './excerpt.js';
import { diffSentence, type FieldsOf } from './sentence-diff.js';
import { readSentences, type Sentence } from './sentences.js';
import type { StatementReader } from './statements.js';

export interface ProseOptions {
  /** Declared statements: their values are told by the field's name instead of by their kind. */
  readonly statements?: StatementReader;
  /** Headings above the passages, for statements limited to a heading. */
  readonly headings?: readonly string[];
  /** The new text says more than the old passage did (a merged paragraph): what it adds is no drift. */
  readonly ignoreAdded?: boolean;
  /** `key`s of the sentences of both versions: a sentence that only changed its passage has not changed. */
  readonly elsewhere?: { readonly old: ReadonlySet<string>; readonly fresh: ReadonlySet<string> };
}

export interface ProseDrift {
  /** Empty when nothing differs but markup, spacing, punctuation, case or the notation of a value. */
  readonly drift: readonly DriftEntry[];
  readonly severity: Severity;
  readonly changedSentences: { readonly edited: number; readonly removed: number; readonly added: number };
}

/** More entries than these help no reader; the counts of `changedSentences` are complete. */
const MOST_ENTRIES = 24;

/** Compares two versions of a passage sentence by sentence; a sentence that moved has not changed. */
export function diffProse(oldText: string, newText: string, options: ProseOptions = {}): ProseDrift {
  const statements = fieldsOf(options);
  const { elsewhere } = options;
  const [oldAll, freshAll] = [readSentences(oldText), readSentences(newText)];
  const [oldKeys, freshKeys] = [keysOf(oldAll), keysOf(freshAll)];
  const old = oldAll.filter(({ key }) => freshKeys.has(key) || elsewhere?.fresh.has(key) !== true);
  const fresh = freshAll.filter(({ key }) => oldKeys.has(key) || elsewhere?.old.has(key) !== true);
  const { pairs, removed, added } = alignSentences(old, fresh, (sentence) => [...statements(sentence).values()]);
  const drift = pairs.flatMap(([before, after]) => diffSentence(before, after, statements));
  const additions = options.ignoreAdded === true ? [] : added;
  for (const { plain } of removed) drift.push({ field: 'text', old: excerptOf(plain), new: null });
  for (const { plain } of additions) drift.push({ field: 'text', old: null, new: excerptOf(plain) });
  const changedSentences = { edited: pairs.length, removed: removed.length, added: additions.length };
  const isCosmetic = drift.length === 0;
  return {
    drift: isCosmetic ? dressOf(oldText, newText) : unique(drift).slice(0, MOST_ENTRIES),
    severity: isCosmetic ? 'cosmetic' : 'material',
    changedSentences,
  };
}

function fieldsOf({ statements, headings = [] }: ProseOptions): FieldsOf {
  if (statements === undefined) return () => new Map();
  const known = new Map<Sentence, ReturnType<FieldsOf>>();
  return (sentence) => {
    const fields =
      known.get(sentence) ??
      new Map(
        statements({ sentence: sentence.plain, values: sentence.values, headings }).map(({ value, field }) => [
          value,
          field,
        ]),
      );
    known.set(sentence, fields);
    return fields;
  };
}

/** The keys of sentences. */
export function keysOf(sentences: readonly Sentence[]): ReadonlySet<string> {
  return new Set(sentences.map(({ key }) => key));
}

/** One entry for a cosmetic change that can be shown; none when the texts are equal. */
function dressOf(oldText: string, newText: string): readonly DriftEntry[] {
  if (oldText === newText) return [];
  const { old, fresh } = excerptAround(oldText, newText);
  return old === fresh ? [] : [{ field: 'text', old, new: fresh }];
}

function unique(drift: readonly DriftEntry[]): readonly DriftEntry[] {
  return [...new Map(drift.map((entry) => [JSON.stringify([entry.field, entry.old, entry.new]), entry])).values()];
}
