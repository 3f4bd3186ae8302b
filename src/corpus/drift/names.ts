/** Proper names that were replaced: capitals within an English sentence, katakana and quoted titles in Japanese. */

export interface NameChange {
  readonly old: string;
  readonly fresh: string;
}

const NAME =
  /(?<=[\p{L}\d,;:)"'’] )[A-Z][\p{L}\d.&'’-]*(?: (?:[A-Z][\p{L}\d.&'’-]*|of|and|the)(?= [A-Z])| [A-Z][\p{L}\d.&'’-]*){0,5}|『[^『』]{1,60}』|[ァ-ヺー]{3,30}(?:・[ァ-ヺー]{2,30}){0,3}/gu;
/** Capitals that begin no name. */
const NO_NAME = /^(?:I|You|We|Your|Our|The|This|That|If|It|In|A|An|And|Or|For|To|No|Not)$/;

/**
 * Names that only one version has, paired in order where a neighbouring word is the same on both sides;
 * none when the versions lost and won different numbers of names. `old` and `fresh` are sentences whose
 * values are masked, so that no month counts as a name.
 */
export function changedNames(old: string, fresh: string): readonly NameChange[] {
  const gone = namesIn(old).filter(({ name }) => !fresh.includes(name));
  const come = namesIn(fresh).filter(({ name }) => !old.includes(name));
  if (gone.length !== come.length || gone.length > 4) return [];
  return gone.flatMap((from, i) => {
    const to = come[i];
    return to !== undefined && haveNeighbour(from, to) ? [{ old: from.name, fresh: to.name }] : [];
  });
}

interface FoundName {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

function namesIn(text: string): readonly FoundName[] {
  const found = new Map<string, FoundName>();
  for (const match of text.matchAll(NAME)) {
    const name = match[0].replace(/[.,;:'’]+$/, '');
    const end = match.index + name.length;
    if (NO_NAME.test(name) || found.has(name)) continue;
    found.set(name, {
      name,
      before: lastWord(text.slice(Math.max(0, match.index - 24), match.index)),
      after: firstWord(text.slice(end, end + 24)),
    });
  }
  return [...found.values()];
}

/** The same word before or after; a neighbour that is punctuation or nothing says little, so both must agree then. */
function haveNeighbour(a: FoundName, b: FoundName): boolean {
  const isBefore = a.before === b.before;
  const isAfter = a.after === b.after;
  return (isBefore && isAfter) || (isBefore && a.before !== '') || (isAfter && a.after !== '');
}

function lastWord(text: string): string {
  return /([\p{L}\d]+)[^\p{L}\d]*$/u.exec(text)?.[1]?.slice(-4) ?? '';
}

function firstWord(text: string): string {
  return /^[^\p{L}\d]*([\p{L}\d]+)/u.exec(text)?.[1]?.slice(0, 4) ?? '';
}
