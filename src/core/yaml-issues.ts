/** Mistakes in a YAML file that a schema describes, as a person wants them: the line, the key, and "did you mean". */
import { type Document, isCollection, isMap, isScalar, type LineCounter } from 'yaml';
import { z } from 'zod';
import { nearest } from './nearest.js';

/** One mistake. */
export interface YamlIssue {
  readonly line: number;
  readonly message: string;
  readonly fix?: string;
}

interface Context extends YamlPlaces {
  readonly schema: z.ZodType;
  /** What the file is, for messages: `the config`. */
  readonly what: string;
}

/** A parsed file, and where its lines begin. */
export interface YamlPlaces {
  readonly document: Document;
  readonly lines: LineCounter;
}

/** Issues of zod with the lines of the YAML they are about, in order of line. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], context: Context): YamlIssue[] {
  return issues.flatMap((issue) => describe(issue, context)).sort((a, b) => a.line - b.line);
}

function describe(issue: z.core.$ZodIssue, context: Context): YamlIssue[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const name = path.length === 0 ? context.what : path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(context.schema, path);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      const line = lineOf(context, [...path, key]);
      const where = path.length === 0 ? '' : ` in ${name}`;
      if (near === undefined && SECRET.test(key)) return { line, ...secretIssue(`"${key}"${where}`, known) };
      const message = `unknown key "${key}"${where}${near ? `; did you mean "${near}"?` : ''}`;
      return near || known.length === 0
        ? { line, message }
        : { line, message, fix: `Known keys there: ${known.join(', ')}.` };
    });
  }
  // What a refinement says of a missing key (custom) is better than that it is missing.
  if (issue.code !== 'custom' && path.length > 0 && context.document.getIn(path) === undefined) {
    return [{ line: lineOf(context, path), message: `${name} is missing` }];
  }
  if (issue.code === 'invalid_union') {
    const [best] = [...issue.errors].sort((a, b) => deepest(b) - deepest(a));
    if (best && best.length > 0 && deepest(best) > 0) {
      return best.flatMap((inner) =>
        describe({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, context),
      );
    }
  }
  return [{ line: lineOf(context, path), message: `${name}: ${messageOf(issue, context, path)}` }];
}

/** What is wrong with a value, with the word that was meant where one of a few was expected; else the issue's own words. */
function messageOf(issue: z.core.$ZodIssue, { document }: Context, path: readonly (string | number)[]): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  const value = document.getIn(path);
  const isNumber = typeof value === 'number';
  if (issue.code === 'too_big' && isNumber)
    return `${value} is too much: ${limit(issue, 'most', 'less than')} ${issue.maximum}`;
  if (issue.code === 'too_small' && isNumber)
    return `${value} is too little: ${limit(issue, 'least', 'more than')} ${issue.minimum}`;
  if (issue.code === 'invalid_type' && issue.expected === 'int' && isNumber) return `${value} is no whole number`;
  if (issue.code !== 'invalid_value') return issue.message;
  const word = String(value);
  const near = word.length < SHORT ? undefined : nearest(word, issue.values.map(String));
  return `${JSON.stringify(word)} is none of ${issue.values.join(', ')}${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

/** Words shorter than this are near anything. */
const SHORT = 3;

function limit({ inclusive = true }: { readonly inclusive?: boolean | undefined }, at: string, beyond: string): string {
  return inclusive ? `at ${at}` : beyond;
}

/** Names under which people write what should stay secret into a config. */
const SECRET = /^key$|api[_-]?key|token$|secret|passw(?:or)?d|authorization|bearer/i;

function secretIssue(what: string, known: readonly string[]): { readonly message: string; readonly fix: string } {
  return {
    message: `${what}: a config is no place for a key or password`,
    fix: `Put it into an environment variable${known.includes('apiKeyEnv') ? ' and name that with apiKeyEnv' : ''}, and take it out here; if this file was shared, get a new one.`,
  };
}

function deepest(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
}

/** Line of a path in the YAML, or of the nearest part of it that is there. */
export function lineOf({ document, lines }: YamlPlaces, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair && isScalar(pair.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
    }
    const node = isCollection(parent) ? parent.get(key as never, true) : undefined;
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    if (range) return lines.linePos(range[0]).line;
  }
  return 1;
}

/** Keys that the schema knows at a path, through arrays, defaults, optionals and unions. */
function keysAt(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let level: z.core.$ZodType[] = [schema];
  for (const part of path) {
    level = level.flatMap(unwrap).flatMap((type) => {
      if (type instanceof z.ZodObject) return type.shape[part] ? [type.shape[part] as z.core.$ZodType] : [];
      if (type instanceof z.ZodArray) return [type.element];
      if (type instanceof z.ZodRecord) return [type.valueType];
      return [];
    });
  }
  return level.flatMap(unwrap).flatMap((type) => (type instanceof z.ZodObject ? Object.keys(type.shape) : []));
}

function unwrap(type: z.core.$ZodType): z.core.$ZodType[] {
  if (type instanceof z.ZodUnion) return type.options.flatMap(unwrap);
  if (type instanceof z.ZodPipe) return unwrap(type.in);
  const inner = (type as { def?: { innerType?: z.core.$ZodType } }).def?.innerType;
  return inner && !(type instanceof z.ZodObject) ? unwrap(inner) : [type];
}
