/** Units that turn a numeral into a value, in English and Japanese, and the unit they stand for. */

/** What sort of value a mention is. `ordinal` says which one (`Vol. 12`), `time` is a time of day. */
export const VALUE_KINDS = ['number', 'duration', 'date', 'time', 'money', 'percent', 'count', 'ordinal'] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

/** A unit found after a numeral: where it ends, and what it makes of the amount. */
export interface UnitMatch {
  readonly kind: ValueKind;
  readonly unit: string;
  readonly factor: number;
  readonly end: number;
  /** A plural noun that is no unit of ours: weaker evidence that something is counted. */
  readonly generic: boolean;
}

interface UnitRule {
  readonly kind: ValueKind;
  readonly unit: string;
  /** Matched at the end of the numeral, on folded text. */
  readonly pattern: string;
  /** The unit may also follow number words and kanji numerals. */
  readonly weak?: boolean;
}

const duration = (unit: string, pattern: string): UnitRule => ({ kind: 'duration', unit, pattern, weak: true });
const money = (unit: string, pattern: string): UnitRule => ({ kind: 'money', unit, pattern, weak: true });
const count = (unit: string, pattern: string, weak = true): UnitRule => ({ kind: 'count', unit, pattern, weak });

/** Order matters: the first that matches wins, so the longer name stands first. */
const RULES: readonly UnitRule[] = [
  { kind: 'percent', unit: '%', pattern: ' ?%| per ?cent\\b| percentage points?\\b|パーセント', weak: true },
  count('year_old', '[ -]years?[ -](?:of age|olds?)\\b|[歳才]'),
  duration('business_day', "[ -](?:business|working)[ -]days?\\b'?|営業日"),
  duration('calendar_day', "[ -](?:calendar|consecutive)[ -]days?\\b'?|暦日"),
  duration('day', "[ -]?days?\\b'?|日(?:間)?(?![本付目])"),
  duration('week', "[ -]?weeks?\\b'?|週(?:間)?"),
  duration('month', "[ -]?months?\\b'?|[かヶカヵケ箇個]月(?:間)?"),
  duration('year', "[ -]?years?\\b'?|年(?:間)?(?![度生目])"),
  duration('hour', "[ -]?(?:hours?|hrs?|h)\\b'?|時間"),
  duration('minute', "[ -]?(?:minutes?|mins?)\\b'?|分(?:間)?(?!の)"),
  duration('second', '[ -]?(?:seconds?|secs?)\\b|秒(?:間)?'),
  money('JPY', ' ?(?:円|yen\\b|jpy\\b)'),
  money('USD', ' ?(?:米?ドル|(?:us )?dollars?\\b|usd\\b)'),
  money('EUR', ' ?(?:ユーロ|euros?\\b|eur\\b|€)'),
  money('GBP', ' ?(?:ポンド|pounds sterling\\b|gbp\\b)'),
  ...['cny', 'krw', 'cad', 'aud', 'chf', 'twd', 'hkd', 'sgd', 'inr'].map((code) =>
    money(code.toUpperCase(), ` ?${code}\\b`),
  ),
  count('volume', '[ -]?(?:volumes?|vols?)\\b|巻'),
  count('chapter', '[ -]chapters?\\b|話'),
  count('book', '[ -]books?\\b|冊(?!目)'),
  count('person', '[ -](?:people|persons?)\\b|[名人](?!目)'),
  count('time', ' times\\b|回(?!目)'),
  count('item', '[ -]items?\\b|[点個品]'),
  count('item', 'つ', false),
  count('case', '件'),
  count('sheet', '枚'),
  count('device', '台(?![目風所])'),
  count('point', ' points?\\b|ポイント|pt\\b'),
  count('x', 'x(?![\\w])|倍', false),
  count('GB', ' ?(?:gb|gigabytes?)\\b', false),
  count('MB', ' ?(?:mb|megabytes?)\\b', false),
  count('KB', ' ?(?:kb|kilobytes?)\\b', false),
  count('TB', ' ?(?:tb|terabytes?)\\b', false),
  count('kg', ' ?(?:kg|キログラム)(?![a-z])', false),
  count('g', ' ?g(?![a-z])|グラム', false),
  count('cm', ' ?cm(?![a-z])|センチ', false),
  count('mm', ' ?mm(?![a-z])|ミリ', false),
];

