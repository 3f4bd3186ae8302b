import { describe, expect, it } from 'vitest';
import type { RaftRow } from '../../../src/dataset/raft-row.js';
import { otherValue, replaceValue } from '../../../src/raft/formats/other-value.js';
import { rejectedSide } from '../../../src/raft/formats/rejected.js';
import { soundRows } from '../../helpers/raft-rows.js';

const rows = soundRows().map(({ row }) => row);
const rowOf = (find: (row: RaftRow) => boolean) => rows.find(find)!;

describe('the rejected side', () => {
  it('follows the older version where there is one', () => {
    const rejected = rejectedSide(rows[0]!);
    expect(rejected).toEqual({
      kind: 'other_value',
      rejected:
        '「The Copper Lighthouse」（2026-03-01更新）には##begin_quote##Volumes (巻数): 93##end_quote##とあります。<ANSWER>: 『The Copper Lighthouse』は全93巻です。',
    });
  });

  it("ascribes a sibling's value to the one that was asked about", () => {
    const row = rows[1]!;
    const rejected = rejectedSide(row);
    if (!('rejected' in rejected)) throw new Error(rejected.reason);
    const [entry] = row.context;
    const [line = ''] = entry!.text.split('\n');
    expect(rejected.kind).toBe('other_value');
    expect(rejected.rejected).toContain(
      `“${entry!.title}” (updated 2026-07-01) says: ##begin_quote##${line}##end_quote##`,
    );
    expect(rejected.rejected.endsWith(`<ANSWER>: The Harbour Lighthouse has ${/\d+/.exec(line)?.[0]} volumes.`)).toBe(
      true,
    );
  });

  it('never states what the oracle states, for any row', () => {
    for (const row of rows) {
      const rejected = rejectedSide(row);
      expect(rejected).toHaveProperty('rejected');
      if (!('rejected' in rejected)) continue;
      expect(rejected.rejected).not.toBe(row.cot_answer);
      const said = rejected.rejected.split('<ANSWER>:')[1] ?? '';
      if (row.gold) expect(said).not.toMatch(new RegExp(`(?<!\\d)${row.gold.text}(?!\\d)`));
      expect(rejected.kind === 'ungrounded_answer').toBe(!row.oracle_present);
    }
  });

  it('refuses where no other document has a value to follow', () => {
    const row = rowOf(({ oracle_present, lang }) => oracle_present && lang === 'en');
    const context = row.context.map((entry) =>
      entry.role === 'oracle' ? entry : { ...entry, text: 'Nothing alike.' },
    );
    const rejected = rejectedSide({ ...row, context });
    expect(rejected).toMatchObject({ kind: 'needless_refusal' });
    expect(rejectedSide({ ...row, context })).toEqual(rejected);
  });

  it('follows nobody whose value the oracle states too', () => {
    const row = rows[1]!;
    const [other] = /\d+/.exec(row.context[0]!.text) ?? [''];
    const context = row.context.map((entry) =>
      entry.role === 'oracle' ? { ...entry, text: `${entry.text}\nPages: ${other}` } : entry,
    );
    const rejected = rejectedSide({
      ...row,
      context: [context[0]!, ...context.filter(({ role }) => role === 'oracle')],
    });
    expect(rejected).toMatchObject({ kind: 'needless_refusal' });
  });

  it('confuses the two sides of a comparison, where it names both and their values differ', () => {
    const fact = (value: number, subject: string) => ({
      field: 'volumes',
      value: { type: 'number', value },
      subjects: [subject],
    });
    const comparison = {
      ...rows[1]!,
      type: 'comparison' as const,
      cot_answer:
        '“Low Tide” says: ##begin_quote##Volumes (巻数): 101##end_quote##. That is 101 against 9. <ANSWER>: Low Tide is longer: 101 volumes, against 9 volumes for High Sea.',
      answer: 'Low Tide is longer: 101 volumes, against 9 volumes for High Sea.',
      gold: { text: 'Low Tide', facts: [fact(101, 'Low Tide'), fact(9, 'High Sea')] },
    };
    expect(rejectedSide(comparison)).toEqual({
      kind: 'swapped_subjects',
      rejected:
        '“Low Tide” says: ##begin_quote##Volumes (巻数): 101##end_quote##. <ANSWER>: High Sea is longer: 101 volumes, against 9 volumes for Low Tide.',
    });
    const equal = { text: 'Low Tide', facts: [fact(9, 'Low Tide'), fact(9, 'High Sea')] };
    expect(rejectedSide({ ...comparison, gold: equal })).not.toMatchObject({ kind: 'swapped_subjects' });
    expect(rejectedSide({ ...comparison, answer: `No. ${comparison.answer}` })).not.toMatchObject({
      kind: 'swapped_subjects',
    });
    const silent = { ...comparison, answer: 'Low Tide and High Sea differ by 92 volumes.' };
    expect(rejectedSide(silent)).not.toMatchObject({ kind: 'swapped_subjects' });
    const japanese = {
      ...comparison,
      answer: '『干潟』7巻のほうが安く、528円です（『遠海』8巻（電子版）は693円）。',
      gold: { text: '『干潟』7巻', facts: [fact(528, '干潟 7巻'), fact(693, '遠海 8巻（電子版）')] },
    };
    expect(rejectedSide(japanese)).toMatchObject({
      rejected: expect.stringContaining(
        '<ANSWER>: 『遠海』8巻（電子版）のほうが安く、528円です（『干潟』7巻は693円）。',
      ),
    });
  });

  it('claims what stands after a label, and no part of a time', () => {
    const absent = rowOf(({ oracle_present, type }) => !oracle_present && type === 'fact');
    const text = 'Between 10:00 and 18:00 a clerk answers by telephone, and by letter all year round.';
    const context = absent.context.slice(0, 1).map((entry) => ({ ...entry, text }));
    const rejected = rejectedSide({ ...absent, question: 'When does a clerk answer?', context });
    expect(rejected).toHaveProperty('rejected', expect.stringContaining(`<ANSWER>: ${text}`));
  });

  it('is not to be had where nothing can be shown to be wrong', () => {
    const present = rows[1]!;
    expect(rejectedSide({ ...present, quotes: [] })).toEqual({ reason: 'quote_does_not_check_out' });
    const absent = rowOf(({ oracle_present, type }) => !oracle_present && type === 'fact');
    expect(rejectedSide({ ...absent, gold: undefined })).toEqual({ reason: 'answer_unknown' });
    const context = absent.context.map((entry) => ({ ...entry, title: 'x', text: 'ゐゑ。' }));
    expect(rejectedSide({ ...absent, context })).toEqual({ reason: 'no_distractor_to_follow' });
  });
});

