import { describe, expect, it } from 'vitest';
import type { RaftRow } from '../../src/dataset/raft-row.js';
import { untruthsOf } from '../../src/verify/row-truth.js';
import { indexView, type ViewIndex } from '../../src/verify/view-index.js';
import { number, passageId, type SmallDocument, smallView } from '../helpers/small-view.js';

const corpus = async (...documents: SmallDocument[]): Promise<ViewIndex> => indexView(await smallView(documents));
const saltRoad: SmallDocument = { doc: 'A', title: 'Salt Road', facts: { volumes: number(12) } };

/** A row with nothing but the fields that design.md lists: documents by doc_id alone. */
const row: RaftRow = {
  id: 'r1',
  question: 'How many volumes does Salt Road have?',
  lang: 'en',
  type: 'fact',
  context: [
    {
      passage_id: passageId('A'),
      doc_id: 'A',
      title: 'Salt Road',
      source_updated_at: null,
      text: 'volumes: 12',
      role: 'oracle',
      origin: 'oracle',
      verdict: 'current',
      score: 0.9,
    },
  ],
  oracle_present: true,
  oracle_ids: [passageId('A')],
  cot_answer: '##begin_quote##volumes: 12##end_quote## <ANSWER>: 12',
  answer: '12',
  quotes: [{ passage_id: passageId('A'), start: 0, end: 11 }],
  group: 'A',
  generator: 'grounded',
  as_of: '2026-07-15',
  corpus_tag: 'r-000001',
  facts: [{ doc_id: 'A', field: 'volumes', value: 12 }],
};
const kinds = (given: RaftRow, index: ViewIndex): string[] => untruthsOf(given, index).map(({ kind }) => kind);

describe('what of a row is no longer true', () => {
  it('is nothing while its facts and oracles stand, with or without a source beside the doc_id', async () => {
    const index = await corpus(saltRoad);
    expect(kinds(row, index)).toEqual([]);
    expect(kinds({ ...row, facts: [{ ...row.facts[0]!, source_id: 'catalog' }] }, index)).toEqual([]);
    expect(kinds({ ...row, facts: [{ ...row.facts[0]!, source_id: 'elsewhere' }] }, index)).toEqual(['fact_unknown']);
  });

  it('is a fact with another value, told with both', async () => {
    expect(untruthsOf(row, await corpus({ ...saltRoad, facts: { volumes: number(13) } }))).toMatchObject([
      { kind: 'fact_changed', message: 'volumes of A: 12 → 13' },
      { kind: 'oracle_text_differs' },
    ]);
  });

  it('is a fact that is unknown now, an oracle that is stale, and one that is gone', async () => {
    const unknown = { ...saltRoad, facts: { volumes: null }, texts: ['volumes: 12'] };
    expect(kinds(row, await corpus(unknown))).toEqual(['fact_unknown']);
    const stale = { verdict: 'expired', verdicts: ['expired'] } as const;
    expect(kinds(row, await corpus({ ...saltRoad, stale }))).toEqual(['fact_unknown', 'oracle_stale']);
    expect(kinds(row, await corpus({ doc: 'B', title: 'B' }))).toEqual(['fact_unknown', 'oracle_missing']);
  });

  it('is nothing in a row that leaves its oracle out: it states nothing', async () => {
    const refusal = { ...row, oracle_present: false, context: [], facts: [], quotes: [] };
    expect(kinds(refusal, await corpus({ ...saltRoad, facts: { volumes: number(13) } }))).toEqual([]);
  });
});
