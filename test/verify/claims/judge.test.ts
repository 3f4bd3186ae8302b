import { describe, expect, it } from 'vitest';
import type { ViewPassage } from '../../../src/corpus/view.js';
import type { RaftRow } from '../../../src/dataset/raft-row.js';
import { CorpusNow } from '../../../src/verify/claims/document-now.js';
import { verdictOf } from '../../../src/verify/claims/finding.js';
import { judgeClaims } from '../../../src/verify/claims/judge.js';
import { claimsOf } from '../../../src/verify/claims/row-claims.js';
import { indexView } from '../../../src/verify/view-index.js';
import { number, passageId, type SmallDocument, smallView, text, yen } from '../../helpers/small-view.js';
import { entryOf, rowOf } from './rows.js';

const saltRoad: SmallDocument = {
  doc: 'A',
  title: 'Salt Road',
  facts: { volumes: number(12), author: text('Ann Lee') },
};
const factRow = async (over: Partial<RaftRow> = {}): Promise<RaftRow> =>
  rowOf([entryOf(await smallView([saltRoad]), 'A')], 'volumes: 12', {
    type: 'fact',
    facts: [{ source_id: 'catalog', doc_id: 'A', field: 'volumes', value: 12 }],
    ...over,
  });

const RETURNS = 'You can return printed books within 14 days of delivery. Vouchers cannot be returned.';
const returns = (...texts: string[]): SmallDocument => ({
  doc: 'returns',
  source: 'policies',
  kind: 'policy',
  title: 'Returns',
  texts,
});
const policyRow = async (words = 'You can return printed books within 14 days of delivery.'): Promise<RaftRow> =>
  rowOf([entryOf(await smallView([returns(RETURNS)]), 'returns')], words);
/** The version that `returns` was, when `now` has taken its place. */
const oldReturns = (superseded_by: string | null = passageId('returns')): SmallDocument => ({
  ...returns(RETURNS),
  doc: 'returns@old',
  stale: { passage_id: passageId('was'), verdict: 'superseded', verdicts: ['superseded'], superseded_by },
});

async function judged(row: RaftRow, ...now: SmallDocument[]) {
  const corpus = new CorpusNow(indexView(await smallView(now)));
  const findings = judgeClaims(claimsOf(row, corpus.index), corpus);
  return { verdict: verdictOf(findings), findings };
}
/** The row as it was made from the passage that {@link oldReturns} is now. */
const ofOld = async (words?: string): Promise<RaftRow> => {
  const row = await policyRow(words);
  const rename = <T extends { passage_id: string }>(of: T): T => ({ ...of, passage_id: passageId('was') });
  return { ...row, context: row.context.map(rename), quotes: row.quotes.map(rename), oracle_ids: [passageId('was')] };
};

