/**
 * Editions of one book: the words by which catalogs and customers tell a paper copy from a download. A question must name
 * the edition where it matters, in any of these words.
 */

/** One way in which a title is sold. */
export interface Edition {
  readonly id: 'digital' | 'paper' | 'hardcover' | 'audio' | 'box' | 'deluxe';
  /** A catalog's own word for it, folded: the value of a `format` field. */
  readonly code: RegExp;
  /** How a customer may say it, in either language. */
  readonly said: RegExp;
  /** A name's suffix that says nothing but the edition: ` (digital)`, `（電子版）`. */
  readonly suffix: RegExp;
  /** `{t}` is the title with its volume. The first is the plainest and names the edition in answers. */
  readonly en: readonly string[];
  readonly ja: readonly string[];
  /** The least that says it: `{t} digital`, `{t} 電子`. */
  readonly terse: { readonly en: string; readonly ja: string };
}

const EDITIONS: readonly Edition[] = [
  {
    id: 'digital',
    code: /^(?:digital|e ?book|kindle|電子(?:版|書籍)?|デジタル)$/i,
    said: /digital|e-?book|kindle|電子|デジタル/i,
    suffix: /\s*[([（［](?:digital|e-?book|kindle|電子版|電子書籍|デジタル版)[)\]）］]$/i,
    en: ['{t} (digital)', 'the digital edition of {t}', 'the e-book of {t}'],
    ja: ['{t}の電子版', '{t}（電子版）', '電子書籍の{t}', '電子版の{t}'],
    terse: { en: '{t} digital', ja: '{t} 電子' },
  },
  {
    id: 'paper',
    code: /^(?:paperback|physical|print|soft ?cover|paper|紙|紙版|単行本|文庫)$/i,
    said: /paper|print|physical|soft-?cover|紙|単行本|文庫/i,
    suffix: /\s*[([（［](?:paperback|print|physical|紙版|紙の本)[)\]）］]$/i,
    en: ['{t} (paperback)', 'the paperback of {t}', 'the paperback edition of {t}', 'the print edition of {t}'],
    ja: ['{t}の紙版', '{t}（紙の本）', '紙の{t}', '{t}の紙の本'],
    terse: { en: '{t} paperback', ja: '{t} 紙' },
  },
  {
    id: 'hardcover',
    code: /^(?:hard ?cover|hardback|ハードカバー)$/i,
    said: /hard-?cover|hardback|ハードカバー/i,
    suffix: /\s*[([（［](?:hardcover|hardback|ハードカバー)[)\]）］]$/i,
    en: ['{t} (hardcover)', 'the hardcover of {t}', 'the hardcover edition of {t}'],
    ja: ['{t}のハードカバー版', '{t}（ハードカバー）', 'ハードカバーの{t}'],
    terse: { en: '{t} hardcover', ja: '{t} ハードカバー' },
  },
  {
    id: 'audio',
    code: /^(?:audio ?book|audio|オーディオブック)$/i,
    said: /audio|オーディオ/i,
    suffix: /\s*[([（［](?:audiobook|audio|オーディオブック)[)\]）］]$/i,
    en: ['{t} (audiobook)', 'the audiobook of {t}', 'the audio version of {t}'],
    ja: ['{t}のオーディオブック', '{t}（オーディオブック）', 'オーディオブック版の{t}'],
    terse: { en: '{t} audiobook', ja: '{t} オーディオブック' },
  },
  {
    id: 'box',
    code: /^(?:box ?set|box|ボックス(?:セット)?)$/i,
    said: /box|ボックス/i,
    suffix: /\s*[([（［](?:box set|ボックスセット)[)\]）］]$/i,
    en: ['the box set of {t}', '{t} (box set)'],
    ja: ['{t}のボックスセット', '{t}（ボックスセット）'],
    terse: { en: '{t} box set', ja: '{t} ボックス' },
  },
  {
    id: 'deluxe',
    code: /^(?:deluxe|deluxe edition|愛蔵版|豪華版)$/i,
    said: /deluxe|愛蔵|豪華/i,
    suffix: /\s*[([（［](?:deluxe(?: edition)?|愛蔵版|豪華版)[)\]）］]$/i,
    en: ['the deluxe edition of {t}', '{t} (deluxe edition)'],
    ja: ['{t}の愛蔵版', '{t}（愛蔵版）'],
    terse: { en: '{t} deluxe', ja: '{t} 愛蔵版' },
  },
];

/** The edition that a `format` value names; null for a word that is not known. */
export function editionOf(format: string): Edition | null {
  const word = format.trim().replace(/[_-]/g, ' ');
  return EDITIONS.find(({ code }) => code.test(word)) ?? null;
}

/** Cuts a suffix that says nothing but the edition. */
export function withoutEdition(name: string, edition: Edition | null): string {
  return edition === null ? name : name.replace(edition.suffix, '');
}
