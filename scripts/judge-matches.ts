/**
 * Prints pairs of old passages and the successors found for them in real policies, to be judged by hand
 * (docs/contradictions.md has the figures): a seeded sample over all pages, the least certain first.
 *
 *     npx tsx scripts/judge-matches.ts [--count 60] [--seed 1] [--data ../shared/data]
 */
import { parseArgs } from 'node:util';
import { createRandom } from '../src/core/random.js';
import { matchPassages, type PassageMatch } from '../src/corpus/drift/match.js';
import { createPassageDrift, type PassageDrift } from '../src/corpus/drift/passage-drift.js';
import { normalizeText } from '../src/text/normalize.js';
import { type PagePassage, readPages } from './judge-passages.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string', default: '../shared/data' },
  },
});

interface Pair {
  readonly old: PagePassage;
  readonly match: PassageMatch;
  readonly fresh: readonly PagePassage[];
  readonly drift: PassageDrift;
}

/** The passages of a page that are gone, each with its match. */
function pairsOf(old: readonly PagePassage[], fresh: readonly PagePassage[]): readonly Pair[] {
  const [before, after] = [old, fresh].map((pages) => new Set(pages.map(({ text }) => normalizeText(text))));
  const gone = old.filter(({ text }) => !after?.has(normalizeText(text)));
  const toMatch = ({ text, heading_path, start }: PagePassage) => ({
    text,
    headingPath: heading_path,
    start,
    kept: before?.has(normalizeText(text)) === true,
  });
  const tell = createPassageDrift({ old: old.map(({ text }) => text), fresh: fresh.map(({ text }) => text) });
  const matches = matchPassages({ old: gone.map(toMatch), fresh: fresh.map(toMatch) });
  return gone.flatMap((passage, i) => {
    const match = matches.get(i);
    return match === undefined ? [] : [{ old: passage, match, fresh, drift: tell }];
  });
}

const pairs = ['policies-github', 'policies-basecamp'].flatMap((tree) => {
  const [old, fresh] = [readPages(`${values.data}/${tree}/old`), readPages(`${values.data}/${tree}/new`)];
  const pages = [...new Set(old.map(({ doc_id }) => doc_id))].filter((page) =>
    fresh.some(({ doc_id }) => doc_id === page),
  );
  return pages.flatMap((page) =>
    pairsOf(
      old.filter(({ doc_id }) => doc_id === page),
      fresh.filter(({ doc_id }) => doc_id === page),
    ),
  );
});

const counts = new Map<string, number>();
for (const { match } of pairs) counts.set(match.relation, (counts.get(match.relation) ?? 0) + 1);
console.log(`${pairs.length} passages gone:`, Object.fromEntries(counts));

const sample = createRandom(values.seed).shuffle(pairs).slice(0, Number(values.count));
for (const { old, match, fresh, drift: tell } of [...sample].sort((a, b) => a.match.similarity - b.match.similarity)) {
  const successor = match.successor === null ? undefined : fresh[match.successor];
  console.log(
    `\n=== ${match.relation} ${match.similarity.toFixed(3)} ${old.doc_id} @${old.start} [${old.heading_path.join(' › ')}]`,
  );
  console.log(`OLD ${old.text.replace(/\s+/g, ' ').slice(0, 420)}`);
  if (successor === undefined) continue;
  console.log(`NEW [${successor.heading_path.join(' › ')}] ${successor.text.replace(/\s+/g, ' ').slice(0, 420)}`);
  const { severity, drift } = tell(old.text, match);
  console.log(`DRIFT ${severity} ${JSON.stringify(drift.slice(0, 4))}`);
}