describe('a row with typed facts', () => {
  it('is valid while they stand, with or without a source beside the doc_id', async () => {
    expect((await judged(await factRow(), saltRoad)).findings).toEqual([]);
    const bare = await factRow({ facts: [{ doc_id: 'A', field: 'volumes', value: 12 }] });
    expect((await judged(bare, saltRoad)).findings).toEqual([]);
  });

  it('tells old → new, once, where a fact changed', async () => {
    const { verdict, findings } = await judged(await factRow(), { ...saltRoad, facts: { volumes: number(13) } });
    expect(verdict).toBe('answer_changed');
    expect(findings).toMatchObject([
      {
        message: 'volumes of A: 12 → 13',
        drift: [{ field: 'volumes', old: 12, new: 13 }],
        doc_id: 'A',
        source_id: 'catalog',
      },
    ]);
  });

  it('shows money with its currency on both sides, and unknown as unknown', async () => {
    const row = await factRow({ facts: [{ source_id: 'catalog', doc_id: 'A', field: 'price', value: 500 }] });
    const { findings } = await judged(row, { ...saltRoad, facts: { ...saltRoad.facts, price: yen(660) } });
    expect(findings).toMatchObject([{ drift: [{ field: 'price', old: 'JPY 500', new: 'JPY 660' }] }]);
    const gone = await judged(await factRow(), { ...saltRoad, facts: { author: text('Ann Lee') } });
    expect(gone.findings).toMatchObject([{ kind: 'answer_changed', message: 'volumes of A: 12 → unknown' }]);
  });

  it('is cosmetic where another line of the record changed', async () => {
    const { verdict } = await judged(await factRow(), {
      ...saltRoad,
      facts: { volumes: number(12), author: text('Ann Leigh') },
    });
    expect(verdict).toBe('cosmetic');
  });

  it('takes lists as sets, and dates by day', async () => {
    const facts = { genres: { type: 'list', value: ['b', 'a'] }, out: { type: 'date', value: '2026-04-01' } } as const;
    const row = await factRow({
      facts: [
        { source_id: 'catalog', doc_id: 'A', field: 'genres', value: ['a', 'b'] },
        { source_id: 'catalog', doc_id: 'A', field: 'out', value: '2026-04-01T00:00:00.000Z' },
      ],
    });
    const { findings } = await judged(row, { ...saltRoad, facts: { ...saltRoad.facts, ...facts } });
    expect(findings.filter(({ kind }) => kind !== 'cosmetic')).toEqual([]);
  });

  it('has a stale oracle, not another answer, where the line reads differently and its fact holds', async () => {
    const relabelled: SmallDocument = { ...saltRoad, facts: {}, texts: ['Length: 12 volumes'] };
    const view = await smallView([relabelled]);
    const [row] = view.documents.values();
    const facts = [{ field: 'volumes', value: number(12) }];
    const documents = new Map([...view.documents.keys()].map((key) => [key, { ...row!, facts }]));
    const corpus = new CorpusNow(indexView({ ...view, documents }));
    const findings = judgeClaims(claimsOf(await factRow(), corpus.index), corpus);
    expect(verdictOf(findings)).toBe('oracle_stale');
  });

  it('is source_removed, said once, where the document went, pruned or not', async () => {
    const other: SmallDocument = { doc: 'B', title: 'B' };
    const { verdict, findings } = await judged(await factRow(), other);
    expect([verdict, findings.length]).toEqual(['source_removed', 1]);
    const removed = { ...saltRoad, stale: { verdict: 'removed', verdicts: ['removed'] } } as const;
    expect((await judged(await factRow(), removed)).verdict).toBe('source_removed');
  });

  it('is unknown where the corpus has neither passage, text, document nor source', async () => {
    const row = await factRow({ facts: [{ doc_id: 'A', field: 'volumes', value: 12 }] });
    const elsewhere = row.context.map(({ source_id: _, ...entry }) => ({ ...entry, passage_id: 'x' }));
    const { verdict } = await judged({ ...row, context: elsewhere }, { doc: 'B', source: 'other', title: 'B' });
    expect(verdict).toBe('unknown');
  });

  it('is matched by text where its ids are of another tool', async () => {
    const row = await factRow({ facts: [] });
    const context = row.context.map(({ source_id: _, ...entry }) => ({ ...entry, passage_id: '1', doc_id: 'doc-1' }));
    const quotes = row.quotes.map((quote) => ({ ...quote, passage_id: '1' }));
    const foreign = { ...row, context, quotes, oracle_ids: ['1'] };
    expect((await judged(foreign, saltRoad)).verdict).toBe('valid');
    expect((await judged(foreign, { ...saltRoad, facts: { volumes: number(13) } })).verdict).toBe('unknown');
  });

  it('claims nothing of its oracle when it refuses, and rests on it when it answers by heart', async () => {
    const absent = { oracle_present: false, context: [], quotes: [] };
    const now = { ...saltRoad, facts: { volumes: number(13) } };
    expect((await judged(await factRow({ ...absent, facts: [] }), now)).verdict).toBe('valid');
    expect((await judged(await factRow({ ...absent, absent: 'memorise' }), now)).verdict).toBe('answer_changed');
    expect((await judged(await factRow({ ...absent, absent: 'memorise' }), saltRoad)).verdict).toBe('valid');
  });
});

