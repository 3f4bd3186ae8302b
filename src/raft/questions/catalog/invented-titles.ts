/**
 * Titles of books that do not exist, in both languages: a customer asks for what the shop does not have, and the right
 * answer is that it does not know it. None may be near a title that the corpus has.
 */
import { createRandom } from '../../../core/random.js';
import { shinglesOf } from '../../../text/normalize.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import { namesOf } from './subjects.js';

/** One title in both languages. */
export interface InventedTitle {
  readonly en: string;
  readonly ja: string;
}

type Word = readonly [en: string, ja: string];

const ROLES: readonly Word[] = [
  ['Clockmaker', '時計職人'],
  ['Ferryman', '渡し守'],
  ['Glassblower', '硝子職人'],
  ['Cartwright', '荷車大工'],
  ['Swordsmith', '刀鍛冶'],
  ['Midwife', '産婆'],
  ['Astronomer', '星見役'],
  ['Pastry Chef', '菓子職人'],
  ['Ghostwriter', '代筆屋'],
  ['Stationmaster', '駅長'],
  ['Botanist', '植物学者'],
  ['Pearl Diver', '海女'],
  ['Night Nurse', '夜勤看護師'],
  ['Bellringer', '鐘つき'],
  ['Archivist', '書庫番'],
  ['Chess Prodigy', '棋士見習い'],
  ['Falconer', '鷹匠'],
  ['Weaver', '機織り'],
  ['Puppeteer', '人形遣い'],
  ['Lacquer Painter', '蒔絵師'],
];
const PLACES: readonly Word[] = [
  ['Fog Street', '霧通り'],
  ['the Sunken Shrine', '沈み神社'],
  ['Willow Bridge', '柳橋'],
  ['the Ninth Harbour', '第九港'],
  ['Marble Canyon', '大理石峡谷'],
  ['the Paper Forest', '紙の森'],
  ['Crow Hill', '烏ヶ丘'],
  ['the Frozen Canal', '凍り運河'],
  ['Amber Station', '琥珀駅'],
  ['the Upside-Down City', '逆さまの街'],
  ['Thunder Valley', '雷谷'],
  ['the Velvet Desert', '天鵞絨砂漠'],
  ['Minnow Island', '小鮒島'],
  ['the Forgotten Arcade', '忘れられた商店街'],
  ['Cedar Pass', '杉峠'],
  ['the Glass Lagoon', '硝子の潟'],
];
const TIMES: readonly Word[] = [
  ['Midnight', '真夜中'],
  ['Monsoon', '雨季'],
  ['Eclipse', '日蝕'],
  ['First Snow', '初雪'],
  ['Low Season', '閑散期'],
  ['Dawn', '夜明け前'],
  ['Carnival', '謝肉祭'],
  ['Solstice', '冬至'],
];
/** How alike two titles may be, as Jaccard similarity of their character trigrams. */
const NEAR = 0.4;
const SHINGLE = 3;

/** At most `count` titles, none of them near a title or name in the corpus, current or stale; the same for the same corpus. */
export function inventTitles(index: ViewIndex, count: number): readonly InventedTitle[] {
  const all = [
    ...ROLES.flatMap((role) => PLACES.map((place) => of(role, place))),
    ...ROLES.flatMap((role) => TIMES.map((time) => at(role, time))),
  ];
  const near = nearAny(
    all.flatMap(({ en, ja }) => [en, ja]),
    index,
  );
  return createRandom('invented-titles')
    .shuffle(all)
    .filter(({ en, ja }) => !near.has(en) && !near.has(ja))
    .slice(0, count);
}

function of([role, roleJa]: Word, [place, placeJa]: Word): InventedTitle {
  return { en: `The ${role} of ${place}`, ja: `${placeJa}の${roleJa}` };
}

function at([role, roleJa]: Word, [time, timeJa]: Word): InventedTitle {
  return { en: `The ${time} ${role}`, ja: `${timeJa}の${roleJa}` };
}

interface Shingled {
  readonly title: string;
  readonly size: number;
}

/**
 * Those of the titles that are near a name in the corpus, by counting the trigrams that they share. Only the trigrams of
 * the titles are indexed: the names of the corpus pass by, and most hold too few of them to be near any title.
 */
function nearAny(titles: readonly string[], index: ViewIndex): ReadonlySet<string> {
  const holders = new Map<string, Shingled[]>();
  let smallest = Number.POSITIVE_INFINITY;
  for (const title of titles) {
    const shingles = shinglesOf(title, SHINGLE);
    smallest = Math.min(smallest, shingles.size);
    const holder = { title, size: shingles.size };
    for (const shingle of shingles) append(holders, shingle, holder);
  }
  const near = new Set<string>();
  for (const name of namesIn(index)) {
    const shingles = shinglesOf(name, SHINGLE);
    const known = [...shingles].filter((shingle) => holders.has(shingle));
    // J ≥ t asks for t (|x| + |y|) / (1 + t) shared shingles.
    if (known.length < (NEAR * (shingles.size + smallest)) / (1 + NEAR) - 1e-9) continue;
    const shared = new Map<Shingled, number>();
    for (const shingle of known) {
      for (const holder of holders.get(shingle) ?? []) shared.set(holder, (shared.get(holder) ?? 0) + 1);
    }
    for (const [{ title, size }, both] of shared) if (both / (shingles.size + size - both) >= NEAR) near.add(title);
  }
  return near;
}

/** Titles and names of all passages, each once. */
function namesIn(index: ViewIndex): ReadonlySet<string> {
  const found = new Set<string>();
  for (const passage of index.view.passages) {
    const names = namesOf(passage, index);
    for (const name of [passage.title, names.en, names.ja]) if (name !== null) found.add(name);
  }
  return found;
}

function append(holders: Map<string, Shingled[]>, shingle: string, holder: Shingled): void {
  const list = holders.get(shingle);
  if (list) list.push(holder);
  else holders.set(shingle, [holder]);
}
