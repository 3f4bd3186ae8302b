import { describe, expect, it } from 'vitest';
import { RaftCorpusError } from '../../../src/core/errors.js';
import {
  type PromptTemplate,
  parseTemplate,
  renderAnswer,
  renderPrompt,
  renderSystem,
} from '../../../src/dataset/raft-formats/template.js';
import { soundRows } from '../../helpers/raft-rows.js';

const { row } = soundRows()[1]!;
const prompt = (template: PromptTemplate, context = row.context.slice(0, 2)) =>
  renderPrompt({ ...row, context }, { docHeader: 'title', template });
const failure = (source: string): RaftCorpusError => {
  try {
    parseTemplate(source, 't.txt');
  } catch (error) {
    if (error instanceof RaftCorpusError) return error;
  }
  throw new Error('the template was taken');
};

describe('templates', () => {
  it('fill documents and question into a prompt of one section', () => {
    const [a, b] = row.context;
    expect(prompt(parseTemplate('Read:\n{documents}\nCustomer: {question}\n', 't'))).toBe(
      `Read:\n<DOCUMENT>${a!.title} · updated 2026-07-01\n${a!.text}</DOCUMENT>\n<DOCUMENT>${b!.title} · updated 2026-07-01\n${b!.text}</DOCUMENT>\n\nCustomer: ${row.question}`,
    );
  });

  it('take documents, system message and answer from sections of their own', () => {
    const source = [
      '--- system',
      'Answer in {lang}.',
      '--- document',
      '[{number}] {title} ({updated}): {text}',
      '',
      '--- prompt',
      '{documents}Q: {question}',
      '--- answer',
      'A: {answer}',
    ].join('\r\n');
    const template = parseTemplate(source, 't');
    const [a, b] = row.context;
    expect(prompt(template)).toBe(
      `[1] ${a!.title} (2026-07-01): ${a!.text}\n[2] ${b!.title} (2026-07-01): ${b!.text}\nQ: ${row.question}`,
    );
    expect(renderSystem(row, template)).toBe('Answer in en.');
    expect(renderAnswer(row, { docHeader: 'none', template })).toBe(`A: ${row.answer}`);
  });

  it('fill in one pass: slots inside documents and doubled braces stay text', () => {
    const context = [{ ...row.context[0]!, text: 'say {question} and $& and {nothing}' }];
    const filled = prompt(parseTemplate('{{question}} {"json": 1} {documents}{question}', 't'), context);
    expect(filled).toContain('{question} {"json": 1} <DOCUMENT>');
    expect(filled).toContain('say {question} and $& and {nothing}</DOCUMENT>');
  });

  it.each([
    [
      '{documents}\nand\n{questoin}',
      't.txt:3',
      'unknown slot {questoin} in the prompt section; did you mean {question}?',
    ],
    ['--- prompt\n{documents} {question}\n--- document\n\n{document} {page}', 't.txt:5', 'unknown slot {page}'],
    ['{question}', 't.txt:1', 'the prompt section has no {documents}'],
    ['--- document\n{title}', 't.txt:2', 'the document section has no {document} or {text}'],
    ['--- promt\n{documents}{question}', 't.txt:1', 'unknown section "promt"; did you mean "prompt"?'],
    ['--- system\na\n--- system\nb', 't.txt:4', 'stands there twice'],
    ['hello\n--- prompt\n{documents}{question}', 't.txt:1', 'before the first section'],
    ['  \n', 't.txt', 'the template is empty'],
  ])('refuse %j at %s', (source, where, message) => {
    const error = failure(source);
    expect(error.where).toBe(where);
    expect(error.message).toContain(message);
    expect(error.fix).toBeTruthy();
  });
});
