/** What is learnt from an answerable question whose oracle is not in the context: to refuse, or the answer by heart. */
import type { ViewPassage } from '../../corpus/view.js';
import type { ViewIndex } from '../../verify/view-index.js';
import type { Question } from '../questions/question.js';
import type { ResolvedExamples } from './options.js';

/** What one context without its oracle teaches. */
export type Absent = 'refuse' | 'memorise';

/** Decides it, an exact share of them where both are wanted. */
export class AbsentDealer {
  private readonly dealt = { refuse: 0, memorise: 0 };

  constructor(
    private readonly options: Pick<ResolvedExamples, 'absent' | 'memoriseShare'>,
    private readonly changes: RecentChanges,
  ) {}

  /** What the next one teaches; `changed_recently` when it may not be memorised and nothing else is wanted. */
  deal(question: Question): Absent | 'changed_recently' {
    const { absent, memoriseShare } = this.options;
    if (absent === 'refuse') return 'refuse';
    const isStable = !this.changes.touch(question);
    if (absent === 'memorise') return isStable ? 'memorise' : 'changed_recently';
    const { refuse, memorise } = this.dealt;
    const isOwed = memoriseShare * (refuse + memorise + 1) - memorise >= 0.5;
    return isOwed && isStable ? 'memorise' : 'refuse';
  }

  record(absent: Absent): void {
    this.dealt[absent] += 1;
  }

  counts(): Readonly<Record<Absent, number>> {
    return { ...this.dealt };
  }
}

/** Share of a source's documents whose field changed from which all its values are taken to be on the move. */
const MOVING = 0.05;

/**
 * What changed in the last `refreshes` refreshes, as the stale versions in the view tell: fields of documents, fields that
 * change in many documents of a source (what did not change this month will the next), and passages that replaced
 * another. Versions that were pruned tell nothing.
 */
export class RecentChanges {
  private readonly fields = new Set<string>();
  private readonly moving = new Set<string>();
  private readonly successors = new Set<string>();

  constructor(index: ViewIndex, refreshes: number) {
    const newest = Number(/\d+$/.exec(index.view.tag)?.[0] ?? Number.POSITIVE_INFINITY);
    const changed = new Map<string, Set<string>>();
    for (const passage of index.view.passages) {
      if (passage.verdict === null || passage.added_in <= newest - refreshes) continue;
      for (const { field } of passage.drift) {
        this.fields.add(fieldKey(passage, field));
        addTo(changed, sourceKey(passage, field), passage.doc_key);
      }
      if (passage.severity !== 'cosmetic') for (const id of successorsOf(passage, index)) this.successors.add(id);
    }
    const documents = documentsBySource(index);
    for (const [key, docs] of changed) {
      const [source = ''] = JSON.parse(key) as string[];
      if (docs.size >= MOVING * (documents.get(source) ?? 0)) this.moving.add(key);
    }
  }

  /** Whether the answer rests on something that changed. */
  touch({ facts, evidence }: Question): boolean {
    if (facts.length > 0) {
      return facts.some(
        ({ passage, field }) => this.fields.has(fieldKey(passage, field)) || this.moving.has(sourceKey(passage, field)),
      );
    }
    return evidence.some(({ passage }) => this.successors.has(passage.passage_id));
  }
}

function fieldKey({ doc_key }: ViewPassage, field: string): string {
  return `${doc_key}/${field}`;
}

function sourceKey({ source_id }: ViewPassage, field: string): string {
  return JSON.stringify([source_id, field]);
}

function documentsBySource({ view }: ViewIndex): ReadonlyMap<string, number> {
  const documents = new Map<string, Set<string>>();
  for (const { source_id, doc_key, verdict } of view.passages)
    if (verdict === null) addTo(documents, source_id, doc_key);
  return new Map([...documents].map(([source, docs]) => [source, docs.size]));
}

function addTo(sets: Map<string, Set<string>>, key: string, item: string): void {
  const set = sets.get(key);
  if (set) set.add(item);
  else sets.set(key, new Set([item]));
}

function successorsOf(passage: ViewPassage, index: ViewIndex): ReadonlySet<string> {
  const seen = new Set<string>();
  for (let next = passage.superseded_by; next !== null && !seen.has(next); ) {
    seen.add(next);
    next = index.passage(next)?.superseded_by ?? null;
  }
  return seen;
}
