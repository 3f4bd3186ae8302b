/**
 * The rules that need more than one record: repeats and leaks, distractors out of line, slots that give the oracle away.
 * Of a record only hashes, its place and its question are kept, so memory grows with the number of rows and not with
 * their documents.
 */
import { sha256 } from '../../core/hash.js';
import type { Split } from '../../dataset/raft-row.js';
import { findNearDuplicates, NEAR_DUPLICATE_QUESTION } from '../../text/near-duplicates.js';
import { foldText, normalizeText } from '../../text/normalize.js';
import type { Examined } from './examine.js';
import type { FoundDefect } from './rules.js';
import { SlotCounter } from './slot-counter.js';

/** A place in one of the files. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

interface Asked extends Place {
  readonly split: Split | undefined;
  readonly text: string;
}

interface Counted extends Place {
  readonly count: number;
  /** Whether the shape says which documents are oracles; else more documents may mean more oracles. */
  readonly isExact: boolean;
}

/** Below this share of the commonest number of distractors, a dataset varies it on purpose. */
const DOMINANT = 0.8;

/** Gathers the records of one dataset. */
export class AcrossRows {
  /** Each question once per split, so that one repeated a thousand times makes no million pairs. */
  private readonly asked: Asked[] = [];
  private readonly counted: Counted[] = [];
  private readonly contexts = new Map<string, Place & { readonly order: string }>();
  private readonly chunks = new Map<string, Place & { readonly split: Split }>();
  private readonly slots = new SlotCounter();

  /** @returns what the record shares with an earlier one */
  add(place: Place, examined: Examined): readonly FoundDefect[] {
    this.count(place, examined);
    this.slots.add(place.file, examined);
    const findings = [this.repetition(place, examined), this.sharedChunk(place, examined)];
    return findings.filter((finding) => finding !== null);
  }

  /** What shows only when all records are there. */
  async end(): Promise<readonly FoundDefect[]> {
    return [...(await this.sharedQuestions()), ...this.oddCounts(), ...this.slots.end()];
  }

  /** The same question in the same split; the same documents in another order make a twin, which is no repetition. */
  private repetition(place: Place, { record, identities }: Examined): FoundDefect | null {
    const { question, split } = record;
    const folded = foldText(question);
    if (folded === '') return null;
    const texts = identities.map(hash);
    const key = hash(JSON.stringify([split ?? place.file, folded]));
    const order = hash(texts.join());
    const first = this.contexts.get(key);
    const same = hash([...texts].sort().join());
    if (first === undefined) {
      this.contexts.set(key, { ...place, order: `${same}/${order}` });
      this.asked.push({ ...place, split, text: question });
      return null;
    }
    const [firstSame, firstOrder] = first.order.split('/');
    if (firstSame === same && firstOrder !== order) return null;
    return { rule: 'question-repeated', ...place, message: `the question of ${at(first)} again: ${quote(question)}` };
  }

  private sharedChunk(place: Place, examined: Examined): FoundDefect | null {
    const { record } = examined;
    if (record.split === undefined) return null;
    let finding: FoundDefect | null = null;
    for (const { key, name } of chunksOf(examined)) {
      const first = this.chunks.get(key);
      if (first === undefined) this.chunks.set(key, { ...place, split: record.split });
      else if (first.split !== record.split) {
        const message = `${name} stands in ${first.split} too, at ${at(first)}`;
        finding ??= { rule: 'chunk-in-two-splits', ...place, message };
      }
    }
    return finding;
  }

  private async sharedQuestions(): Promise<FoundDefect[]> {
    if (new Set(this.asked.map(({ split }) => split)).size < 2) return [];
    const pairs = await findNearDuplicates({
      texts: this.asked.map(({ text }) => text),
      threshold: NEAR_DUPLICATE_QUESTION,
    });
    const seen = new Set<number>();
    return pairs.flatMap(({ a, b, jaccard }) => {
      const [first, second] = [this.asked[a], this.asked[b]];
      if (!first?.split || !second?.split || first.split === second.split || seen.has(b)) return [];
      seen.add(b);
      const how = jaccard === 1 ? 'the same' : 'nearly the same';
      const message = `${how} question stands in ${first.split}, at ${at(first)}: ${quote(second.text)}`;
      return [{ rule: 'question-in-two-splits' as const, file: second.file, line: second.line, message }];
    });
  }

  private count(place: Place, { record, oracles, likelyOracles }: Examined): void {
    const { row, documents } = record;
    const needed = row ? row.oracle_ids.length : likelyOracles.length;
    if (documents.length === 0) return;
    this.counted.push({
      ...place,
      count: documents.length - Math.max(1, needed),
      isExact: oracles !== null && oracles.length > 0,
    });
  }

  private oddCounts(): FoundDefect[] {
    const tally = new Map<number, number>();
    for (const { count } of this.counted) tally.set(count, (tally.get(count) ?? 0) + 1);
    const [mode, rows] = [...tally].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0]);
    if (rows < DOMINANT * this.counted.length) return [];
    return this.counted.flatMap(({ file, line, count, isExact }) => {
      if (count === mode || (count > mode && !isExact)) return [];
      return [
        {
          rule: 'distractor-count' as const,
          file,
          line,
          message: `${count} distractors, where the dataset has ${mode}`,
        },
      ];
    });
  }
}

/** What must not be shared between splits: lineages and oracles, in the context or not, or else what is quoted. */
function chunksOf({ record, likelyOracles }: Examined): readonly { readonly key: string; readonly name: string }[] {
  const { row, documents } = record;
  if (row) {
    const oracles = row.oracle_ids.map((id) => ({ key: `oracle/${id}`, name: `the oracle ${id.slice(0, 12)}` }));
    return [{ key: `group/${row.group}`, name: `the lineage ${quote(row.group)}` }, ...oracles];
  }
  const texts = record.oracles ?? likelyOracles.flatMap((place) => documents[place]?.text ?? []);
  return texts.map((text) => ({ key: hash(normalizeText(text)), name: `the chunk ${quote(text)}` }));
}

/** 64 bits are enough: at ten million rows two differing ones are taken for equal once in 400,000 runs. */
function hash(text: string): string {
  return sha256(text).slice(0, 16);
}

function at({ file, line }: Place): string {
  return `${file}:${line}`;
}

const SHOWN = 50;

function quote(text: string): string {
  const flat = [...text.replace(/\s+/g, ' ').trim()];
  return `“${flat.length > SHOWN ? `${flat.slice(0, SHOWN).join('')}…` : flat.join('')}”`;
}
