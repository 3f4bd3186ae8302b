/** Headings of two versions: a hint where wording alone leaves doubt. */
import { bagSimilarity, plainText, termsOf, wordingKey } from './wording.js';

interface Headed {
  readonly headingPath: readonly string[];
}

/** Numbering in front of a heading, which moves when sections do. */
const NUMBERING = /^(?:[a-z]|[ivx]+|\d+(?: ?[.-] ?\d+)*|第?\d+[条章節]) ?[.)、]? (?=\S)/i;

/** Compares headings, and counts the passages under each. */
export class Headings {
  readonly #counts = new Map<string, number>();
  readonly #terms = new Map<string, readonly string[]>();

  /** @param fresh passages of the new version */
  constructor(fresh: readonly Headed[]) {
    for (const passage of fresh) {
      const path = pathOf(passage);
      this.#counts.set(path, (this.#counts.get(path) ?? 0) + 1);
    }
  }

  /** Likeness of the innermost headings, 0 to 1; 0 when one of them has none. */
  similarity(a: Headed, b: Headed): number {
    const [left, right] = [a.headingPath.at(-1), b.headingPath.at(-1)];
    if (left === undefined || right === undefined) return 0;
    return left === right ? 1 : bagSimilarity(this.#termsOf(left), this.#termsOf(right));
  }

  /** How many passages of the new version stand under the heading of this one. */
  passagesUnder(passage: Headed): number {
    return this.#counts.get(pathOf(passage)) ?? 0;
  }

  #termsOf(heading: string): readonly string[] {
    const terms = this.#terms.get(heading) ?? termsOf(wordingKey(plainText(heading).replace(NUMBERING, '')));
    this.#terms.set(heading, terms);
    return terms;
  }
}

function pathOf({ headingPath }: Headed): string {
  return headingPath.join('\n');
}