describe('other values', () => {
  it.each([
    ['Volumes: 107', 'Volumes: 110', { own: '107', other: '110' }],
    [
      'Release date (発売日): 2020-06-09',
      'Release date (発売日): 2021-06-10',
      { own: '2020-06-09', other: '2021-06-10' },
    ],
    ['返品は14日以内に承ります。', '返品は30日以内に承ります。', { own: '14', other: '30' }],
    ['Status: ongoing', 'Status: on hiatus', { own: 'ongoing', other: 'on hiatus' }],
    ['Volumes: 107', 'Volumes: 107', null],
    ['Volumes: 107', 'Author: Nobody', null],
    ['12', '13', null],
    ['You must attach photographs.', 'You may attach photographs.', { own: 'must', other: 'may' }],
    ['学生の方は8%引きになります。', 'ポイントを差し上げます。', null],
    ['Genres: drama, mystery', 'Genres: romance', { own: 'drama, mystery', other: 'romance' }],
    ['10:00', '10:30', null],
    ['Price: ¥1,000', 'Price: 1000', null],
  ])('of %j and %j', (line, another, expected) => {
    expect(otherValue(line, another)).toEqual(expected);
  });

  it.each([
    ['It has 107 volumes.', '107', '110', 'It has 110 volumes.'],
    ['It came out on April 1, 2026.', '2026-04-01', '2026-06-09', 'It came out on June 9, 2026.'],
    ['発売日は2026年4月1日です。', '2026-04-01', '2026-06-09', '発売日は2026年6月9日です。'],
    ['It has 1107 volumes.', '107', '110', null],
    ['Vol. 3 of 3.', '3', '5', null],
    ['連載中（ongoing）です。', 'ongoing', 'completed', null],
    ['It runs still.', 'ongoing', 'completed', null],
  ])('in the answer %j', (answer, own, other, expected) => {
    expect(replaceValue(answer, { own, other })).toBe(expected);
  });
});
