/** Names taken apart: `Crown of Seaweed, Vol. 6 (digital)` is a title, a volume and an edition, said apart in a sentence. */
import { type Edition, withoutEdition } from './editions.js';

/** `6`, `4.5`, or a range `1-3`, as the catalog writes it. */
const VOLUME_VALUE = /^\d{1,4}(?:\.\d{1,2})?(?:[-–]\d{1,4}(?:\.\d{1,2})?)?$/;

/** A volume that can be said: a number or a range of numbers; null for `EX`, `14++` and the like. */
export function volumeOf(value: string | number | undefined): string | null {
  const text = String(value ?? '').trim();
  return VOLUME_VALUE.test(text) ? text.replace('–', '-') : null;
}

/** The end of a name that says the volume: `, Vol. 6`, ` Volume 6`, ` 6巻`, ` 第6巻`. */
const VOLUME_SUFFIX = /(?:[,:]?\s+(?:vols?\.?|volumes?|v\.?)\s*(\d[\d.–-]*)|\s*第?(\d[\d.]*)巻)$/i;

/** A name without the parts that other words of the sentence can say. */
export interface NameParts {
  /** Never empty. */
  readonly title: string;
  readonly volume: string | null;
}

/** Splits a name. Only a volume that the record's own field confirms is split off, where it has one. */
export function splitName(
  name: string,
  known: { readonly volume: string | null; readonly edition: Edition | null },
): NameParts {
  const bare = withoutEdition(name, known.edition).trim();
  const match = VOLUME_SUFFIX.exec(bare);
  const volume = volumeOf(match?.[1] ?? match?.[2]);
  const title = match === null ? '' : bare.slice(0, match.index).trim();
  const isConfirmed = volume !== null && (known.volume === null || known.volume === volume);
  if (title !== '' && isConfirmed) return { title, volume };
  return { title: bare === '' ? name : bare, volume: null };
}
