/** The verdict on one RAFT row: what it quotes, states and leaves unanswered, held against the corpus as it is now. */
import type { RaftRow } from '../../dataset/raft-row.js';
import type { MiningCorpus } from '../../negatives/corpus.js';
import { CorpusNow } from '../../verify/claims/document-now.js';
import { type Finding, type RotVerdict, verdictOf } from '../../verify/claims/finding.js';
import { judgeClaims } from '../../verify/claims/judge.js';
import { claimsOf, restingOn } from '../../verify/claims/row-claims.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { ContextNow } from './context-now.js';

/** What became of a row. */
export interface RowVerdict {
  readonly verdict: RotVerdict;
  /** All that is not as it was, most serious first. */
  readonly findings: readonly Finding[];
  /** Whether an oracle that it stands on is a stale passage that changed materially: what refreshes count, by ids alone. */
  readonly rests_on_stale: boolean;
}

/** Judges rows one by one; holds nothing of them. */
export interface RowJudge {
  judge(row: RaftRow): RowVerdict;
}

/** @param options.corpus the view that `index` indexes, as the miner sees it: with the labels of its sources */
export function createRowJudge(options: { readonly index: ViewIndex; readonly corpus: MiningCorpus }): RowJudge {
  const { index, corpus } = options;
  const now = new CorpusNow(index);
  const context = new ContextNow(index, corpus);
  return {
    judge: (row) => {
      const found = [...judgeClaims(claimsOf(row, index), now), ...context.judge(row)];
      const verdict = verdictOf(found);
      return {
        verdict,
        findings: [...found.filter(({ kind }) => kind === verdict), ...found.filter(({ kind }) => kind !== verdict)],
        rests_on_stale: restingOn(row).some((id) => index.passage(id)?.severity === 'material'),
      };
    },
  };
}
