import { describe, expect, it } from 'vitest';
import { renderStatus, type StatusToShow } from '../../../src/cli/render/status.js';

const STATUS: StatusToShow = {
  store: '.raft-corpus',
  tag: 'r-000003',
  refreshed_as_of: '2026-07-15T00:00:00.000Z',
  as_of: '2026-07-15T00:00:00.000Z',
  embedder: { model: 'bundled', fingerprint: 'f'.repeat(64), dims: 8, since: 'r-000001' },
  passages: { current: 1, stale: {} },
  sources: [],
  refreshes: [],
  artifacts: [],
  evals: [],
};

const EVAL = {
  ...{
    id: 'e-000002',
    suite: 'shop',
    last_at: '2026-07-02T00:00:00.000Z',
    corpus_tag: 'r-000002',
    truth_tag: 'r-000002',
  },
  ...{
    retriever: 'hybrid',
    measure: 'nDCG@10',
    mean: 0.5,
    verdict: 'too_easy',
    passed: false,
    older_than_corpus: true,
  },
};

describe('the status', () => {
  it('has a line for the last eval of each suite, and says when the corpus is newer', () => {
    expect(renderStatus(STATUS)).not.toContain('last eval');
    const lines = renderStatus({
      ...STATUS,
      evals: [EVAL, { ...EVAL, suite: 'other', measure: null, mean: null }],
    }).split('\n');
    expect(lines.find((line) => line.startsWith('shop'))).toMatch(
      /^shop +e-000002, 2026-07-02 +r-000002 \(older than r-000003\) +nDCG@10 0\.500 \(hybrid\) +too easy, FAILED$/,
    );
    expect(lines.find((line) => line.startsWith('other'))).toMatch(/too easy, FAILED$/);
  });
});
