/** How a typed value may be written in text, so that a passage, a quote or an answer can be checked against a fact. */
import type { FactValue } from '../corpus/document.js';
import { MONTHS } from '../text/months.js';
import { foldText } from '../text/normalize.js';
import type { Span } from '../text/spans.js';

/**
 * The ways in which prose and rendered records write `value`, likeliest first: `1,200`, `1200`; `¥1,200`, `1200円`;
 * `2026-04-01`, `April 1, 2026`, `2026年4月1日`; a list's items joined. Booleans have no form of their own in prose.
 */
export function valueForms(value: FactValue): readonly string[] {
  switch (value.type) {
    case 'number':
      return numberForms(value.value);
    case 'money':
      return numberForms(value.value, value.currency === 'JPY' ? 0 : 2);
    case 'date':
      return dateForms(value.value);
    case 'boolean':
      return value.value ? ['yes', 'true', 'はい', 'あり'] : ['no', 'false', 'いいえ', 'なし'];
    case 'text':
      return [value.value];
    case 'list':
      return [value.value.join(', '), value.value.join('、'), value.value.join(' / '), value.value.join('・')];
  }
}

function numberForms(value: number, decimals?: number): readonly string[] {
  const fixed = decimals === undefined ? String(value) : value.toFixed(decimals);
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const tail = fraction === undefined ? '' : `.${fraction}`;
  return unique([`${grouped}${tail}`, fixed, String(value)]);
}

function dateForms(value: string): readonly string[] {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  if (!match) return [value];
  const [year, month, day] = [match[1] ?? '', Number(match[2]), Number(match[3])];
  const name = MONTHS[month - 1] ?? '';
  return unique([
    `${year}-${match[2]}-${match[3]}`,
    value,
    `${year}年${month}月${day}日`,
    `${name} ${day}, ${year}`,
    `${day} ${name} ${year}`,
    `${year}/${match[2]}/${match[3]}`,
    `${year}/${month}/${day}`,
  ]);
}

/**
 * Where `text` writes `value`, in order: a form that is not part of a longer number or Latin word. `12` is not found in
 * `112`, `12.5`, `1,112` or `Vol12a`.
 */
export function findValue(text: string, value: FactValue): readonly Span[] {
  const spans: Span[] = [];
  for (const form of valueForms(value)) {
    for (let at = text.indexOf(form); at >= 0 && form !== ''; at = text.indexOf(form, at + form.length)) {
      const span = { start: at, end: at + form.length };
      if (standsAlone(text, span) && !spans.some((other) => span.start < other.end && other.start < span.end))
        spans.push(span);
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/**
 * Whether `text` says `answer` after folding width, case, kana and punctuation; digits and Latin words must stand alone,
 * so `14 days` is not found in `114 days`.
 */
export function mentions(text: string, answer: string): boolean {
  return mentionsFolded(foldText(text), foldText(answer));
}

/** {@link mentions} of texts that were folded before, for callers that ask about one text many times. */
export function mentionsFolded(haystack: string, needle: string): boolean {
  if (needle === '') return false;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    if (standsAlone(haystack, { start: at, end: at + needle.length })) return true;
  }
  return false;
}

/** Equality of a typed value with a plain one from YAML or a row; lists compare in order. */
export function sameValue(value: FactValue, plain: unknown): boolean {
  if (value.type === 'list') {
    return (
      Array.isArray(plain) && plain.length === value.value.length && value.value.every((item, i) => item === plain[i])
    );
  }
  if (value.type === 'date') return typeof plain === 'string' && plain.slice(0, 10) === value.value.slice(0, 10);
  return value.value === plain;
}

/** A number or word must not run on: no digit, Latin letter or decimal part on the side where it has one itself. */
function standsAlone(text: string, span: Span): boolean {
  const before = text.slice(Math.max(0, span.start - 2), span.start);
  const after = text.slice(span.end, span.end + 2);
  const first = text[span.start] ?? '';
  const last = text[span.end - 1] ?? '';
  if (/\d/.test(first) && (/\d[.,]?$/.test(before) || /[A-Za-z]$/.test(before))) return false;
  if (/\d/.test(last) && (/^[.,]?\d/.test(after) || /^[A-Za-z]/.test(after))) return false;
  if (/[A-Za-z]/.test(first) && /[A-Za-z]$/.test(before)) return false;
  return !(/[A-Za-z]/.test(last) && /^[A-Za-z]/.test(after));
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}
