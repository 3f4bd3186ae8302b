/** The JSON in what a model wrote: alone, in a code fence, or with words around it. Parsed, never evaluated or mended. */

/** Braces from which an object is looked for: each may cost a scan of the rest. */
const MOST_STARTS = 16;
/** Longer answers are nothing that was asked for. */
const LONGEST = 1 << 18;

/** What a text holds. */
export interface Extracted {
  /** Objects and lists that parse, likeliest first: the whole text, then those in code fences, then others in order. */
  readonly values: readonly unknown[];
  /** Whether it begins something that it does not end. */
  readonly unfinished: boolean;
}

/** Finds JSON in a model's answer; thoughts between `<think>` tags are not looked at. */
export function extractJson(content: string): Extracted {
  const text = withoutThoughts(content.slice(0, LONGEST)).trim();
  const whole = parse(text);
  if (isStructure(whole)) return { values: [whole], unfinished: false };
  const fenced = [...text.matchAll(/```[a-z0-9]*\s*\n?([\s\S]*?)```/gi)].map((match) => parse(match[1]?.trim() ?? ''));
  const { values, unfinished } = scan(text);
  return { values: [...fenced.filter(isStructure), ...values], unfinished };
}

function withoutThoughts(text: string): string {
  const end = text.lastIndexOf('</think>');
  return end < 0 ? text : text.slice(end + '</think>'.length);
}

function scan(text: string): Extracted {
  const values: unknown[] = [];
  let unfinished = false;
  let starts = 0;
  for (let at = text.indexOf('{'); at >= 0 && starts < MOST_STARTS; starts++) {
    const end = endOfObject(text, at);
    const value = end === null ? undefined : parse(text.slice(at, end));
    unfinished ||= end === null;
    if (isStructure(value)) values.push(value);
    at = text.indexOf('{', isStructure(value) && end !== null ? end : at + 1);
  }
  return { values, unfinished };
}

/** Offset after the brace that closes the one at `start`, braces in strings apart; null when nothing does. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') depth += 1;
    else if (char === '}' && --depth === 0) return at + 1;
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
