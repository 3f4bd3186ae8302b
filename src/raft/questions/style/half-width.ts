/** Katakana as old phones and point-of-sale exports write it: `タイトル` → `ﾀｲﾄﾙ`. NFKC turns it back. */

const FULL =
  'ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン';
const FIRST = 0xff66;
const VOICED = 'ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ';
const PLAIN_OF_VOICED = 'カキクケコサシスセソタチツテトハヒフヘホウ';
const SEMI_VOICED = 'パピプペポ';
const PLAIN_OF_SEMI_VOICED = 'ハヒフヘホ';

/** Full-width katakana as half-width; everything else stays. */
export function toHalfWidthKana(text: string): string {
  return [...text].map(halfWidth).join('');
}

function halfWidth(letter: string): string {
  const voiced = VOICED.indexOf(letter);
  if (voiced >= 0) return `${halfWidth(PLAIN_OF_VOICED[voiced] ?? '')}ﾞ`;
  const semi = SEMI_VOICED.indexOf(letter);
  if (semi >= 0) return `${halfWidth(PLAIN_OF_SEMI_VOICED[semi] ?? '')}ﾟ`;
  const at = FULL.indexOf(letter);
  return letter === '' || at < 0 ? letter : String.fromCharCode(FIRST + at);
}
