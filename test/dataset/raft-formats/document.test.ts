import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOC_HEADERS, readDocument, renderDocument } from '../../../src/dataset/raft-formats/document.js';
import { partsOfPrompt } from '../../../src/dataset/raft-formats/read/prompt-documents.js';
import { renderPrompt } from '../../../src/dataset/raft-formats/template.js';
import { soundRows } from '../../helpers/raft-rows.js';

const PARTS = ['</DOCUMENT>', '<DOCUMENT>', '##begin_quote##', '##end_quote##', '<ANSWER>:', '\\', '\n', ' · ', '本'];
const nasty = fc.array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ maxLength: 5 })), { maxLength: 8 });
const text = nasty.map((parts) => parts.join(''));
const title = nasty.map((parts) => parts.join('').replace(/\s+/g, ' ').trim()).filter((value) => value !== '');

describe('documents', () => {
  it('come back whole from a prompt, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ title, text }), { minLength: 1, maxLength: 4 }), (documents) => {
        const base = soundRows()[0]!.row;
        const context = documents.map((document) => ({ ...base.context[0]!, ...document }));
        const prompt = renderPrompt({ ...base, question: 'Which one?', context }, { docHeader: 'title' });
        const parts = partsOfPrompt(prompt);
        expect([parts.isAmbiguous, parts.question]).toEqual([false, 'Which one?']);
        const expected = documents.map((document) => ({ ...document, updated: '2026-07-01' }));
        expect(parts.documents.map((document) => readDocument(document))).toEqual(expected);
      }),
    );
  });

  it('keep offsets of quotes relative to the text: the header comes before it and changes nothing in it', () => {
    const entry = { title: ' Low\nTide ', source_updated_at: '2026-04-01T00:00:00Z', text: 'Volumes: 12' };
    expect(renderDocument(entry)).toBe('Low Tide · updated 2026-04-01\nVolumes: 12');
    expect(renderDocument({ ...entry, source_updated_at: null })).toBe('Low Tide\nVolumes: 12');
    expect(renderDocument({ ...entry, title: '' })).toBe('updated 2026-04-01\nVolumes: 12');
    expect(renderDocument(entry, { header: 'none' })).toBe('Volumes: 12');
    expect(DOC_HEADERS).toEqual(['title', 'none']);
  });

  it('take a first line without a date for a header only where the title is known', () => {
    expect(readDocument('Returns\nBooks: 14 days.', 'Returns')).toEqual({ title: 'Returns', text: 'Books: 14 days.' });
    expect(readDocument('Returns\nBooks: 14 days.')).toEqual({ text: 'Returns\nBooks: 14 days.' });
  });
});
