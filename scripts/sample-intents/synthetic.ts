/**
 * Synthetic rows for the rare classes, from templates of another hand than production's: what an expansion would have
 * released after review.
 */
import { sha256 } from '../../src/core/hash.js';
import { createRandom } from '../../src/core/random.js';
import { moment, PRODUCTION, snapshotAt, stamp } from './calendar.js';
import { createDraw, type Taken } from './draw.js';
import { shareOut } from './plan.js';
import { LANGS, type SyntheticRow } from './rows.js';
import type { Sources } from './sources.js';
import type { TopicMaker } from './topics.js';

/** Rows per rare class: the rarer, the more. Together under a tenth of the whole set. */
export const SYNTHETIC_SIZES: Readonly<Record<string, number>> = { promotion: 66, checkout_help: 54, escalation: 84 };

/** Rows of one template. */
const MOST_USES = 3;

const GENERATOR = 'grammar/1';
/** Days on which the batches were reviewed, all of them by one reviewer after the other. */
const REVIEWED = ['2026-07-13', '2026-07-14', '2026-07-15'];

export interface SyntheticOptions {
  readonly sources: Sources;
  readonly topics: TopicMaker;
  /** Texts that are there: nothing synthetic comes near to them. */
  readonly taken: Taken;
  readonly seed: number;
}

export function syntheticRows({ sources, topics, taken, seed }: SyntheticOptions): SyntheticRow[] {
  const rows = Object.entries(SYNTHETIC_SIZES).flatMap(([intent, size]) => {
    const { lines, prompt } = sources.synthetic.get(intent) ?? { lines: [], prompt: '' };
    const random = createRandom(`${seed}/synthetic/${intent}`);
    const grammar = new Map([[intent, lines]]);
    const draw = createDraw({ grammar, asides: sources.asides, taken, random, mostUses: MOST_USES });
    const shares = shareOut(size);
    return LANGS.flatMap((lang) =>
      Array.from({ length: shares[lang] }, () => {
        const snapshot = snapshotAt(moment(PRODUCTION, { random }));
        const { turn, group } = draw({ intent, lang }, () => topics({ romaji: lang === 'romaji', snapshot, random }));
        const review = reviewOf(random);
        return { turn, group, review, hash: sha256(prompt) };
      }),
    );
  });
  return rows.map(({ turn, group, review, hash }, i) => ({
    id: `s-${String(i + 1).padStart(4, '0')}`,
    text: turn.text,
    intent: turn.intent,
    lang: turn.lang,
    origin: 'synthetic',
    generator: GENERATOR,
    prompt_hash: hash,
    seed,
    template_group: group,
    review,
    split: 'train',
  }));
}

function reviewOf(random: ReturnType<typeof createRandom>): SyntheticRow['review'] {
  const day = random.pick(REVIEWED);
  const at = Date.parse(`${day}T10:00:00+09:00`) + random.int(7 * 3600) * 1000;
  return { reviewer: random.pick(['r1', 'r2']), decision: 'accept', at: stamp(at) };
}
