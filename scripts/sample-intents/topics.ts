/** What a conversation is about: a series of the catalog as it stood on that day, an order, a place. Fills the slots. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Random } from '../../src/core/random.js';
import type { Master } from '../sample-shop/master.js';
import { type Row, recordsOf, type Snapshot } from '../sample-shop/records.js';

const words = z.array(z.string()).min(1);
const lexicon = z.strictObject({
  cities: words,
  cities_ja: words,
  countries: words,
  countries_ja: words,
  days: words,
  days_ja: words,
  months: words,
  romaji: z.record(z.string(), z.string()),
});

/** The catalog on one day, and the words beside it. */
interface World {
  readonly series: readonly Row[];
  readonly editions: readonly Row[];
  readonly words: z.infer<typeof lexicon>;
}

/**
 * Values of the slots of one conversation; the same slot has the same value in every turn. Undefined where there is none:
 * a finished series has no next volume (`nv`).
 */
export type Topic = (slot: string) => string | undefined;

export interface TopicNeeds {
  /** Only series whose title is in the lexicon in Latin letters. */
  readonly romaji: boolean;
  readonly snapshot: Snapshot;
  readonly random: Random;
}

export type TopicMaker = (needs: TopicNeeds) => Topic;

const text = (row: Row, field: string): string => String(row[field]);

/** English titles as people type them: mostly as printed, often in lower case or without the article. */
function asTyped(title: string, random: Random): string {
  const dice = random.next();
  if (dice < 0.5) return title;
  if (dice < 0.82) return title.toLowerCase();
  if (dice < 0.94) return title.replace(/^(The|A|My) /, '').toLowerCase();
  return `"${title}"`;
}

function quoted(title: string, random: Random): string {
  const dice = random.next();
  // A volume's number may follow: `屋上ラジオ81.3` needs quotation marks to stay apart from it.
  if (dice < 0.6 && !/\d$/.test(title)) return title;
  return dice < 0.84 ? `『${title}』` : `「${title}」`;
}

/** An edition's name without the range of its volumes. */
function shortEdition(title: string): string {
  return title.replace(/ ?[(（].*[)）]$/, '');
}

/** Reads the words beside the catalog and makes topics from the catalog of either snapshot. */
export function topicMaker(master: Master, folder: string): TopicMaker {
  const all = lexicon.parse(parse(readFileSync(join(folder, 'lexicon.yaml'), 'utf8')));
  const worldOf = (snapshot: Snapshot): World => {
    const { series, products } = recordsOf(master, snapshot);
    return { series, editions: products.filter((row) => row['volume'] === null), words: all };
  };
  const worlds = { '2026-04': worldOf('2026-04'), '2026-07': worldOf('2026-07') };
  return (needs) => topicOf(worlds[needs.snapshot], needs);
}

function topicOf({ series, editions, words: w }: World, { romaji, random }: TopicNeeds): Topic {
  const about = random.pick(series.filter((row) => !romaji || text(row, 'series_id') in w.romaji));
  const other = random.pick(series.filter((row) => row !== about));
  const own = editions.filter((row) => row['series_id'] === about['series_id']);
  const edition = random.pick(own.length > 0 ? own : editions);
  const genre = random.int((about['genres'] as readonly string[]).length);
  const volumes = Number(about['volumes']);
  const values: Readonly<Record<string, string | undefined>> = {
    title: asTyped(text(about, 'title_en'), random),
    title2: asTyped(text(other, 'title_en'), random),
    jt: quoted(text(about, 'title_ja'), random),
    jt2: quoted(text(other, 'title_ja'), random),
    rt: w.romaji[text(about, 'series_id')],
    author: text(about, 'author'),
    jauthor: text(about, 'author_ja').replace(' ', ''),
    genre: (about['genres'] as readonly string[])[genre] ?? '',
    jgenre: (about['genres_ja'] as readonly string[])[genre] ?? '',
    pub: text(about, 'publisher'),
    jpub: text(about, 'publisher_ja'),
    vol: String(1 + random.int(volumes)),
    nv: about['status'] === 'ongoing' ? String(volumes + 1) : undefined,
    year: text(about, 'started'),
    box: asTyped(shortEdition(text(edition, 'title_en')), random),
    jbox: quoted(shortEdition(text(edition, 'title_ja')), random),
    order: String(478_000 + random.int(6_000)),
    n: String(2 + random.int(8)),
    city: random.pick(w.cities),
    jcity: random.pick(w.cities_ja),
    country: random.pick(w.countries),
    jcountry: random.pick(w.countries_ja),
    day: random.pick(w.days),
    jday: random.pick(w.days_ja),
    month: random.pick(w.months),
  };
  return (slot) => values[slot];
}