const ENGLISH_MULTIPLIER = / ?(million|billion|thousand|k\b|bn\b)/y;
const MULTIPLIERS: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3],
  ['k', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['bn', 1e9],
]);

const STRONG = compile(RULES);
const WEAK = compile(RULES.filter((rule) => rule.weak));

function compile(rules: readonly UnitRule[]): readonly { readonly rule: UnitRule; readonly regex: RegExp }[] {
  return rules.map((rule) => ({ rule, regex: new RegExp(rule.pattern, 'y') }));
}

/** Plural nouns that follow a number without being counted. */
const NO_NOUNS =
  /^(?:this|is|was|has|does|as|us|its|his|yes|plus|minus|always|unless|across|versus|thus|less|business|address|process|access|status|basis|class|pass|terms?|etc|sections|articles|days?|hours|others)$/;
const GENERIC_NOUN = /[ -]([a-z]{2,20}s)(?![\w'-])/y;

/** What no unit begins with: most numerals are settled by it. */
const NO_UNIT = /^[(),.;:!?"'\d\n[\]/]?$/;

/** The unit that starts at `at` of folded text, or null. `form` digits accepts more than words and kanji do. */
export function matchUnit(folded: string, at: number, form: 'digits' | 'word' | 'kanji'): UnitMatch | null {
  if (NO_UNIT.test(folded.charAt(at))) return null;
  const multiplier = form === 'kanji' ? null : matchAt(ENGLISH_MULTIPLIER, folded, at);
  const factor = MULTIPLIERS.get(multiplier?.[1] ?? '') ?? 1;
  const from = multiplier === null ? at : at + multiplier[0].length;
  for (const { rule, regex } of form === 'digits' ? STRONG : WEAK) {
    const match = matchAt(regex, folded, from);
    if (match !== null)
      return { kind: rule.kind, unit: rule.unit, factor, end: from + match[0].length, generic: false };
  }
  if (form === 'kanji') return null;
  const noun = matchAt(GENERIC_NOUN, folded, from);
  const name = noun?.[1];
  if (noun === null || name === undefined || NO_NOUNS.test(name)) return null;
  return { kind: 'count', unit: singular(name), factor, end: from + noun[0].length, generic: true };
}

/** The multiplier after a bare amount (`$5 million`): factor and end. */
export function matchMultiplier(folded: string, at: number): { readonly factor: number; readonly end: number } {
  const match = matchAt(ENGLISH_MULTIPLIER, folded, at);
  if (match === null) return { factor: 1, end: at };
  return { factor: MULTIPLIERS.get(match[1] ?? '') ?? 1, end: at + match[0].length };
}

/** Runs a sticky expression at an offset. */
export function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

function singular(noun: string): string {
  if (noun.endsWith('ies') && noun.length > 4) return `${noun.slice(0, -3)}y`;
  if (/(?:s|x|ch|sh)es$/.test(noun)) return noun.slice(0, -2);
  return noun.slice(0, -1);
}

const PREFIX =
  /(us ?\$|c\$|a\$|ca\$|au\$|hk\$|s\$|nt\$|\$|¥|€|£|₩|\b(?:usd|jpy|eur|gbp|cny|krw|cad|aud|chf|twd|hkd|sgd|inr)) ?$/;
const PREFIX_CURRENCY: ReadonlyMap<string, string> = new Map([
  ['us$', 'USD'],
  ['$', 'USD'],
  ['c$', 'CAD'],
  ['ca$', 'CAD'],
  ['a$', 'AUD'],
  ['au$', 'AUD'],
  ['hk$', 'HKD'],
  ['s$', 'SGD'],
  ['nt$', 'TWD'],
  ['¥', 'JPY'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['₩', 'KRW'],
]);

/** The currency written before a numeral that starts at `at`: its code and where the sign starts. */
export function currencyBefore(folded: string, at: number): { readonly unit: string; readonly start: number } | null {
  const match = PREFIX.exec(folded.slice(Math.max(0, at - 5), at));
  const sign = match?.[1];
  if (match === null || sign === undefined) return null;
  const name = sign.replace(' ', '');
  return { unit: PREFIX_CURRENCY.get(name) ?? name.toUpperCase(), start: at - match[0].length };
}
