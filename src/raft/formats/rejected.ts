import type { RaftRow } from '../../dataset/raft-row.js';
export function rejectedSide(_row: RaftRow): { readonly rejected: string } | { readonly reason: string } {
  return { reason: 'no_rejected_side' };
}
