/** Which split each lineage of a dataset has, as the lineages are now: groups grow, merge and fall apart between refreshes. */
import type { RaftRow, Split } from '../../dataset/raft-row.js';
import type { ViewIndex } from '../../verify/view-index.js';
import type { LineageGroups } from '../lineage-groups.js';
import type { Question } from '../questions/question.js';
import type { QuestionStage } from '../questions/stage.js';

/** Gathers the splits of lineages while the rows of a dataset go by. */
export class SettledSplits {
  private readonly kept = new Map<string, Split>();
  private readonly dead = new Map<string, Split>();
  private readonly torn = new Set<string>();

  constructor(
    private readonly index: ViewIndex,
    private readonly groups: LineageGroups,
  ) {}

  add(row: RaftRow, { split, isDead }: { readonly split: Split; readonly isDead: boolean }): void {
    for (const name of this.namesOf(row)) {
      if (isDead) {
        if (!this.dead.has(name)) this.dead.set(name, split);
        continue;
      }
      const known = this.kept.get(name);
      if (known !== undefined && known !== split) this.torn.add(name);
      this.kept.set(name, known ?? split);
    }
  }

  /** Split by lineage group; rows that stay decide before those that go. */
  splitOf(): ReadonlyMap<string, Split> {
    return new Map([...this.dead, ...this.kept]);
  }

  /** Drops questions about lineages that grew together across splits: whichever split asks, the other one knows. */
  stage(): QuestionStage {
    const groupsOf = ({ group, evidence }: Question): readonly (string | undefined)[] => [
      group,
      ...evidence.map(({ passage }) => this.groups.ofDocument.get(passage.doc_key)),
    ];
    const isTorn = (question: Question): boolean =>
      groupsOf(question).some((group) => group !== undefined && this.torn.has(group));
    return {
      name: 'settled_lineages',
      run: async (batch) =>
        batch.map((question) => (isTorn(question) ? { reason: 'lineage_in_two_splits' } : { question })),
    };
  }

  /** The row's own group, and those that its oracles belong to today. */
  private namesOf(row: RaftRow): ReadonlySet<string> {
    const keys = row.context.flatMap(({ role, source_id, doc_id }) =>
      role === 'oracle' && source_id !== undefined ? (this.index.document(source_id, doc_id)?.doc_key ?? []) : [],
    );
    const absent = row.oracle_ids.flatMap((id) => this.index.passage(id)?.doc_key ?? []);
    return new Set([row.group, ...[...keys, ...absent].flatMap((key) => this.groups.ofDocument.get(key) ?? [])]);
  }
}
