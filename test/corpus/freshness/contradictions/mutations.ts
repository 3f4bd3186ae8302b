/** Seeded mutations: sentences with a value, copied into a guide of lower authority, every other one changed. */
import type { Random } from '../../../../src/core/random.js';
import { plainText } from '../../../../src/corpus/drift/wording.js';
import type { ProsePassage } from '../../../../src/corpus/freshness/contradictions/find.js';
import { splitSentences } from '../../../../src/text/segment.js';
import { extractValues, type ValueMention } from '../../../../src/text/values.js';

export interface Mutations {
  /** One passage a copied sentence. */
  readonly guide: readonly ProsePassage[];
  /** passage_ids of the copies in which one value was changed. */
  readonly mutated: ReadonlySet<string>;
}

const KINDS: ReadonlySet<string> = new Set(['duration', 'money', 'percent', 'count']);

/** Copies up to `count` sentences that state a value; every other copy has one of its digits' values changed. */
export function mutateSentences(
  passages: readonly ProsePassage[],
  { count, random }: { readonly count: number; readonly random: Random },
): Mutations {
  const pool = passages.flatMap((passage) =>
    splitSentences(passage.text).flatMap(({ start, end }) => {
      const text = passage.text.slice(start, end);
      const values = extractValues(text).filter(isChangeable);
      return values.length > 0 && plainText(text).length >= 40 ? [{ passage, text, values }] : [];
    }),
  );
  const mutated = new Set<string>();
  const guide = random
    .shuffle(pool)
    .slice(0, count)
    .map(({ passage, text, values }, i) => {
      const passage_id = `guide-${i}`;
      const isMutated = i % 2 === 0;
      if (isMutated) mutated.add(passage_id);
      return {
        ...passage,
        passage_id,
        doc_id: 'guide.md',
        source_id: 'guide',
        authority: passage.authority - 1,
        heading_path: ['Guide'],
        order: i,
        text: isMutated ? changed(text, random.pick(values)) : text,
      };
    });
  return { guide, mutated };
}

function isChangeable({ kind, upper, surface }: ValueMention): boolean {
  return KINDS.has(kind) && upper === null && /\d/.test(surface) && !/[()]/.test(surface);
}

/** The text with the digits of one value made half as much again, rounded up. */
function changed(text: string, value: ValueMention): string {
  const surface = value.surface.replace(/\d[\d,]*(?:\.\d+)?/, (digits) =>
    String(Math.ceil(Number(digits.replaceAll(',', '')) * 1.5)),
  );
  return text.slice(0, value.start) + surface + text.slice(value.end);
}
