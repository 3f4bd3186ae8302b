/**
 * Real texts to build the bundled model from, and the parts held out of it. Reads ../shared/data; nothing of it is
 * copied into the repository, only what the model learned from it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** Two texts that should be near each other; `query` is the shorter, searching side. */
export interface Pair {
  readonly query: string;
  readonly passage: string;
}

/** A retrieval test: queries, passages and graded judgements. */
export interface RetrievalSet {
  readonly name: string;
  readonly queries: readonly string[];
  readonly passages: readonly string[];
  /** For each query: passage index → grade above 0. */
  readonly relevant: readonly ReadonlyMap<number, number>[];
}

export interface SimilarityPair {
  readonly a: string;
  readonly b: string;
  /** 0 (unrelated) … 5 (same meaning). */
  readonly score: number;
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const files = (folder: string): string[] =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));

interface SquadFile {
  readonly data: readonly {
    readonly title: string;
    readonly paragraphs: readonly {
      readonly context: string;
      readonly qas: readonly { readonly question: string }[];
    }[];
  }[];
}

/** A paragraph with its questions and the article it is from. */
export interface Paragraph {
  readonly article: string;
  readonly context: string;
  readonly questions: readonly string[];
}

/** JaQuAD's paragraphs of one split. */
export function jaquad(data: string, split: 'train' | 'dev'): Paragraph[] {
  return files(join(data, 'jaquad', split)).flatMap((path) =>
    (json(path) as SquadFile).data.flatMap((article) =>
      article.paragraphs.map((p) => ({
        article: article.title,
        context: p.context,
        questions: p.qas.map((qa) => qa.question),
      })),
    ),
  );
}

/** Questions → their paragraph, among all paragraphs given. */
export function questionSet(name: string, paragraphs: readonly Paragraph[]): RetrievalSet {
  const passages = [...new Set(paragraphs.map((p) => p.context))];
  const at = new Map(passages.map((passage, index) => [passage, index]));
  const pairs = paragraphs.flatMap((p) => p.questions.map((question) => [question, at.get(p.context) ?? 0] as const));
  return {
    name,
    passages,
    queries: pairs.map(([question]) => question),
    relevant: pairs.map(([, index]) => new Map([[index, 1]])),
  };
}

