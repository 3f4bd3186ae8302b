/** Language codes as sources write them. */

const NAMES: ReadonlyMap<string, string> = new Map([
  ['jp', 'ja'],
  ['jpn', 'ja'],
  ['japanese', 'ja'],
  ['日本語', 'ja'],
  ['eng', 'en'],
  ['english', 'en'],
  ['英語', 'en'],
  ['mixed', 'mixed'],
]);

/**
 * The canonical code of a language: `ja` and `en` without region (`en-US`, `JP`, `Japanese`, `日本語`), any other as
 * BCP 47 writes it (`zh-Hans`), `mixed` as it is. Null when the value is no language.
 */
export function readLang(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 35) return null;
  const text = value.trim().replaceAll('_', '-').toLowerCase();
  const named = NAMES.get(text);
  if (named !== undefined) return named;
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(text)) return null;
  try {
    const code = Intl.getCanonicalLocales(text)[0] ?? null;
    return code !== null && /^(?:ja|en)-/.test(code) ? code.slice(0, 2) : code;
  } catch {
    return null;
  }
}

/** True when both are known, and one is Japanese where the other is English: what a detector can tell for certain. */
export function contradictsLang(declared: string | null, detected: string | null): boolean {
  return (declared === 'ja' && detected === 'en') || (declared === 'en' && detected === 'ja');
}

const KANA = /[\u3041-\u30FF]/;

/** A quick look before a language is detected: Japanese without kana, or English with it, is worth the look. */
export function mayContradict(stated: string, text: string): boolean {
  if (stated === 'ja') return !KANA.test(text);
  return stated === 'en' && KANA.test(text);
}
