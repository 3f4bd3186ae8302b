/**
 * Prompt templates: a text file with slots, so that a team's own wording needs no code.
 *
 *     --- system
 *     You answer for the shop.
 *     --- document
 *     [{number}] {document}
 *     --- prompt
 *     {documents}
 *     Customer: {question}
 *     --- answer
 *     {cot_answer}
 *
 * A file without `--- ` lines is the prompt alone; sections that are left out keep their defaults. `{{question}}` writes
 * `{question}`; braces around anything but a lower-case word are text.
 */
import { RaftCorpusError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import { escapeDelimiters } from '../delimiters.js';
import type { RaftRow } from '../raft-row.js';
import { type DocHeader, dayOf, headerOf, renderDocument } from './document.js';

const SLOTS = {
  system: ['lang'],
  document: ['document', 'text', 'title', 'updated', 'number', 'header'],
  prompt: ['documents', 'question', 'lang'],
  answer: ['cot_answer', 'answer'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Section = keyof typeof SLOTS;
const SECTIONS = Object.keys(SLOTS) as readonly Section[];

/** Each group needs one of its slots. */
const REQUIRED: Readonly<Record<Section, readonly (readonly string[])[]>> = {
  system: [],
  document: [['document', 'text']],
  prompt: [['documents'], ['question']],
  answer: [['cot_answer', 'answer']],
};

/** A checked template; a section that is absent keeps its default. */
export type PromptTemplate = Readonly<Partial<Record<Section, string>>>;

/** Gorilla's prompt: `<DOCUMENT>d</DOCUMENT>` and a line feed for each document, then the question, and nothing after it. */
const DEFAULTS = {
  document: '<DOCUMENT>{document}</DOCUMENT>\n',
  prompt: '{documents}{question}',
  answer: '{cot_answer}',
} as const;

/**
 * Reads and checks a template.
 *
 * @param where how messages call the file
 * @throws RaftCorpusError for an unknown section or slot (naming it and its line), and for a required slot that is missing
 */
export function parseTemplate(source: string, where: string): PromptTemplate {
  const template: Partial<Record<Section, string>> = {};
  for (const { name, line, text } of sectionsOf(source, where)) {
    if (template[name] !== undefined) {
      throw new RaftCorpusError(`the section "${name}" stands there twice`, {
        where: `${where}:${line}`,
        fix: 'Keep one of them.',
      });
    }
    checkSlots(name, text, { where, line });
    template[name] = text;
  }
  if (Object.keys(template).length === 0) {
    throw new RaftCorpusError('the template is empty', { where, fix: 'Write at least {documents} and {question}.' });
  }
  return template;
}

interface Part {
  readonly name: Section;
  /** The first line of its text, counted from 1. */
  readonly line: number;
  readonly text: string;
}

function sectionsOf(source: string, where: string): Part[] {
  const lines = source
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const heads = lines.flatMap((line, at) => {
    const word = /^--- (\S+)\s*$/.exec(line)?.[1];
    return word === undefined ? [] : [{ word, at }];
  });
  if (heads.length === 0)
    return source.trim() === '' ? [] : [{ name: 'prompt', line: 1, text: joined('prompt', lines) }];
  const stray = lines.slice(0, heads[0]?.at).findIndex((line) => line.trim() !== '');
  if (stray >= 0) {
    throw new RaftCorpusError('text stands before the first section', {
      where: `${where}:${stray + 1}`,
      fix: `Put a line above it that names its section: ${SECTIONS.map((name) => `--- ${name}`).join(', ')}.`,
    });
  }
  return heads.map(({ word, at }, i) => {
    const name = SECTIONS.find((section) => section === word);
    if (name === undefined) throw unknown('section', word, { known: SECTIONS, where: `${where}:${at + 1}` });
    return { name, line: at + 2, text: joined(name, lines.slice(at + 1, heads[i + 1]?.at)) };
  });
}

/** Blank lines around a section are layout; a document ends with one line feed, so that the next starts on its own line. */
function joined(name: Section, lines: readonly string[]): string {
  const text = lines.join('\n').replace(/\n+$/, '');
  return name === 'document' ? `${text}\n` : text;
}

/** A slot, or an escaped one. */
const SLOT = /\{\{([a-z_]+)\}\}|\{([a-z_]+)\}/g;

function checkSlots(name: Section, text: string, at: { readonly where: string; readonly line: number }): void {
  const known: readonly string[] = SLOTS[name];
  const seen = new Set<string>();
  for (const match of text.matchAll(SLOT)) {
    const slot = match[2];
    if (slot === undefined) continue;
    const line = at.line + text.slice(0, match.index).split('\n').length - 1;
    if (!known.includes(slot)) throw unknown('slot', slot, { known, where: `${at.where}:${line}`, section: name });
    seen.add(slot);
  }
  for (const group of REQUIRED[name]) {
    if (group.some((slot) => seen.has(slot))) continue;
    const wanted = group.map((slot) => `{${slot}}`).join(' or ');
    throw new RaftCorpusError(`the ${name} section has no ${wanted}`, {
      where: `${at.where}:${at.line}`,
      fix: `Put ${wanted} where it belongs.`,
    });
  }
}

function unknown(
  what: 'section' | 'slot',
  word: string,
  context: { readonly known: readonly string[]; readonly where: string; readonly section?: string },
): RaftCorpusError {
  const near = nearest(word, context.known);
  const shown = what === 'slot' ? `{${word}}` : `"${word}"`;
  const list = context.known.map((name) => (what === 'slot' ? `{${name}}` : name)).join(', ');
  return new RaftCorpusError(
    `unknown ${what} ${shown}${context.section ? ` in the ${context.section} section` : ''}${near ? `; did you mean ${what === 'slot' ? `{${near}}` : `"${near}"`}?` : ''}`,
    {
      where: context.where,
      fix: `There are: ${list}.${what === 'slot' ? ` Literal braces are doubled: {{${word}}}.` : ''}`,
    },
  );
}

/** How a row is shown to a model. */
export interface PromptOptions {
  readonly docHeader: DocHeader;
  readonly template?: PromptTemplate;
}

/** The documents of a row as one text: by default `<DOCUMENT>d</DOCUMENT>` and a line feed each. */
export function renderDocuments(row: Pick<RaftRow, 'context'>, { docHeader, template }: PromptOptions): string {
  const source = template?.document ?? DEFAULTS.document;
  return row.context
    .map((entry, i) =>
      fill(source, {
        document: renderDocument(entry, { header: docHeader }),
        text: escapeDelimiters(entry.text),
        title: escapeDelimiters(entry.title),
        header: escapeDelimiters(headerOf(entry)),
        updated: dayOf(entry.source_updated_at),
        number: String(i + 1),
      }),
    )
    .join('');
}

/** The prompt: documents and question. */
export function renderPrompt(row: Pick<RaftRow, 'context' | 'question' | 'lang'>, options: PromptOptions): string {
  const documents = renderDocuments(row, options);
  return fill(options.template?.prompt ?? DEFAULTS.prompt, { documents, question: row.question, lang: row.lang });
}

/** What the model is to say. */
export function renderAnswer(row: Pick<RaftRow, 'cot_answer' | 'answer'>, { template }: PromptOptions): string {
  return fill(template?.answer ?? DEFAULTS.answer, { cot_answer: row.cot_answer, answer: row.answer });
}

/** The system message of the template; undefined when it has none. */
export function renderSystem(row: Pick<RaftRow, 'lang'>, template: PromptTemplate | undefined): string | undefined {
  return template?.system === undefined ? undefined : fill(template.system, { lang: row.lang });
}

/** Fills slots in one pass: a document that holds `{question}` stays as it is. */
function fill(source: string, values: Readonly<Record<string, string>>): string {
  return source.replace(SLOT, (whole, escaped: string | undefined, slot: string | undefined) =>
    escaped !== undefined ? `{${escaped}}` : (values[slot ?? ''] ?? whole),
  );
}
