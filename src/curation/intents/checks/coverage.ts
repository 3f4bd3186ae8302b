/** Do the rows speak as customers do: languages, scripts and registers, in each class? */
import { type AuditCheck, MAX_EXAMPLES } from '../../../audit/check.js';
import { type Counts, type DistanceEstimate, estimateDistance } from '../../../stats/divergence.js';
import { detectLanguage, scriptShares } from '../../../text/language.js';
import type { IntentExample } from '../example.js';

/** How a text is written, as far as coverage goes; `other`: another language, or no letters. */
export const WRITINGS = ['en', 'ja', 'mixed', 'romaji', 'emoji', 'other'] as const;
export type Writing = (typeof WRITINGS)[number];

const EMOJI = /\p{Extended_Pictographic}/gu;
/** So many emoji, or one to so few letters, set the tone of a message. */
const MANY_EMOJI = 3;
const LETTERS_PER_EMOJI = 8;

/** Japanese words in Latin letters that are no English ones. */
const ROMAJI = new Set(
  (
    'desu masu masuka desuka deshou kudasai onegai onegaishimasu arigatou arigato sumimasen konnichiwa konbanwa ohayou kore sore are doko itsu nani dare ' +
    'ikura nan naze doushite wa ga wo ni de to mo no kara made yori demo dake hon manga shinkan zaiko henpin soryo souryou chumon chuumon yoyaku okane ' +
    'arimasu arimasuka imasu imasuka shimasu shitai hoshii kaitai kudasaimasuka dekimasu dekimasuka moraemasuka ii yoi nai aru iru suru watashi boku anata ne yo ka'
  ).split(' '),
);
/** Words that English has too: they count beside others only. */
const SHARED = new Set('are no to de made so on hon dake demo ii'.split(' '));

/** How a text is written. */
export function writingOf(text: string): Writing {
  const emoji = text.match(EMOJI)?.length ?? 0;
  if (emoji > 0 && (emoji >= MANY_EMOJI || scriptShares(text).letters < LETTERS_PER_EMOJI * emoji)) return 'emoji';
  if (isRomaji(text)) return 'romaji';
  return isMixed(text) ? 'mixed' : (detectLanguage(text) ?? 'other');
}

/** Kana beside an English word in lower case, which is no name: customers mix so within a sentence. */
function isMixed(text: string): boolean {
  return (
    /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) && /(?<!\p{L})[a-z]{3,}(?!\p{Script=Latin})/u.test(text)
  );
}

function isRomaji(text: string): boolean {
  const words = text.toLowerCase().match(/\p{Script=Latin}+/gu) ?? [];
  if (scriptShares(text).latin < 0.9) return false;
  const telling = words.filter((word) => ROMAJI.has(word) && !SHARED.has(word)).length;
  return telling >= 2 || (telling === 1 && words.length <= 3);
}

export interface CoverageThresholds {
  /** Jensen–Shannon distance between the rows and production, overall and in a class. */
  readonly distance: number;
}

interface ClassCoverage {
  readonly intent: string;
  readonly estimate: DistanceEstimate;
  readonly rows: Counts;
  readonly production: Counts;
}

/** Fewer rows of a class tell nothing of shares. */
const LEAST_ROWS = 30;

/**
 * Shares of writings among all rows and in each class against a sample of production. A distance over the threshold fails
 * when even its interval's lower bound and what chance gives are below it no more; one that may be chance passes.
 *
 * @param production utterances of customers: another file's, or the production rows of the dataset itself
 */
export function checkCoverage(
  examples: readonly IntentExample[],
  production: readonly Pick<IntentExample, 'text' | 'intent'>[],
  { distance, seed }: CoverageThresholds & { readonly seed: number | string },
): readonly AuditCheck[] {
  const [rows, wanted] = [countWritings(examples), countWritings(production)];
  const overall = estimateDistance(rows, wanted, { seed });
  if (overall === null) {
    return [
      {
        ...{ id: 'language_coverage', value: null, threshold: distance, status: 'warn', examples: [] },
        message: 'there is no production sample to compare with',
      },
    ];
  }
  const classes = classesOf(examples, production, seed);
  const far = classes.filter(({ estimate }) => isFar(estimate, distance));
  const worst = [...classes].sort((a, b) => b.estimate.distance - a.estimate.distance)[0];
  return [
    {
      ...{ id: 'language_coverage', value: overall.distance, threshold: distance },
      status: isFar(overall, distance) ? 'fail' : overall.interval.high > distance ? 'warn' : 'pass',
      message: `languages and scripts are ${overall.distance.toFixed(3)} from production (95 %: ${overall.interval.low.toFixed(3)} … ${overall.interval.high.toFixed(3)}; chance alone gives up to ${overall.by_chance.toFixed(3)})`,
      examples: [`rows: ${shown(rows)}`, `production: ${shown(wanted)}`],
    },
    {
      ...{ id: 'language_coverage_by_class', value: worst?.estimate.distance ?? null, threshold: distance },
      status: far.length > 0 ? 'fail' : worst === undefined ? 'warn' : 'pass',
      message:
        worst === undefined
          ? `no class has ${LEAST_ROWS} rows here and in production: coverage by class is not measured`
          : `${far.length} of ${classes.length} classes are written otherwise than in production; furthest is ${worst.intent}`,
      examples: far
        .slice(0, MAX_EXAMPLES)
        .map(({ intent, rows: has, production: real }) => `${intent}: ${shown(has)}; production: ${shown(real)}`),
    },
  ];
}

/** Surely over the threshold, and more than samples of these sizes differ anyway. */
function isFar({ distance, interval, by_chance }: DistanceEstimate, threshold: number): boolean {
  return distance > threshold && interval.low > Math.min(threshold, by_chance) && distance > by_chance;
}

function classesOf(
  examples: readonly IntentExample[],
  production: readonly Pick<IntentExample, 'text' | 'intent'>[],
  seed: number | string,
): readonly ClassCoverage[] {
  const [here, there] = [byIntent(examples), byIntent(production)];
  return [...here].flatMap(([intent, members]) => {
    const real = there.get(intent) ?? [];
    if (members.length < LEAST_ROWS || real.length < LEAST_ROWS) return [];
    const [rows, wanted] = [countWritings(members), countWritings(real)];
    const estimate = estimateDistance(rows, wanted, { seed: `${seed}/${intent}` });
    return estimate === null ? [] : [{ intent, estimate, rows, production: wanted }];
  });
}

function byIntent<T extends { readonly intent: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const known = groups.get(row.intent);
    if (known) known.push(row);
    else groups.set(row.intent, [row]);
  }
  return groups;
}

function countWritings(rows: readonly { readonly text: string }[]): Counts {
  const counts: Record<string, number> = {};
  for (const { text } of rows) {
    const writing = writingOf(text);
    counts[writing] = (counts[writing] ?? 0) + 1;
  }
  return counts;
}

function shown(counts: Counts): string {
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return WRITINGS.flatMap((writing) => {
    const n = counts[writing] ?? 0;
    return n === 0 ? [] : [`${writing} ${((100 * n) / total).toFixed(0)} %`];
  }).join(', ');
}
