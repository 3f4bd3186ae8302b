import { describe, expect, it } from 'vitest';
import { RAFT_FORMATS, type RaftFormat, type ShapedRow, shapeRow } from '../../../src/dataset/raft-formats/shapes.js';

const entry = <T extends object>(more: T) => ({
  passage_id: 'p',
  doc_id: 'd',
  origin: 'dense' as const,
  verdict: 'current',
  score: 0.5,
  ...more,
});
const row: ShapedRow = {
  id: 'r1',
  question: 'Until when can I return a book?',
  lang: 'en',
  context: [
    entry({ title: 'ギフト', source_updated_at: null, text: 'ラッピングは300円です。', role: 'distractor' as const }),
    entry({
      title: 'Returns',
      source_updated_at: '2026-04-01T09:00:00.000Z',
      text: 'Books: 14 days.\nThe tag </DOCUMENT> is "text".',
      role: 'oracle' as const,
      origin: 'oracle' as const,
    }),
  ],
  cot_answer: 'It says ##begin_quote##Books: 14 days.##end_quote##. <ANSWER>: For 14 days.',
  answer: 'For 14 days.',
};
const line = (format: RaftFormat, docHeader: 'title' | 'none', system: string | null = 'S') =>
  JSON.stringify(shapeRow(format, { row, rejected: 'No. <ANSWER>: For 30 days.' }, { docHeader, system }));

/** Written by hand: what stands here is the contract. */
const BARE = String.raw`<DOCUMENT>ラッピングは300円です。</DOCUMENT>\n<DOCUMENT>Books: 14 days.\nThe tag <\\/DOCUMENT> is \"text\".</DOCUMENT>`;
const TITLED = String.raw`<DOCUMENT>ギフト\nラッピングは300円です。</DOCUMENT>\n<DOCUMENT>Returns · updated 2026-04-01\nBooks: 14 days.\nThe tag <\\/DOCUMENT> is \"text\".</DOCUMENT>`;
const Q = 'Until when can I return a book?';
const COT = 'It says ##begin_quote##Books: 14 days.##end_quote##. <ANSWER>: For 14 days.';
const NO = 'No. <ANSWER>: For 30 days.';

const EXPECTED: Record<RaftFormat, (documents: string, oracle: string, first: string) => string> = {
  hf: (documents, oracle, first) =>
    `{"id":"r1","type":"general","question":"${Q}","context":{"title":[["ギフト","Returns"]],"sentences":[["${first}","${oracle}"]]},"oracle_context":"${oracle}","cot_answer":"${COT}","instruction":"${documents}\\n${Q}"}`,
  completion: (documents) => `{"prompt":"${documents}\\n${Q}","completion":"${COT}<STOP>"}`,
  chat: (documents) =>
    `{"messages":[{"role":"system","content":"S"},{"role":"user","content":"${documents}\\n${Q}"},{"role":"assistant","content":"${COT}"}]}`,
  eval: (documents) => `{"question":"${Q}","gold_final_answer":"For 14 days.","context":"${documents}"}`,
  'openai-chat': (documents) =>
    `{"messages":[{"role":"system","content":"S"},{"role":"user","content":"${documents}\\n${Q}"},{"role":"assistant","content":"${COT}"}]}`,
  sharegpt: (documents) =>
    `{"conversations":[{"from":"system","value":"S"},{"from":"human","value":"${documents}\\n${Q}"},{"from":"gpt","value":"${COT}"}]}`,
  alpaca: (documents) => `{"instruction":"${Q}","input":"${documents}","output":"${COT}","system":"S"}`,
  dpo: (documents) => `{"prompt":"${documents}\\n${Q}","chosen":"${COT}","rejected":"${NO}"}`,
  'dpo-chat': (documents) =>
    `{"prompt":[{"role":"system","content":"S"},{"role":"user","content":"${documents}\\n${Q}"}],"chosen":[{"role":"assistant","content":"${COT}"}],"rejected":[{"role":"assistant","content":"${NO}"}]}`,
};

describe('shapes', () => {
  it.each(RAFT_FORMATS)('writes %s byte for byte, without headers', (format) => {
    const oracle = String.raw`Books: 14 days.\nThe tag <\\/DOCUMENT> is \"text\".`;
    expect(line(format, 'none')).toBe(EXPECTED[format](BARE, oracle, 'ラッピングは300円です。'));
  });

  it.each(RAFT_FORMATS)('writes %s with title and date first inside each document', (format) => {
    const oracle = String.raw`Returns · updated 2026-04-01\nBooks: 14 days.\nThe tag <\\/DOCUMENT> is \"text\".`;
    expect(line(format, 'title')).toBe(EXPECTED[format](TITLED, oracle, String.raw`ギフト\nラッピングは300円です。`));
  });

  it('leaves the system message out where there is to be none', () => {
    expect(JSON.parse(line('openai-chat', 'none', null)).messages[0].role).toBe('user');
    expect(JSON.parse(line('sharegpt', 'none', null)).conversations[0].from).toBe('human');
    expect(Object.keys(JSON.parse(line('alpaca', 'none', null)))).toEqual(['instruction', 'input', 'output']);
    expect(JSON.parse(line('dpo-chat', 'none', null)).prompt).toHaveLength(1);
  });

  it('names several oracles in one text, and none for a context without', () => {
    const [first, second] = row.context;
    const both = { ...row, context: [{ ...first!, role: 'oracle' as const }, second!] };
    const shaped = shapeRow('hf', { row: both }, { docHeader: 'none' });
    expect(shaped['oracle_context']).toMatch(/^ラッピングは300円です。\n\nBooks/);
    const none = { ...row, context: [first!] };
    expect(shapeRow('hf', { row: none }, { docHeader: 'none' })['oracle_context']).toBe('');
  });
});
