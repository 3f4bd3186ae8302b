/** Proper names that were replaced: capitals within an English sentence, katakana and quoted titles in Japanese. */

export interface NameChange {
  readonly old: string;
  readonly fresh: string;
}

const NAME =
  /(?<=[\p{L}\d,;:)"'’] )[A-Z][\p{L}\d.&'’-]*(?: (?:[A-Z][\p{L}\d.&'’-]*|of|and|the)(?= [A-Z])| [A-Z][\p{L}\d.&'’-]*){0,5}|『[^『』]{1,60}』|[ァ-ヺー]{3,30}(?:・[ァ-ヺー]{2,30}){0,3}/gu;
/** Capitals that begin no name. */
const NO_NAME = /^(?:I|You|We|Your|Our|The|This|That|If|It|In|A|An|And|Or|For|To|No|Not)$/;

/** Names that only one version has, paired in order, when both versions lost and won equally many. */
export function changedNames(old: string, fresh: string): readonly NameChange[] {
  const [before, after] = [namesIn(old), namesIn(fresh)];
  const gone = [...before].filter((name) => !fresh.includes(name));
  const come = [...after].filter((name) => !old.includes(name));
  if (gone.length !== come.length || gone.length > 4) return [];
  return gone.map((name, i) => ({ old: name, fresh: come[i] ?? '' }));
}

function namesIn(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(NAME)].map(([name]) => name.replace(/[.,;:'’]+$/, '')).filter((name) => !NO_NAME.test(name)),
  );
}
