/** Texts as filters compare them, worked out once per passage and kept within a bound, however many queries ask. */
import { once } from '../core/once.js';
import { readSentences, type Sentence } from '../corpus/drift/sentences.js';
import { foldText } from '../text/normalize.js';
import { shingleHashes, similarityOf } from '../text/shingle-hashes.js';
import { extractValues } from '../text/values.js';
import { familyOf, type MiningCorpus, type MiningPassage } from './corpus.js';

/** Characters of text whose derived forms are kept, per form: about 64 MB of hashes of shingles, and as much folded text. */
const KEPT_CHARACTERS = 8_000_000;
const KEPT_FOLDED = 32_000_000;
const SHINGLE = 5;

/** Forms of the corpus's texts, by row. */
export class PassageTexts {
  private readonly foldedTexts: Kept<string>;
  private readonly foldedTitles: Kept<string>;
  private readonly beginnings: Kept<string>;
  private readonly shingleSets: Kept<Float64Array>;
  private readonly valueSets: Kept<ReadonlySet<string>>;
  private readonly sentenceLists: Kept<readonly Sentence[]>;
  private readonly documents: string[] = [];
  private readonly families: string[] = [];

  constructor(private readonly corpus: MiningCorpus) {
    const read = <T>(form: (text: string) => T) => new Kept((row) => form(this.passage(row).text), this.weigh);
    this.foldedTexts = new Kept((row) => foldText(this.passage(row).text), this.weigh, KEPT_FOLDED);
    this.foldedTitles = new Kept((row) => foldText(this.passage(row).title), this.weigh);
    this.beginnings = read(plainBeginning);
    this.shingleSets = new Kept((row) => shingleHashes(this.folded(row), SHINGLE), this.weigh);
    this.valueSets = read((text) => new Set(extractValues(text).map(({ canonical }) => canonical)));
    this.sentenceLists = read(readSentences);
  }

  private readonly weigh = (row: number): number => this.passage(row).text.length;

  passage(row: number): MiningPassage {
    return this.corpus.passages[row] as MiningPassage;
  }

  /** Identity of the passage's document. */
  document(row: number): string {
    const { source_id, doc_key } = this.passage(row);
    this.documents[row] ??= `${source_id}\u0000${doc_key}`;
    return this.documents[row];
  }

  /** What its document and the translations of that share. */
  family(row: number): string {
    this.families[row] ??= familyOf(this.passage(row));
    return this.families[row];
  }

  /** `foldText` of the text. */
  folded(row: number): string {
    return this.foldedTexts.of(row);
  }

  /** `foldText` of the title. */
  foldedTitle(row: number): string {
    return this.foldedTitles.of(row);
  }

  /** Whether the passage reads as another text. */
  readsAs(row: number, { beginning, folded }: Reading): boolean {
    return mayReadAlike(this.beginnings.of(row), beginning) && this.folded(row) === folded();
  }

  /** Whether two texts read the same: are equal when folded. Most are told apart by how they begin. */
  readAlike(a: number, b: number): boolean {
    return mayReadAlike(this.beginnings.of(a), this.beginnings.of(b)) && this.folded(a) === this.folded(b);
  }

  /** Canonical forms of the values that the text states. */
  values(row: number): ReadonlySet<string> {
    return this.valueSets.of(row);
  }

  sentences(row: number): readonly Sentence[] {
    return this.sentenceLists.of(row);
  }

  /** Jaccard similarity of two passages' character 5-grams; 0 as soon as it is certain that it is below `threshold`. */
  similarity(a: number, b: number, threshold: number): number {
    return similarityOf(this.shingleSets.of(a), this.shingleSets.of(b), threshold);
  }
}

/** A text that passages are compared with. */
export interface Reading {
  /** As {@link plainBeginning} finds it. */
  readonly beginning: string;
  /** `foldText` of it, worked out when it is first needed. */
  readonly folded: () => string;
}

export function readingOf(text: string): Reading {
  return { beginning: plainBeginning(text), folded: once(() => foldText(text)) };
}

/** Letters, digits and ideographs that {@link plainBeginning} looks for: as many as tell volumes of a series apart. */
const BEGINNING = 64;

/**
 * The first few ASCII letters, in lower case, digits and unified ideographs of a text. Folding leaves them where they are and adds none, as long as nothing but
 * such characters, ASCII, kana and Japanese punctuation stands among and right after them. Ends with `?` where something
 * else does, so that what follows is not known.
 */
function plainBeginning(text: string): string {
  let found = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const isLetter = (unit > 0x40 && unit < 0x5b) || (unit > 0x60 && unit < 0x7b) || (unit > 0x2f && unit < 0x3a);
    const isIdeograph = unit >= 0x4e00 && unit <= 0x9fff;
    const isKnown =
      unit < 0x7f ||
      isIdeograph ||
      (unit >= 0x3000 && unit <= 0x30fe && unit !== 0x3036 && (unit < 0x3038 || unit > 0x303a));
    if (!isKnown) return `${found.slice(0, -1)}?`;
    if (found.length === BEGINNING) return found;
    if (isLetter || isIdeograph) found += isLetter ? text.charAt(i).toLowerCase() : text.charAt(i);
  }
  return found;
}

/** Whether texts that begin so may be equal when folded. */
function mayReadAlike(a: string, b: string): boolean {
  if (!a.endsWith('?') && !b.endsWith('?')) return a === b;
  const known = Math.min(knownLength(a), knownLength(b));
  return a.slice(0, known) === b.slice(0, known);
}

function knownLength(beginning: string): number {
  return beginning.endsWith('?') ? beginning.length - 1 : beginning.length;
}

/** Values by row; the oldest go when the kept ones weigh too much. */
class Kept<T> {
  private readonly values = new Map<number, T>();
  private weight = 0;

  constructor(
    private readonly make: (row: number) => T,
    private readonly weigh: (row: number) => number,
    private readonly most = KEPT_CHARACTERS,
  ) {}

  of(row: number): T {
    const known = this.values.get(row);
    if (known !== undefined) return known;
    const value = this.make(row);
    this.values.set(row, value);
    this.weight += this.weigh(row);
    for (const oldest of this.values.keys()) {
      if (this.weight <= this.most || oldest === row) break;
      this.values.delete(oldest);
      this.weight -= this.weigh(oldest);
    }
    return value;
  }
}
