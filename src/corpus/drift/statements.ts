/**
 * Declared statements: facts that policies state in prose (`return_window`), found by patterns with a
 * `{value}` slot. They name a drift, and let two pages be compared.
 */
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import { extractValues, type ValueKind, type ValueMention } from '../../text/values.js';

/** What a statement's value is. */
export const STATEMENT_TYPES = ['duration', 'money', 'percent', 'number', 'date', 'count'] as const;
export type StatementType = (typeof STATEMENT_TYPES)[number];

/** A declared statement, as the config has it. */
export interface StatementConfig {
  readonly field: string;
  readonly type: StatementType;
  /** Regular expressions without flags (case is ignored), each with one `{value}` slot. */
  readonly patterns: readonly string[];
  /** Where the patterns count; without it, everywhere. */
  readonly when?: StatementCondition | undefined;
}

/** All that are given must hold. Texts are compared without regard to case. */
export interface StatementCondition {
  /** One of these stands in a heading above, or in the document's title. */
  readonly heading?: readonly string[] | undefined;
  /** One of these stands in the sentence. */
  readonly contains?: readonly string[] | undefined;
  /** None of these stands in the sentence. */
  readonly excludes?: readonly string[] | undefined;
}

/** A statement found in a sentence. */
export interface StatementMention {
  readonly field: string;
  readonly value: ValueMention;
}

/** A sentence with its surroundings, as plain text. */
export interface StatementContext {
  readonly sentence: string;
  /** Values of the sentence, when the caller has them. */
  readonly values?: readonly ValueMention[];
  /** Headings above it and the document's title. */
  readonly headings: readonly string[];
}

/** Finds declared statements in sentences. */
export type StatementReader = (context: StatementContext) => readonly StatementMention[];

const KINDS: Readonly<Record<StatementType, readonly ValueKind[]>> = {
  duration: ['duration'],
  money: ['money'],
  percent: ['percent'],
  number: ['number', 'count'],
  date: ['date'],
  count: ['count', 'number'],
};

/** Stands for the value in the sentence and in the pattern alike; no text holds it. */
const SLOT = '\u0002';

/**
 * Compiles declared statements. A pattern that is no regular expression, or has no `{value}` slot, is a
 * {@link RaftCorpusError} that names it.
 */
export function compileStatements(configs: readonly StatementConfig[]): StatementReader {
  const compiled = configs.map((config, i) => ({
    config,
    patterns: config.patterns.map((pattern, j) => compilePattern(pattern, `statements[${i}].patterns[${j}]`)),
  }));
  return (context) => {
    const values = context.values ?? extractValues(context.sentence);
    if (values.length === 0) return [];
    return compiled.flatMap(({ config, patterns }) =>
      holds(config.when, context)
        ? findSlots(context.sentence, values, { kinds: KINDS[config.type], patterns }).map((value) => ({
            field: config.field,
            value,
          }))
        : [],
    );
  };
}

/** A pattern with a `{value}` slot as a regular expression over text whose value is replaced by a slot. */
export function compilePattern(pattern: string, where: string): RegExp {
  if (pattern.split('{value}').length !== 2) {
    throw new RaftCorpusError(`the pattern "${pattern}" needs exactly one {value} slot`, {
      where,
      fix: 'Write the value as {value}: "within {value} of delivery".',
    });
  }
  try {
    return new RegExp(pattern.replace('{value}', ` ?${SLOT} ?`), 'iu');
  } catch (cause) {
    throw new RaftCorpusError(`the pattern "${pattern}" is no regular expression: ${messageOf(cause)}`, {
      where,
      fix: 'Escape characters with a meaning of their own, such as ( ) ? * +, with a backslash.',
      cause,
    });
  }
}

/** What {@link findSlots} looks for. */
export interface SlotSearch {
  readonly kinds: readonly ValueKind[];
  readonly patterns: readonly RegExp[];
}

/**
 * The values that stand in the slot of one of the patterns: the whole value (`within {value} of` and
 * `14 days`), or its numeral (`{value} volumes` and `107`).
 */
export function findSlots(
  sentence: string,
  values: readonly ValueMention[],
  search: SlotSearch,
): readonly ValueMention[] {
  return values.filter(
    (value) =>
      search.kinds.includes(value.kind) &&
      [
        [value.start, value.end],
        [value.numeralStart, value.numeralEnd],
      ].some(([start, end]) => {
        const masked = `${sentence.slice(0, start)}${SLOT}${sentence.slice(end)}`.normalize('NFKC');
        return search.patterns.some((pattern) => pattern.test(masked));
      }),
  );
}

function holds(condition: StatementCondition | undefined, { sentence, headings }: StatementContext): boolean {
  const has = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());
  const { heading, contains, excludes } = condition ?? {};
  if (heading !== undefined && !heading.some((part) => headings.some((text) => has(text, part)))) return false;
  if (contains !== undefined && !contains.some((part) => has(sentence, part))) return false;
  return excludes === undefined || !excludes.some((part) => has(sentence, part));
}
