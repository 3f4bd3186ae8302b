/**
 * How many tokens a text has for a model whose tokenizer is out of reach. The estimate errs upwards: a passage that is
 * shorter than it could be costs little, one that the server cuts off loses its end.
 *
 * The charges were fitted on 300 texts each of real policies, products, book and anime titles and Japanese encyclopedia
 * passages against cl100k_base, the greediest with Japanese of the tokenizers that embedding models use, and o200k_base:
 * of the passages none has more tokens than estimated, the median estimate is 1.17 (Japanese) to 1.6 (English) times
 * the count of cl100k. Lists of titles in rare kanji may have a tenth more than estimated.
 */

/** Letters of a Latin word that share a token; names have shorter parts than words. */
const LETTERS_PER_TOKEN = 4;
/** Tenths of a token that a character is charged. */
const CHARGE = { one: 10, kana: 12, han: 16, twoToken: 20, astral: 30 } as const;

/** Tokens of `text`, estimated, without special tokens. */
export function estimateTokens(text: string): number {
  return Math.ceil(measure(text, Number.POSITIVE_INFINITY).tenths / 10);
}

/** The longest beginning of `text` of at most `room` estimated tokens; no character is cut in two. */
export function cutToTokens(text: string, room: number): string {
  const { end } = measure(text, room * 10);
  return end === text.length ? text : text.slice(0, end);
}

/** Charges character by character until the next would cost more than `most` tenths. */
function measure(text: string, most: number): { readonly tenths: number; readonly end: number } {
  let tenths = 0;
  let letters = 0;
  let blanks = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
    const isBlank = code === 0x20 || code === 0x09;
    // A blank goes with the word after it, a run of blanks is one token more.
    const free = isLetter ? letters % LETTERS_PER_TOKEN !== 0 : isBlank && blanks !== 1;
    const charge = free ? 0 : chargeOf(code);
    if (tenths + charge > most) return { tenths, end: at };
    tenths += charge;
    letters = isLetter ? letters + 1 : 0;
    blanks = isBlank ? blanks + 1 : 0;
    at += code > 0xffff ? 2 : 1;
  }
  return { tenths, end: text.length };
}

function chargeOf(code: number): number {
  if (code < 0x800) return CHARGE.one;
  if (code >= 0x3000 && code <= 0x30ff) return CHARGE.kana;
  if (code >= 0x4e00 && code <= 0x9fff) return CHARGE.han;
  return code > 0xffff ? CHARGE.astral : CHARGE.twoToken;
}
