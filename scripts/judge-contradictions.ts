/**
 * Prints every contradiction that is claimed on real policies, to be judged by hand (docs/contradictions.md),
 * and measures recall on seeded mutations: sentences copied into a guide of lower authority, one value changed.
 *
 *     npx tsx scripts/judge-contradictions.ts [flags|mutations] [--seed 1] [--data ../shared/data]
 */
import { parseArgs } from 'node:util';
import { createRandom } from '../src/core/random.js';
import { findContradictions, type ProsePassage } from '../src/corpus/freshness/contradictions/find.js';
import { mutateSentences } from '../test/corpus/freshness/contradictions/mutations.js';
import { type PagePassage, readPages } from './judge-passages.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, data: { type: 'string', default: '../shared/data' } },
});

interface Setting {
  readonly name: string;
  /** Folders below the data, each with the authority of a page. */
  readonly trees: readonly { readonly path: string; readonly authority: (page: string) => number }[];
}

const isBasecampTerms = (page: string): boolean => /^(?:terms|refund|cancellation|privacy)\//.test(page);
const hasPart = (part: string) => (page: string) => (page.includes(part) ? 10 : 0);
/** Every page a source of its own, so that any two pages are compared: the strictest test of precision. */
const byName = (page: string): number => [...page].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1_000_003, 7);

const SETTINGS: readonly Setting[] = [
  {
    name: 'github, terms above the rest',
    trees: [{ path: 'policies-github/new', authority: hasPart('github-terms/') }],
  },
  {
    name: 'github, content removal above the rest',
    trees: [{ path: 'policies-github/new', authority: hasPart('content-removal') }],
  },
  { name: 'github, every page against every other', trees: [{ path: 'policies-github/new', authority: byName }] },
  { name: 'github 2022, every page against every other', trees: [{ path: 'policies-github/old', authority: byName }] },
  {
    name: 'basecamp, terms above the rest',
    trees: [{ path: 'policies-basecamp/new', authority: (page) => (isBasecampTerms(page) ? 10 : 0) }],
  },
  { name: 'basecamp, every page against every other', trees: [{ path: 'policies-basecamp/new', authority: byName }] },
  {
    name: 'basecamp 2020, every page against every other',
    trees: [{ path: 'policies-basecamp/old', authority: byName }],
  },
  {
    name: 'github, pages of 2022 as a guide below those of 2026',
    trees: [
      { path: 'policies-github/old', authority: () => 0 },
      { path: 'policies-github/new', authority: () => 10 },
    ],
  },
  {
    name: 'basecamp, pages of 2020 as a guide below those of 2023',
    trees: [
      { path: 'policies-basecamp/old', authority: () => 0 },
      { path: 'policies-basecamp/new', authority: () => 10 },
    ],
  },
];

function toProse({ trees }: Setting): readonly ProsePassage[] {
  return trees.flatMap(({ path, authority }) =>
    readPages(`${values.data}/${path}`).map((page: PagePassage, order) => ({
      passage_id: `${path.split('/')[1]}/${page.doc_id}@${page.start}`,
      doc_id: page.doc_id,
      source_id: path,
      text: page.text,
      lang: 'en',
      authority: authority(page.doc_id),
      updated_at: null,
      translation_of: null,
      heading_path: page.heading_path,
      order,
      title: page.title,
    })),
  );
}

function printFlags(): void {
  for (const setting of SETTINGS) {
    const passages = toProse(setting);
    const flags = findContradictions({ passages });
    console.log(`\n${setting.name}: ${passages.length} passages, ${flags.length} flags`);
    for (const flag of flags) {
      console.log(
        `- ${flag.rule} ${flag.field}: ${String(flag.old)} → ${String(flag.new)}\n  ${flag.passage_id} by ${flag.by.passage_id}`,
      );
      for (const sentence of flag.evidence) console.log(`    “${sentence}”`);
    }
  }
}

function printMutations(): void {
  for (const path of ['policies-github/new', 'policies-basecamp/new']) {
    const passages = toProse({ name: path, trees: [{ path, authority: () => 10 }] });
    const { guide, mutated } = mutateSentences(passages, { count: 200, random: createRandom(values.seed) });
    const flagged = new Set(
      findContradictions({ passages: [...passages, ...guide] }).map(({ passage_id }) => passage_id),
    );
    const found = guide.filter(({ passage_id }) => mutated.has(passage_id) && flagged.has(passage_id)).length;
    const wrong = guide.filter(({ passage_id }) => !mutated.has(passage_id) && flagged.has(passage_id)).length;
    console.log(
      `${path}: ${found} of ${mutated.size} changed copies found (recall ${(found / mutated.size).toFixed(3)}); ${wrong} of ${guide.length - mutated.size} unchanged copies flagged`,
    );
    for (const { passage_id, text } of guide) {
      if (mutated.has(passage_id) && !flagged.has(passage_id)) console.log(`  missed ${passage_id}: “${text}”`);
    }
  }
}

if (positionals[0] === 'mutations') printMutations();
else printFlags();
