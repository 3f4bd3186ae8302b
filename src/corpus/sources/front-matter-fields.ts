/** What a text file's front matter says about it, checked: front matter is written by hand and lies at times. */

import { isUnknown } from '../../text/unknown.js';
import type { Fact } from '../document.js';
import type { ParsedText } from '../formats/parsed-text.js';
import type { SourceConfig } from './config.js';
import { columnsOf, factSpecs } from './config-fields.js';
import { checkTogether, instantAt, type Problem } from './entry.js';
import { readLang } from './lang.js';
import { recordId, valueAt } from './record-values.js';
import { parseFact, readBoolean, scalarText } from './values.js';

/** The fields, null where the front matter is silent, and all that cannot stand. */
export interface FrontMatter {
  readonly docId: string;
  readonly title: string | null;
  readonly lang: string | null;
  readonly url: string | null;
  readonly updatedAt: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly translationOf: string | null;
  readonly group: string | null;
  readonly spoiler: boolean;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
}

export interface FrontMatterOptions {
  readonly config: SourceConfig;
  /** The path below the glob's fixed part: the id unless `fields.id` names a key that has one. */
  readonly docId: string;
}

/** Reads the keys that `fields` names, or those of their default names (`updated_at`, `valid_to` …). */
export function readFrontMatterFields(parsed: ParsedText, { config, docId }: FrontMatterOptions): FrontMatter {
  const reader = new FieldReader(parsed.frontMatter ?? {}, config);
  const { fields = {}, translationOf } = config;
  const translationKey = translationOf !== undefined && 'field' in translationOf ? translationOf.field : undefined;
  const stated = {
    docId: reader.id(columnsOf(fields.id)) ?? docId,
    title:
      columnsOf(fields.title ?? 'title')
        .map((key) => reader.text(key))
        .find((title) => title !== null) ?? null,
    lang: reader.lang(fields.lang ?? 'lang'),
    url: reader.text(fields.url ?? 'url'),
    updatedAt: reader.instant(fields.updatedAt ?? 'updated_at'),
    validFrom: reader.instant(fields.validFrom ?? 'valid_from'),
    validTo: reader.instant(fields.validTo ?? 'valid_to'),
    translationOf: reader.text(translationKey ?? fields.translationOf ?? 'translation_of'),
    group: reader.text(fields.group ?? config.group ?? 'group'),
    spoiler: reader.flag('spoiler'),
    facts: reader.facts('facts'),
  };
  checkTogether(stated, reader.problems);
  return { ...stated, problems: reader.problems };
}

class FieldReader {
  readonly problems: Problem[] = [];
  readonly #data: Readonly<Record<string, unknown>>;
  readonly #config: SourceConfig;

  constructor(data: Readonly<Record<string, unknown>>, config: SourceConfig) {
    this.#data = data;
    this.#config = config;
  }

  id(columns: readonly string[]): string | null {
    if (columns.length === 0 || columns.every((column) => valueAt(this.#data, column) === undefined)) return null;
    const id = recordId(this.#data, columns);
    if ('id' in id) return id.id;
    this.problems.push({ message: id.problem, fix: 'Write the id as plain text.' });
    return null;
  }

  text(key: string): string | null {
    const value = valueAt(this.#data, key);
    if (value === undefined) return null;
    const text = scalarText(value);
    if (text === null) this.#refuse(key, 'is not a plain text', `Write ${key}: some text`);
    return text || null;
  }

  lang(key: string): string | null {
    const value = valueAt(this.#data, key);
    const lang = readLang(value);
    if (value !== undefined && lang === null)
      this.#refuse(key, `is no language (${JSON.stringify(value)})`, 'Write ja or en.');
    return lang;
  }

  instant(key: string): string | null {
    return instantAt(valueAt(this.#data, key), key, this.#config.timezone, this.problems);
  }

  flag(key: string): boolean {
    const value = valueAt(this.#data, key);
    const flag = value === undefined ? false : readBoolean(value);
    if (flag === null) this.#refuse(key, 'is neither true nor false', `Write ${key}: true`);
    return flag ?? false;
  }

  /** Facts under `key`, typed by the source's config where it knows them; configured columns beside it too. */
  facts(key: string): Fact[] {
    const specs = factSpecs(this.#config.fields);
    const map = this.#data[key];
    if (!isUnknown(map) && (typeof map !== 'object' || Array.isArray(map))) {
      this.#refuse(key, 'is not a map', `Write ${key}: { return_window: 14 days }`);
      return [];
    }
    const inMap = (map ?? {}) as Readonly<Record<string, unknown>>;
    const unnamed = Object.keys(inMap).filter((field) => specs.every((spec) => spec.field !== field));
    const all = [...specs, ...unnamed.map((field) => ({ field, column: field }))];
    return all.flatMap((spec) => {
      const value = inMap[spec.field] ?? valueAt(this.#data, spec.column);
      if (value === undefined) return [];
      const fact = parseFact(value, spec, this.#config.timezone);
      if (fact.ok) return [{ field: spec.field, value: fact.value }];
      this.problems.push({ message: `${key}.${spec.field}: ${fact.message}`, fix: fact.fix });
      return [];
    });
  }

  #refuse(key: string, message: string, fix: string): void {
    this.problems.push({ message: `${key} ${message}`, fix });
  }
}
