import { describe, expect, it } from 'vitest';
import { RAFT_FORMATS } from '../../../src/dataset/raft-formats/shapes.js';
import { RULE_IDS } from '../../../src/raft/lint/rules.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { soundRows } from '../../helpers/raft-rows.js';
import { cleanLines, type Line, type Lines, placesIn, type Shape } from './plant.js';

const folder = tempFolder();

/** `where` is where the defect is planted, and the only place that may be named. */
interface Planted {
  readonly rule: (typeof RULE_IDS)[number];
  readonly shape: Shape;
  readonly where: string;
  plant(lines: Lines): void;
}

/** Row 2 of train (of index 1): English, with its oracle in slot 1, nothing special. */
const second = (lines: Lines): Line => lines.train[1];
const OTHER = 'Volumes (巻数): 999';

const NATIVE: readonly Planted[] = [
  ['unreadable-line', (lines: Lines) => lines.train.splice(1, 1, '{"id": "cut off')],
  ['empty-field', (lines: Lines) => Object.assign(second(lines), { question: ' ' })],
  [
    'truncated-field',
    (lines: Lines) => Object.assign(second(lines), { cot_answer: second(lines).cot_answer.slice(0, 60) }),
  ],
  ['placeholder-title', (lines: Lines) => Object.assign(second(lines).context[0], { title: 'placeholder_title' })],
  [
    'duplicate-document',
    (lines: Lines) => Object.assign(second(lines).context[0], { text: second(lines).context[4].text }),
  ],
  ['distractor-count', (lines: Lines) => second(lines).context.splice(3, 1)],
  ['delimiter-collision', (lines: Lines) => replaceIn(second(lines), 'cot_answer', 'says: ', 'says: ##begin_quote##')],
  ['stop-in-chat', (lines: Lines) => replaceIn(second(lines), 'cot_answer', 'says:', '<STOP> says:')],
  ['answer-tag-missing', (lines: Lines) => replaceIn(second(lines), 'cot_answer', '<ANSWER>:', 'Answer:')],
  ['reasoning-as-answer', (lines: Lines) => Object.assign(second(lines), { answer: second(lines).cot_answer })],
  ['quote-not-found', (lines: Lines) => replaceIn(second(lines), 'cot_answer', 'Volumes (巻数): 101', OTHER)],
  [
    'quote-of-distractor',
    (lines: Lines) => {
      const row = second(lines);
      const [distractor] = row.context;
      const text = distractor.text.split('\n')[0];
      replaceIn(row, 'cot_answer', 'Volumes (巻数): 101', text);
      row.quotes = [{ passage_id: distractor.passage_id, start: 0, end: text.length }];
    },
  ],
  [
    'answer-not-in-oracle',
    (lines: Lines) => {
      replaceIn(second(lines), 'cot_answer', '101 volumes', '640 volumes');
      replaceIn(second(lines), 'answer', '101 volumes', '640 volumes');
    },
  ],
  [
    'oracle-missing',
    (lines: Lines) => Object.assign(second(lines).context[1], freshDocument(), { role: 'distractor', origin: 'dense' }),
  ],
  [
    'refusal-with-oracle',
    (lines: Lines) => {
      const answer = 'The documents do not say, and I would rather not guess.';
      const row = second(lines);
      row.cot_answer = `${row.cot_answer.split('<ANSWER>:')[0]}<ANSWER>: ${answer}`;
      row.answer = answer;
    },
  ],
  ['stale-version', (lines: Lines) => replaceIn(lines.train[0], 'cot_answer', '2026-03-01', '前')],
  ['row-contradicts-itself', (lines: Lines) => Object.assign(second(lines), { answer: 'It is 101, they say.' })],
].map(([rule, plant]) => native(rule as Planted['rule'], plant as Planted['plant']));

function native(rule: Planted['rule'], plant: Planted['plant']): Planted {
  return { rule, shape: 'native', where: `train.jsonl:${rule === 'stale-version' ? 1 : 2}`, plant };
}