describe('a row with quoted sentences', () => {
  it('is valid while its passage stands, whatever else the page says', async () => {
    const more = returns(RETURNS, 'Boxed sets are returned whole.');
    expect((await judged(await policyRow(), more)).findings).toEqual([]);
  });

  it.each([
    ['the passage was edited elsewhere', [RETURNS.replace('Vouchers', 'Coupons')]],
    [
      'the page was cut anew',
      ['Returns in short.', 'You can return printed books within 14 days of delivery.', 'Vouchers cannot be returned.'],
    ],
    ['spacing changed', [RETURNS.replace('within 14', 'within  14')]],
    ['markup and case changed', [RETURNS.replace('14 days', '**14 days**').replace('You can', 'YOU can')]],
    ['a value is written otherwise', [RETURNS.replace('14 days', 'fourteen days')]],
  ])('is cosmetic where %s', async (_, texts) => {
    const { verdict, findings } = await judged(await ofOld(), oldReturns(), returns(...texts));
    expect(findings.map(({ kind }) => kind)).toEqual(['cosmetic']);
    expect(verdict).toBe('cosmetic');
  });

  it('tells old → new of the quoted sentence alone', async () => {
    const now = returns('You can return printed books within 30 days of delivery. Vouchers expire after 2 years.');
    const { verdict, findings } = await judged(await ofOld(), oldReturns(), now);
    expect(verdict).toBe('answer_changed');
    expect(findings.map(({ drift }) => drift)).toEqual([[{ field: 'duration', old: '14 days', new: '30 days' }]]);
  });

  it('names a declared statement as the refresh that flagged it did', async () => {
    const drift = [{ field: 'return_window', old: '14 days', new: '30 days' }];
    const old = oldReturns();
    const named = { ...old, stale: { ...old.stale, drift } };
    const { findings } = await judged(await ofOld(), named, returns(RETURNS.replace('14', '30')));
    expect(findings[0]!.drift).toEqual(drift);
  });

  it('tells a modal that changed, over several refreshes and after a prune', async () => {
    const row = await ofOld('Vouchers cannot be returned.');
    const now = returns(RETURNS.replace('cannot', 'can'));
    const between: Partial<ViewPassage> = {
      passage_id: passageId('between'),
      verdict: 'superseded',
      superseded_by: passageId('returns'),
    };
    const chain: SmallDocument[] = [
      oldReturns(passageId('between')),
      { ...returns('Vouchers may not be returned.'), doc: 'returns@2', stale: between },
      now,
    ];
    for (const corpus of [chain, [now]]) {
      const { findings } = await judged(row, ...corpus);
      expect(findings).toMatchObject([{ kind: 'answer_changed', drift: [{ field: 'modality' }] }]);
    }
  });

  it('has a stale oracle where no sentence took the place of the quoted one', async () => {
    const { verdict, findings } = await judged(
      await ofOld(),
      oldReturns(null),
      returns('Vouchers cannot be returned.'),
    );
    expect(verdict).toBe('oracle_stale');
    expect(findings[0]!.drift).toMatchObject([{ field: 'text', new: null }]);
  });

  it.each(['expired', 'pending', 'overdue'] as const)('has a stale oracle where the page is %s', async (verdict) => {
    const { findings } = await judged(await policyRow(), {
      ...returns(RETURNS),
      stale: { verdict, verdicts: [verdict] },
    });
    expect(findings).toMatchObject([{ kind: 'oracle_stale', message: `policies/returns is ${verdict}` }]);
  });

  it('has another answer where who knows better contradicts the quoted value, and only that', async () => {
    const contradicted = (old: string): SmallDocument => ({
      ...returns(RETURNS),
      stale: {
        verdict: 'contradicted',
        verdicts: ['contradicted'],
        drift: [{ field: 'return_window', old, new: '30 days' }],
      },
    });
    expect((await judged(await policyRow(), contradicted('14 days'))).verdict).toBe('answer_changed');
    expect((await judged(await policyRow(), contradicted('7 days'))).verdict).toBe('oracle_stale');
  });

  it('is cosmetic where the page was renamed, and rotten where the page of the new name says something else by now', async () => {
    const gone = {
      ...returns(RETURNS),
      stale: { verdict: 'removed', verdicts: ['removed'], superseded_by: passageId('refunds') },
    } as const;
    const { findings } = await judged(await policyRow(), gone, { ...returns(RETURNS), doc: 'refunds' });
    expect(findings).toMatchObject([{ kind: 'cosmetic', doc_id: 'refunds' }]);
    const now = { ...returns(RETURNS.replace('14', '30')), doc: 'refunds' };
    const then: Partial<ViewPassage> = {
      passage_id: passageId('then'),
      verdict: 'superseded',
      superseded_by: passageId('refunds'),
    };
    const renamed = { ...gone, stale: { ...gone.stale, superseded_by: passageId('then') } };
    const changed = await judged(
      await policyRow(),
      renamed,
      { ...returns(RETURNS), doc: 'refunds@then', stale: then },
      now,
    );
    expect(changed.findings).toMatchObject([{ kind: 'answer_changed', drift: [{ old: '14 days', new: '30 days' }] }]);
  });
});

describe('verdictOf', () => {
  it('takes the most serious finding, and is valid without any that counts', () => {
    const of = (...kinds: string[]) => verdictOf(kinds.map((kind) => ({ kind }) as never));
    expect(of('cosmetic', 'answer_changed', 'source_removed')).toBe('source_removed');
    expect(of('cosmetic', 'unknown')).toBe('unknown');
    expect(of('answerable_now')).toBe('valid');
  });
});
