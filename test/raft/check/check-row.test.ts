import { describe, expect, it } from 'vitest';
import type { RaftRow } from '../../../src/dataset/raft-row.js';
import { corpusOfView } from '../../../src/negatives/corpus.js';
import { createRowJudge } from '../../../src/raft/check/check-row.js';
import { indexView } from '../../../src/verify/view-index.js';
import { number, passageId, type SmallDocument, smallView, text } from '../../helpers/small-view.js';
import { entryOf, rowOf } from '../../verify/claims/rows.js';

const TIGER: SmallDocument = { doc: 'B', title: 'Paper Tiger', facts: { author: text('Ann Lee') } };
const BELL: SmallDocument = { doc: 'C', title: 'Copper Bell', facts: { volumes: number(7) } };
const RETURNS: SmallDocument = page('returns', 'You can return printed books within 14 days of delivery.');
const GUIDE: SmallDocument = page('guide', 'Wrap what you send back well.');
function page(doc: string, ...texts: string[]): SmallDocument {
  return { doc, source: 'policies', kind: 'policy', title: doc, texts };
}
/** The version of a page that took the place of `doc`. */
const became = (document: SmallDocument, texts: readonly string[]): SmallDocument[] => [
  {
    ...document,
    doc: `${document.doc}@old`,
    stale: {
      passage_id: passageId(document.doc),
      verdict: 'superseded',
      verdicts: ['superseded'],
      severity: 'material',
      superseded_by: passageId('new'),
    },
  },
  { ...document, texts, stale: { passage_id: passageId('new'), verdict: null } },
];

async function judge(row: RaftRow, ...now: SmallDocument[]) {
  const index = indexView(await smallView(now));
  return createRowJudge({ index, corpus: corpusOfView(index) }).judge(row);
}
const unanswerable = async (): Promise<RaftRow> => {
  const view = await smallView([TIGER, BELL]);
  const context = ['B', 'C'].map((doc) => entryOf(view, doc, { role: 'distractor' }));
  const unknown = { field: 'volumes', subjects: ['Paper Tiger'] };
  return rowOf(context, 'Ann Lee', { type: 'unanswerable', oracle_present: false, oracle_ids: [], unknown });
};
const answerable = async (over: Partial<RaftRow> = {}): Promise<RaftRow> => {
  const view = await smallView([RETURNS, GUIDE]);
  const context = [entryOf(view, 'returns'), entryOf(view, 'guide', { role: 'distractor' })];
  return rowOf(context, 'You can return printed books within 14 days of delivery.', {
    gold: { text: '14 days' },
    ...over,
  });
};
/** The same question in a context without its oracle. */
const refused = async (): Promise<RaftRow> => {
  const row = await answerable();
  return { ...row, context: row.context.slice(1), oracle_present: false, quotes: [] };
};

describe('the documents of a context', () => {
  it('are no rot while nothing in them changes, and the corpus still does not know', async () => {
    expect(await judge(await unanswerable(), TIGER, BELL)).toMatchObject({ verdict: 'valid', findings: [] });
    expect(await judge(await answerable(), RETURNS, GUIDE)).toMatchObject({ verdict: 'valid', findings: [] });
  });

  it('make an unanswerable question wrong when one of them comes to know', async () => {
    const known = { ...TIGER, facts: { ...TIGER.facts, volumes: number(3) } };
    const { verdict, findings } = await judge(await unanswerable(), known, BELL);
    expect([verdict, findings[0]!.doc_id]).toEqual(['distractor_answers', 'B']);
  });

  it('leave it right, and say so, when the answer is known elsewhere', async () => {
    const row = await unanswerable();
    const known = { ...TIGER, facts: { volumes: number(3) } };
    const without = { ...row, context: row.context.slice(1) };
    expect(await judge(without, known, BELL)).toMatchObject({
      verdict: 'valid',
      findings: [{ kind: 'answerable_now', doc_id: 'B' }],
    });
    expect((await judge(without, BELL)).findings).toEqual([]);
  });

  it.each([
    ['with its oracle', answerable],
    ['without', refused],
  ])('are rot of a question %s when a distractor comes to say what the oracle says', async (_, make) => {
    const row = await make();
    const said = became(GUIDE, ['Printed books can be returned within 14 days of delivery.']);
    expect((await judge(row, RETURNS, ...said)).verdict).toBe('distractor_answers');
    const chance = became(GUIDE, ['We answer letters within 14 days.']);
    expect((await judge(row, RETURNS, ...chance)).verdict).toBe('valid');
  });

  it('do not count as changed when they were stale then and are stale now, but do when they are current again', async () => {
    const view = await smallView([RETURNS, { ...GUIDE, stale: { verdict: 'superseded', verdicts: ['superseded'] } }]);
    const stale = entryOf(view, 'guide', {
      role: 'distractor',
      origin: 'stale',
      text: 'Within 14 days of delivery you can return printed books.',
    });
    const row = { ...(await answerable()), context: [entryOf(view, 'returns'), stale] };
    const old = {
      ...page('guide', stale.text),
      stale: { verdict: 'superseded', verdicts: ['superseded'], superseded_by: passageId('returns') },
    } as const;
    expect((await judge(row, RETURNS, old)).verdict).toBe('valid');
    expect((await judge(row, RETURNS, page('guide', stale.text))).verdict).toBe('distractor_answers');
  });

  it('take the value of today for the answer of a refusal', async () => {
    const salt: SmallDocument = { doc: 'S', title: 'Salt Road', facts: { volumes: number(9) } };
    const view = await smallView([salt, GUIDE]);
    const gold = {
      text: '9',
      facts: [{ field: 'volumes', value: number(9), subjects: ['Salt Road'] }],
    } as RaftRow['gold'];
    const row = rowOf([entryOf(view, 'guide', { role: 'distractor' })], 'Wrap', {
      oracle_ids: [passageId('S')],
      type: 'fact',
      gold,
    });
    const now = { ...salt, facts: { volumes: number(10) } };
    const says = (volumes: number) => became(GUIDE, [`Salt Road has ${volumes} volumes by now.`]);
    expect((await judge(row, now, ...says(10))).verdict).toBe('distractor_answers');
    expect((await judge(row, now, ...says(9))).verdict).toBe('valid');
  });

  it('cannot be judged where the row names no answer and a page changed, or none of its pages is known', async () => {
    const row = await unanswerable();
    const { unknown: _, ...silent } = row;
    expect((await judge(silent as RaftRow, TIGER, BELL)).verdict).toBe('valid');
    expect((await judge(silent as RaftRow, BELL, ...became(TIGER, ['A tale.']))).verdict).toBe('unknown');
    expect((await judge(row, { doc: 'X', title: 'X' })).verdict).toBe('unknown');
  });
});

describe('rests_on_stale', () => {
  it('counts rows as a refresh does: by oracles that changed materially, whatever the verdict', async () => {
    const row = await answerable();
    const edited = became(RETURNS, ['You can return printed books within 14 days of delivery. Boxed sets too.']);
    expect(await judge(row, ...edited, GUIDE)).toMatchObject({ verdict: 'cosmetic', rests_on_stale: true });
    expect(await judge(await refused(), ...edited, GUIDE)).toMatchObject({ verdict: 'valid', rests_on_stale: false });
  });
});
