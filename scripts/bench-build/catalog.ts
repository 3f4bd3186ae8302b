/** A catalog of any size for the build benchmark: series with volumes, prices, dates and a synopsis each, all made up by seed. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createRandom, type Random } from '../../src/core/random.js';

const FIRST =
  'Amber,Silent,Crimson,Hollow,Paper,Winter,Golden,Broken,Distant,Velvet,Iron,Gentle,Northern,Secret,Rusted,Moonlit,Borrowed,Restless,Quiet,Salted,Tangled,Emerald,Weary,Patient,Thirteenth'.split(
    ',',
  );
const SECOND =
  'Lantern,Harbour,Garden,Alchemist,Courier,Orchard,Clockmaker,Ferry,Librarian,Detective,Bakery,Kingdom,Violin,Swordsman,Observatory,Notary,Mechanic,Greenhouse,Theatre,Lighthouse,Apprentice,Railway,Teahouse,Mapmaker,Archive'.split(
    ',',
  );
const PLACES =
  'Aomori,Blackwater,Calico Bay,Dunmere,Enoshima,Foxhollow,Greywick,Hakodate,Inkwell Lane,Juniper Hill,Kurashiki,Larkfield,Matsumoto,Nagasaki,Otaru,Pinewood,Quarry Street,Ravensgate,Shimoda,Takayama,Umber Point,Vesper Row,Wajima,Yanagawa,Zelkova Square'.split(
    ',',
  );
const KANJI = '山川空海森風雪月花星鉄銀金紙水火雷霧橋門町村城島道庭窓鐘鏡剣'.split('');
const NAMES =
  'Sato,Suzuki,Takahashi,Tanaka,Ito,Yamamoto,Nakamura,Kobayashi,Kato,Yoshida,Yamada,Sasaki,Matsumoto,Inoue,Kimura,Hayashi,Shimizu,Mori,Abe,Ikeda'.split(
    ',',
  );
const WORDS =
  'after before every summer winter promise rival debt letter brother sister teacher ghost market train island rain secret recipe festival map bridge storm machine garden dragon contract shop song stranger kitchen blade shadow window memory engine river mountain winter school night morning friend enemy stage river forest city village king queen thief doctor pilot soldier painter cook singer writer judge witch fox cat owl crow moon star sun snow fire ice wind stone glass silver gold paper ink tea bread salt honey'.split(
    ' ',
  );

/** Documents, one passage each, written as JSON lines. About eight volumes a series. */
export async function writeCatalog(path: string, documents: number): Promise<void> {
  const random = createRandom('bench-build');
  const file = createWriteStream(path);
  for (let written = 0, series = 0; written < documents; series++) {
    const volumes = Math.min(documents - written, 1 + random.int(15));
    for (const record of seriesRecords(series, volumes, random)) {
      if (!file.write(`${JSON.stringify(record)}\n`)) await once(file, 'drain');
    }
    written += volumes;
  }
  file.end();
  await finished(file);
}

function* seriesRecords(series: number, volumes: number, random: Random): Generator<Record<string, unknown>> {
  const title = `The ${pick(FIRST, series)} ${pick(SECOND, series / 25)} of ${pick(PLACES, series / 625)}${series >= 15_625 ? ` ${Math.floor(series / 15_625) + 1}` : ''}`;
  const titleJa = Array.from({ length: 6 }, () => random.pick(KANJI)).join('');
  const author = `${random.pick(NAMES)} ${random.pick(WORDS)} ${random.pick(NAMES)}`;
  for (let volume = 1; volume <= volumes; volume++) {
    yield {
      sku: `S${series}-${volume}`,
      title: `${title}, Vol. ${volume}`,
      title_ja: `${titleJa}${series} ${volume}巻`,
      series: `S${series}`,
      author,
      pages: 160 + random.int(90),
      price_jpy: 480 + 10 * random.int(60),
      release_date: `20${10 + random.int(16)}-${two(1 + random.int(12))}-${two(1 + random.int(28))}`,
      synopsis: synopsis(random),
      updated_at: `2026-0${1 + random.int(6)}-${two(1 + random.int(28))}T00:00:00Z`,
    };
  }
}

function synopsis(random: Random): string {
  const sentences = Array.from({ length: 4 }, () => {
    const words = Array.from({ length: 12 }, () => random.pick(WORDS)).join(' ');
    return `${words[0]?.toUpperCase()}${words.slice(1)}.`;
  });
  return sentences.join(' ');
}

function pick(words: readonly string[], number: number): string {
  return words[Math.floor(number) % words.length] as string;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
