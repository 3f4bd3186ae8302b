/** Questions about now in the mixture of both languages; they are answered in Japanese. */
import type { Forms } from '../../style/register.js';
import { JAPANESE_TEMPORAL } from './temporal-japanese.js';
import type { DateKind, SinceKind, StateKind, TemporalPhrases } from './temporal-types.js';

const DATES: Readonly<Record<DateKind, Forms>> = {
  released: {
    polite: ['{n}現在、{t}はもうreleaseされていますか？', 'Today is {n}。{t}はalready 発売済みですか？'],
    casual: ['{t}ってもうrelease済み？ today is {n}', 'As of {n}、{t}ってもう買える？', '{t}もうout？（{n}現在）'],
    terse: ['{t} already 出た？ {n}', '{t} released？ {n}現在'],
  },
  waiting: {
    polite: ['{n}の時点で、{t}はまだunreleasedですか？', '今日は{n}ですが、{t}のreleaseはまだ先ですか？'],
    casual: ['{t}ってstill 発売前？ 今日は{n}', 'As of {n}、{t}ってまだ出てない？'],
    terse: ['{t} still まだ？ {n}', '{t} まだ unreleased？ {n}現在'],
  },
  premiered: {
    polite: ['{n}現在、{t}はもうpremiere済みですか？', 'Today is {n}。{t}はもう公開されていますか？'],
    casual: ['{t}ってもうout？ today is {n}', 'As of {n}、{t}ってもうwatchできる？'],
    terse: ['{t} already 公開？ {n}', '{t} premiere済み？ {n}現在'],
  },
  begun: {
    polite: ['{n}現在、{t}はもうstartしましたか？', 'Today is {n}。{t}はもう始まっていますか？'],
    casual: ['{t}ってもうstartした？ 今日は{n}', 'As of {n}、{t}って始まってる？'],
    terse: ['{t} started？ {n}現在', '{t} already 始まった？ {n}'],
  },
  finished: {
    polite: ['{n}現在、{t}の放送はもうendしましたか？', 'Today is {n}。{t}はもう最終回を迎えましたか？'],
    casual: ['{t}ってもうfinished？ 今日は{n}', 'As of {n}、{t}って終わってる？'],
    terse: ['{t} finished？ {n}現在', '{t} already 終わった？ {n}'],
  },
  still_on: {
    polite: ['{n}現在、{t}はまだon airですか？', 'Today is {n}。{t}はまだ放送中ですか？'],
    casual: ['{t}ってstill 放送中？ 今日は{n}', 'As of {n}、{t}ってまだやってる？'],
    terse: ['{t} still on air？ {n}現在', '{t} まだ airing？ {n}'],
  },
};

const SINCE: Readonly<Record<SinceKind, Forms>> = {
  on_sale_since: {
    polite: [
      '{t}はいつからon saleですか？',
      '{t}はいつからbuyできるようになりましたか？',
      '{t}がいつからreleaseされているか教えてください。',
    ],
    casual: ['{t}っていつからon sale？', '{t}ってsince いつ売ってる？', '{t}っていつからavailableになったの？'],
    terse: ['{t} on sale いつから', '{t} since いつ 発売'],
  },
  on_air_since: {
    polite: ['{t}はいつからon airですか？'],
    casual: ['{t}っていつからairしてる？'],
    terse: ['{t} on air いつから'],
  },
  running_since: {
    polite: ['{t}は何年からrunしている作品ですか？', '{t}のstartは何年で、まだ続いていますか？'],
    casual: ['{t}って何年からcontinueしてるの？', '{t}ってsince 何年？ まだrunning中だよね'],
    terse: ['{t} since 何年', '{t} running 何年から'],
  },
  updated: {
    polite: ['{t}の情報のlast updateはいつですか？'],
    casual: ['{t}のinfoっていつupdateした？'],
    terse: ['{t} last update いつ'],
  },
};

const STATES: Readonly<Record<StateKind, Forms>> = {
  still_running: {
    polite: ['{t}はまだongoingですか？', '{t}のnew volumeはまだ出ていますか？', 'Is {t} still 連載中?'],
    casual: ['{t}ってstill 連載中？', '{t}ってまだcontinueしてる？', '{t}、今もrunning？'],
    terse: ['{t} still 連載中？', '{t} まだ ongoing？'],
  },
  has_ended: {
    polite: ['{t}はもうendしましたか？', '{t}はalready 完結していますか？', 'Has {t} 完結 yet?'],
    casual: ['{t}ってもうfinished？', '{t}、完結した？ want to read', '{t}ってもうthe end？'],
    terse: ['{t} already 完結？', '{t} finished？ 完結？'],
  },
  still_in_stock: {
    polite: ['{t}はまだavailableですか？', '{t}のstockはまだありますか？', 'Is {t} still 在庫あり?'],
    casual: ['{t}ってstill 買える？', '{t}まだavailable？', '{t}、まだstock残ってる？'],
    terse: ['{t} still 在庫ある？', '{t} まだ available？'],
  },
  still_preorder: {
    polite: ['{t}はまだpre-orderですか？', '{t}はstill 予約受付中でしょうか？'],
    casual: ['{t}ってまだpre-order中？'],
    terse: ['{t} まだ preorder？'],
  },
};

/** Each kind with the Japanese answers. */
function joined<K extends string, A>(
  forms: Readonly<Record<K, Forms>>,
  answers: Readonly<Record<K, A>>,
): Readonly<Record<K, A & Forms>> {
  const entries = Object.entries<Forms>(forms).map(([kind, own]) => [kind, { ...answers[kind as K], ...own }]);
  return Object.fromEntries(entries);
}

export const MIXED_TEMPORAL: TemporalPhrases = {
  dates: joined(DATES, JAPANESE_TEMPORAL.dates),
  since: joined(SINCE, JAPANESE_TEMPORAL.since),
  states: joined(STATES, JAPANESE_TEMPORAL.states),
};