const ACROSS: readonly Planted[] = [
  {
    rule: 'question-repeated',
    shape: 'native',
    where: 'train.jsonl:5',
    plant: (lines) => Object.assign(lines.train[4], { question: second(lines).question.toUpperCase() }),
  },
  {
    rule: 'question-in-two-splits',
    shape: 'native',
    where: 'test.jsonl:2',
    plant: (lines) => Object.assign(lines.test[1], { question: `${second(lines).question.replace('are', 'are now')}` }),
  },
  {
    rule: 'chunk-in-two-splits',
    shape: 'native',
    where: 'test.jsonl:2',
    plant: (lines) => Object.assign(lines.test[1], { group: second(lines).group }),
  },
  {
    rule: 'oracle-position',
    shape: 'native',
    where: 'train.jsonl',
    plant: (lines) => {
      for (const { context } of lines.train) context.sort((a: Line, b: Line) => (a.role < b.role ? 1 : -1));
    },
  },
];

const OTHERS: readonly Planted[] = [
  {
    rule: 'no-documents',
    shape: 'chat',
    where: 'train.jsonl:2',
    plant: (lines) => Object.assign(second(lines).messages[1], { content: 'What is it?' }),
  },
  {
    rule: 'stop-in-chat',
    shape: 'chat',
    where: 'train.jsonl:2',
    plant: (lines) =>
      Object.assign(second(lines).messages[2], { content: `${second(lines).messages[2].content}<STOP>` }),
  },
  {
    rule: 'delimiter-collision',
    shape: 'completion',
    where: 'train.jsonl:2',
    plant: (lines) => replaceIn(second(lines), 'prompt', 'A story', 'A </DOCUMENT> story'),
  },
  {
    rule: 'delimiter-collision',
    shape: 'sharegpt',
    where: 'train.jsonl:2',
    plant: (lines) => replaceIn(second(lines).conversations[1], 'value', 'A story', 'An <ANSWER>: story'),
  },
  {
    rule: 'quote-not-found',
    shape: 'completion',
    where: 'train.jsonl:2',
    plant: (lines) => replaceIn(second(lines), 'completion', 'Volumes (巻数): 101', OTHER),
  },
  {
    rule: 'answer-not-in-oracle',
    shape: 'alpaca',
    where: 'train.jsonl:2',
    plant: (lines) => replaceIn(second(lines), 'output', '101 volumes', '640 volumes'),
  },
  {
    rule: 'reasoning-as-answer',
    shape: 'eval',
    where: 'train.jsonl:2',
    plant: (lines) =>
      Object.assign(second(lines), { gold_final_answer: 'It says ##begin_quote##Volumes##end_quote##. So 101.' }),
  },
  {
    rule: 'quote-of-distractor',
    shape: 'hf',
    where: 'train.jsonl:2',
    plant: (lines) => {
      const row = second(lines);
      replaceIn(row, 'cot_answer', 'Volumes (巻数): 101', row.context.sentences[0][0].split('\n')[1]);
    },
  },
  {
    rule: 'oracle-missing',
    shape: 'hf',
    where: 'train.jsonl:2',
    plant: (lines) => {
      const row = second(lines);
      const { title, text } = freshDocument();
      const other = `${title} · updated 2026-07-01\n${text}`;
      row.instruction = row.instruction.replace(row.oracle_context, other);
      row.context.sentences[0][1] = other;
      row.context.title[0][1] = title;
    },
  },
  {
    rule: 'refusal-with-oracle',
    shape: 'hf',
    where: 'train.jsonl:2',
    plant: (lines) => {
      second(lines).cot_answer = 'Nothing is said of it. <ANSWER>: I cannot find that in the documents.';
    },
  },
  {
    rule: 'chunk-in-two-splits',
    shape: 'hf',
    where: 'test.jsonl:2',
    plant: (lines) => {
      const row = second(lines);
      const { oracle_context, context, cot_answer, instruction } = row;
      const question = 'Tell me the number of books in that series';
      const asked = instruction.slice(0, instruction.lastIndexOf('\n') + 1) + question;
      Object.assign(lines.test[1], { question, oracle_context, context, cot_answer, instruction: asked });
    },
  },
  {
    rule: 'duplicate-document',
    shape: 'eval',
    where: 'train.jsonl:2',
    plant: (lines) => {
      const documents = second(lines).context.split('\n<DOCUMENT>');
      second(lines).context = [...documents.slice(0, 4), documents[3]].join('\n<DOCUMENT>');
    },
  },
];