/** A shop's product as one text. */
export interface Product {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

/** Chorus' products: title, short description and attribute values. */
export function products(data: string): Product[] {
  const lines = gunzipSync(readFileSync(join(data, 'chorus-ecommerce/products.jsonl.gz')))
    .toString('utf8')
    .split('\n');
  return lines.filter(Boolean).map((line) => {
    const row = JSON.parse(line) as Record<string, unknown>;
    const attributes = Object.entries(row)
      .filter(([key, value]) => key.startsWith('attr_t_') && typeof value === 'string')
      .map(([key, value]) => `${key.slice(7).replaceAll('_', ' ')}: ${String(value)}`);
    const short = typeof row['short_description'] === 'string' ? row['short_description'] : '';
    const body = [short, ...attributes].filter(Boolean).join('. ');
    return { id: String(row['id']), title: String(row['title']), body: body.slice(0, 1200) };
  });
}

/** Chorus' rated queries over all products; what is not judged counts as not relevant. */
export function ratedQueries(data: string): RetrievalSet {
  const all = products(data);
  const at = new Map(all.map((product, index) => [product.id, index]));
  const rows = parse(readFileSync(join(data, 'chorus-ecommerce/Broad_Query_Set_rated.csv')), { columns: true }) as {
    query: string;
    docid: string;
    rating: string;
  }[];
  const byQuery = new Map<string, Map<number, number>>();
  for (const { query, docid, rating } of rows) {
    const judged = byQuery.get(query) ?? new Map<number, number>();
    byQuery.set(query, judged);
    const index = at.get(docid);
    if (index !== undefined && Number(rating) > 0) judged.set(index, Number(rating));
  }
  const kept = [...byQuery].filter(([, judged]) => judged.size > 0);
  return {
    name: 'chorus rated queries',
    passages: all.map(({ title, body }) => `${title}\n${body}`),
    queries: kept.map(([query]) => query),
    relevant: kept.map(([, judged]) => judged),
  };
}

/** Japanese and English titles of one work; `heldOut` are the half that training never sees. */
export function titlePairs(data: string): { train: Pair[]; heldOut: Pair[] } {
  const rows = json(join(data, 'bangumi-data-anime/snapshots/2026-08-17.json')) as {
    title: string;
    lang: string;
    titleTranslate?: { en?: string[] };
  }[];
  const pairs = rows.flatMap(({ title, lang, titleTranslate }) =>
    lang === 'ja' && titleTranslate?.en?.[0] ? [{ query: title, passage: titleTranslate.en[0] }] : [],
  );
  // By the title's first four characters, so that seasons of one series do not straddle the halves.
  const half = (title: string): boolean => (createHash('sha256').update(title.slice(0, 4)).digest()[0] ?? 0) % 2 === 0;
  return { train: pairs.filter((p) => half(p.query)), heldOut: pairs.filter((p) => !half(p.query)) };
}

/** Japanese titles of the same catalog, paired or not: text for counts only. */
export function japaneseTitles(data: string): string[] {
  const rows = json(join(data, 'bangumi-data-anime/snapshots/2026-08-17.json')) as { title: string; lang: string }[];
  return rows.filter((row) => row.lang === 'ja').map((row) => row.title);
}

/** Title pairs as a retrieval test: Japanese title → English title among the held-out ones. */
export function titleSet(pairs: readonly Pair[]): RetrievalSet {
  const passages = [...new Set(pairs.map((p) => p.passage))];
  const at = new Map(passages.map((passage, index) => [passage, index]));
  return {
    name: 'bangumi JA → EN titles',
    passages,
    queries: pairs.map((p) => p.query),
    relevant: pairs.map((p) => new Map([[at.get(p.passage) ?? 0, 1]])),
  };
}

/** JSTS sentence pairs. */
export function sentencePairs(data: string, split: 'train' | 'valid'): SimilarityPair[] {
  const text = readFileSync(join(data, `jsts/jsts-v1.3-${split}-v1.3.json`), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { sentence1: string; sentence2: string; label: number })
    .map(({ sentence1, sentence2, label }) => ({ a: sentence1, b: sentence2, score: label }));
}

/** A policy's heading with what stands under it. */
export function policySections(data: string, repository: 'policies-github' | 'policies-basecamp'): Pair[] {
  const root = join(data, repository, 'new');
  const paths = (readdirSync(root, { recursive: true }) as string[]).filter((path) => path.endsWith('.md')).sort();
  return paths.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
    const sections = text.split(/^#{1,6} +/m).slice(1);
    return sections.flatMap((section) => {
      const [heading = '', ...rest] = section.split('\n');
      const body = rest
        .join('\n')
        .replace(/\]\([^)]*\)/g, ']')
        .trim();
      return body.length > 80 ? [{ query: heading.replace(/[*_`]/g, '').trim(), passage: body.slice(0, 1500) }] : [];
    });
  });
}

/** Headings → sections of a repository. */
export function headingSet(name: string, sections: readonly Pair[]): RetrievalSet {
  const passages = [...new Set(sections.map((s) => s.passage))];
  const at = new Map(passages.map((passage, index) => [passage, index]));
  const byHeading = new Map<string, Map<number, number>>();
  for (const { query, passage } of sections) {
    const judged = byHeading.get(query) ?? new Map<number, number>();
    judged.set(at.get(passage) ?? 0, 1);
    byHeading.set(query, judged);
  }
  return { name, passages, queries: [...byHeading.keys()], relevant: [...byHeading.values()] };
}

/** Utterances in both languages, word for word the same meaning. */
export function utterancePairs(data: string): Pair[] {
  return ['ja.test.conll', 'ja.valid.conll'].flatMap((name) => {
    const text = readFileSync(join(data, 'xsid-ja-en', name), 'utf8');
    const found = [...text.matchAll(/^# text-en[ =:]+(.*)\n# text = (.*)$/gm)];
    return found.map((m) => ({ query: (m[2] ?? '').replaceAll(' ', ''), passage: m[1] ?? '' }));
  });
}

/** English utterances with their intent. */
export function utterances(data: string): { readonly text: string; readonly intent: string }[] {
  const banking = parse(readFileSync(join(data, 'banking77/train.csv')), { columns: true }) as {
    text: string;
    category: string;
  }[];
  const clinc = (json(join(data, 'clinc-oos/data_full.json')) as { train: [string, string][] }).train;
  return [
    ...banking.map((row) => ({ text: row.text.trim(), intent: `banking/${row.category}` })),
    ...clinc.map(([text, intent]) => ({ text, intent: `clinc/${intent}` })),
  ];
}

/** English titles of manga and light novels. */
export function englishTitles(data: string): string[] {
  const series = parse(readFileSync(join(data, 'lnrelease-catalog/snapshots/2026-08-22/series.csv')), {
    relax_column_count: true,
  }) as string[][];
  const manga = parse(readFileSync(join(data, 'mal-top-manga/snapshots/2026-06-19/manga.csv')), { columns: true }) as {
    Title: string;
    Author: string;
  }[];
  return [...series.map((row) => row[1] ?? ''), ...manga.map((row) => `${row.Title} ${row.Author}`)].filter(Boolean);
}
