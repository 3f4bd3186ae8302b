/** The written forms of dates and times that sources use, read into a wall-clock reading. No zones resolved here. */

/** A reading as written; what was not written is absent. Nothing is checked but the shape. */
export interface WrittenTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly millisecond?: number;
  /** 12-hour clock. */
  readonly half?: 'am' | 'pm';
  /** Minutes east of UTC, when the text states them. */
  readonly offset?: number;
}

/** First year of each era minus one, so that 令和8年 is 2018 + 8. Years past an era's end keep counting, as printed forms do. */
// biome-ignore format: a table of two rows
const ERAS: Readonly<Record<string, number>> = {
  令和: 2018, 平成: 1988, 昭和: 1925, 大正: 1911, 明治: 1867,
  r: 2018, h: 1988, s: 1925, t: 1911, m: 1867,
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

const CLOCK =
  '(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?(?:\\s*(?<half>[ap])\\.?m\\.?)?';
const KANJI_CLOCK = '(?<hour>\\d{1,2})時(?:(?<minute>\\d{1,2})分(?:(?<second>\\d{1,2})秒)?)?';
const ZONE = '(?:\\s*(?<zone>z|utc|gmt|jst|[+-]\\d{2}(?::?\\d{2})?))?';
const WEEKDAY = '(?:\\s*\\([月火水木金土日祝・曜]{1,5}\\))?';
const TIME = `(?:\\s*,?\\s+(?:at\\s+)?${CLOCK})?${ZONE}`;
const JAPANESE_TIME = (clock: string) => `(?:\\s*(?<half_ja>午前|午後)?\\s*${clock})?${ZONE}`;
const ERA_DATE =
  '(?:(?<era>令和|平成|昭和|大正|明治)\\s*(?<era_year>\\d{1,2}|元)|(?<year>\\d{4}))\\s*年\\s*(?<month>\\d{1,2})\\s*月\\s*(?<day>\\d{1,2})\\s*日';

/** Tried in order on trimmed, NFKC, lower-case text. */
const FORMS: readonly RegExp[] = [
  `(?<year>\\d{4})(?<sep>[-/.])(?<month>\\d{1,2})\\k<sep>(?<day>\\d{1,2})${WEEKDAY}(?:(?:t|\\s+)${CLOCK})?${ZONE}`,
  `(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?:t?(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2}))?${ZONE}`,
  `${ERA_DATE}${WEEKDAY}${JAPANESE_TIME(CLOCK)}`,
  `${ERA_DATE}${WEEKDAY}${JAPANESE_TIME(KANJI_CLOCK)}`,
  '(?<era>[rhstm])(?<era_year>\\d{1,2})[./-](?<month>\\d{1,2})[./-](?<day>\\d{1,2})',
  `${MONTH}\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})${TIME}`,
  `(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)?[\\s-]+${MONTH}\\.?,?[\\s-]+(?<year>\\d{4})${TIME}`,
].map((form) => new RegExp(`^${form}$`));

/** Reads `text` by the known forms; null when none fits. */
export function readWrittenTime(text: string): WrittenTime | null {
  for (const form of FORMS) {
    const groups = form.exec(text)?.groups;
    if (groups) return fromGroups(groups);
  }
  return null;
}

type Groups = Readonly<Record<string, string | undefined>>;

function fromGroups(groups: Groups): WrittenTime {
  const { hour, minute, second, fraction, zone } = groups;
  const half = halfOf(groups);
  return {
    year: yearOf(groups),
    month: groups.name ? MONTHS.indexOf(groups.name.slice(0, 3)) + 1 : Number(groups.month),
    day: Number(groups.day),
    ...(hour !== undefined && { hour: Number(hour) }),
    ...(minute !== undefined && { minute: Number(minute) }),
    ...(second !== undefined && { second: Number(second) }),
    ...(fraction !== undefined && { millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)) }),
    ...(half !== undefined && { half }),
    ...(zone !== undefined && { offset: offsetOf(zone) }),
  };
}

function yearOf({ year, era, era_year: eraYear }: Groups): number {
  if (year !== undefined) return Number(year);
  return (ERAS[era ?? ''] ?? Number.NaN) + (eraYear === '元' ? 1 : Number(eraYear));
}

function halfOf({ half, half_ja: japanese }: Groups): 'am' | 'pm' | undefined {
  if (half !== undefined) return half === 'a' ? 'am' : 'pm';
  if (japanese !== undefined) return japanese === '午前' ? 'am' : 'pm';
  return undefined;
}

function offsetOf(zone: string): number {
  if (zone === 'jst') return 9 * 60;
  if (!/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return zone.startsWith('-') ? -minutes : minutes;
}