function replaceIn(target: Line, key: string, from: string, to: string): void {
  if (!target[key].includes(from)) throw new Error(`${key} has no ${from}`);
  target[key] = target[key].replace(from, () => to);
}

function freshDocument() {
  return {
    passage_id: 'p-new',
    doc_id: 'new',
    title: 'The Unasked',
    text: 'Volumes (巻数): 3\nAuthor: Nobody of note',
  };
}

describe('lint', () => {
  it.each(['native', ...RAFT_FORMATS] as const)('finds nothing in the clean dataset as %s', async (shape) => {
    expect(await placesIn(folder.path, cleanLines(shape))).toEqual([]);
  });

  it.each([...NATIVE, ...ACROSS, ...OTHERS])(
    'finds a planted $rule ($shape), at its line and nothing else',
    async (planted) => {
      const lines = cleanLines(planted.shape);
      planted.plant(lines);
      expect(await placesIn(folder.path, lines)).toEqual([`${planted.where} ${planted.rule}`]);
    },
  );

  it('has a planted defect for every rule', () => {
    const planted = new Set([...NATIVE, ...ACROSS, ...OTHERS].map(({ rule }) => rule));
    expect(RULE_IDS.filter((rule) => !planted.has(rule))).toEqual([]);
  });

  it('finds all of them in one dataset, each at its line', async () => {
    const lines = cleanLines('native');
    const rules = NATIVE.filter(({ rule }) => rule !== 'stale-version' && rule !== 'unreadable-line');
    const taken = second(lines).context.map(({ doc_id }: Line) => doc_id);
    const isFree = (row: Line): boolean =>
      row.lang === 'en' && row.oracle_present && !taken.includes(row.facts[0].doc_id);
    const free = lines.train.flatMap((row, i) => (i > 1 && isFree(row) ? [i] : []));
    const expected = rules.map((planted, n) => {
      const at = free[n]!;
      const alone = cleanLines('native');
      planted.plant(alone);
      lines.train[at] = rotated(moved(second(alone), lines.train[at]), n);
      return `train.jsonl:${at + 1} ${planted.rule}`;
    });
    NATIVE.find(({ rule }) => rule === 'stale-version')!.plant(lines);
    lines.validation.push('not a row');
    for (const planted of ACROSS.slice(0, 3)) planted.plant(lines);
    const across = ACROSS.slice(0, 3).map(({ where, rule }) => `${where} ${rule}`);
    expected.push('train.jsonl:1 stale-version', 'validation.jsonl:17 unreadable-line', ...across);
    expect((await placesIn(folder.path, lines)).sort()).toEqual(expected.sort());
  });
});

/** The planted second row as the row of another series: what it is about, and nothing of what is wrong with it, changes. */
function moved(row: Line, target: Line): Line {
  const [from, to] = [soundRows()[1]!.row, target];
  const title = ({ context }: Line) => context.find(({ role }: Line) => role === 'oracle').title;
  const json = JSON.stringify(row)
    .replaceAll(title(from), title(to))
    .replaceAll(title(from).toLowerCase(), title(to).toLowerCase())
    .replaceAll(/\bS1\b/g, to.facts[0].doc_id);
  return { ...JSON.parse(json), id: to.id };
}

/** The same documents from another one on, so that the planted rows do not all have their oracle in one slot. */
function rotated(row: Line, by: number): Line {
  const at = by % row.context.length;
  return { ...row, context: [...row.context.slice(at), ...row.context.slice(0, at)] };
}
