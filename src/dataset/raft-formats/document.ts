/**
 * One document as a prompt shows it: `title · updated YYYY-MM-DD` on the first line, then the text. Delimiters inside
 * are escaped (delimiters.ts) and come back on reading, so that whatever a page holds, the prompt can be taken apart.
 */
import { escapeDelimiters, unescapeDelimiters } from '../delimiters.js';
import type { ContextEntry } from '../raft-row.js';

/** What stands before the text of a document: its title and date, or nothing, as Gorilla has it. */
export const DOC_HEADERS = ['title', 'none'] as const;
export type DocHeader = (typeof DOC_HEADERS)[number];

export type RenderedEntry = Pick<ContextEntry, 'title' | 'source_updated_at' | 'text'>;

/** What stands between `<DOCUMENT>` and `</DOCUMENT>`, escaped. Offsets of quotes stay relative to `entry.text`. */
export function renderDocument(entry: RenderedEntry, options: { readonly header?: DocHeader } = {}): string {
  const { header = 'title' } = options;
  const text = escapeDelimiters(entry.text);
  const line = header === 'none' ? '' : escapeDelimiters(headerOf(entry));
  return line === '' ? text : `${line}\n${text}`;
}

/** The first line of a document: its title on one line, and the day of its last change where that is known. */
export function headerOf({ title, source_updated_at }: Pick<RenderedEntry, 'title' | 'source_updated_at'>): string {
  const name = title.replace(/\s+/g, ' ').trim();
  const day = dayOf(source_updated_at);
  return [name, day === '' ? '' : `updated ${day}`].filter((part) => part !== '').join(' · ');
}

/** `2026-04-01` of a timestamp; empty where there is none. */
export function dayOf(timestamp: string | null): string {
  return timestamp?.slice(0, 10) ?? '';
}

/** A document read back from a prompt. */
export interface ReadDocument {
  readonly title?: string;
  /** `2026-04-01` */
  readonly updated?: string;
  /** Without header and escapes. */
  readonly text: string;
}

const HEADER = /^(?:(.*) · )?updated (\d{4}-\d{2}-\d{2})$/;

/**
 * Takes a rendered document apart. A first line without a date is a header only where it equals the `title` that the
 * file states beside the text (Gorilla's hf shape does); anywhere else it stays part of the text.
 */
export function readDocument(rendered: string, title?: string): ReadDocument {
  const end = rendered.indexOf('\n');
  const first = unescapeDelimiters(end < 0 ? '' : rendered.slice(0, end));
  const rest = unescapeDelimiters(rendered.slice(end + 1));
  const match = HEADER.exec(first);
  if (match) {
    const named = match[1] ?? title;
    return { ...(named === undefined ? {} : { title: named }), updated: match[2] ?? '', text: rest };
  }
  if (title === undefined) return { text: unescapeDelimiters(rendered) };
  return { title, text: first !== '' && first === title ? rest : unescapeDelimiters(rendered) };
}
