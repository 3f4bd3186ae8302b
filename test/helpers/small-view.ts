/** A small shop's corpus in memory: documents become passages and real vectors of a deterministic hashing vectoriser. */

import { sha256 } from '../../src/core/hash.js';
import type { Fact, FactValue } from '../../src/corpus/document.js';
import type { CorpusView, ViewPassage } from '../../src/corpus/view.js';
import type { Embedder } from '../../src/embed/embedder.js';
import type { DocumentRow } from '../../src/store/rows.js';
import { foldText, normalizeText } from '../../src/text/normalize.js';

const DIMS = 256;

/** Words and character bigrams, hashed into signed buckets, L2-normalised. */
export function hashingEmbedder(): Embedder {
  return {
    model: 'hashing',
    fingerprint: sha256('hashing', String(DIMS)),
    dims: DIMS,
    maxTokens: 512,
    embed: async (texts) => {
      const out = new Float32Array(texts.length * DIMS);
      for (const [i, text] of texts.entries()) out.set(vectorOf(text), i * DIMS);
      return out;
    },
    countTokens: (text) => Math.ceil(text.length / 3),
    stats: () => ({ texts: 0, truncated: 0, empty: 0 }),
    close: async () => {},
  };
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMS);
  const folded = foldText(text);
  const grams = [...folded.split(' '), ...Array.from(folded, (_, i) => folded.slice(i, i + 2))].filter((gram) =>
    gram.trim(),
  );
  for (const gram of grams) {
    const hash = Number.parseInt(sha256(gram).slice(0, 8), 16);
    vector[hash % DIMS]! += hash & 0x100000 ? 1 : -1;
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}

export interface SmallDocument {
  readonly source?: string;
  readonly doc: string;
  readonly kind?: string;
  readonly title: string;
  readonly lang?: string;
  readonly group?: string;
  readonly translationOf?: string;
  readonly facts?: Readonly<Record<string, FactValue | null>>;
  /** One passage each; facts are rendered as lines of the first. */
  readonly texts?: readonly string[];
  readonly headings?: readonly string[];
  readonly stale?: Partial<ViewPassage>;
  readonly spoiler?: boolean;
  /** ISO instant, or null for none; default 2026-07-01. */
  readonly updatedAt?: string | null;
}

/** The view of some documents; passage ids are `passageId(doc, n)`. */
export async function smallView(documents: readonly SmallDocument[]): Promise<CorpusView> {
  const rows = new Map<string, DocumentRow>();
  const passages = documents.flatMap((document) => passagesOf(document, rows));
  passages.sort((a, b) => (a.passage_id < b.passage_id ? -1 : 1));
  const embedder = hashingEmbedder();
  const texts = passages.map((passage) => `${passage.title}\n${passage.text}`);
  return {
    tag: 'r-000002',
    as_of: '2026-07-15T00:00:00.000Z',
    embedder: { fingerprint: embedder.fingerprint, model: embedder.model, dims: DIMS },
    passages,
    vectors: await embedder.embed(texts, 'passage'),
    documents: rows,
  };
}

export function passageId(doc: string, n = 0): string {
  return sha256('passage', doc, String(n));
}

function passagesOf(document: SmallDocument, rows: Map<string, DocumentRow>): ViewPassage[] {
  const source = document.source ?? 'catalog';
  const lines = Object.entries(document.facts ?? {}).flatMap(([field, value]) =>
    value ? [`${field}: ${plain(value)}`] : [],
  );
  const texts = document.texts ?? [''];
  const docKey = sha256(source, document.doc.replace(/@.*/, ''));
  const docHash = sha256('version', document.doc);
  const isGone = ['superseded', 'removed'].includes(document.stale?.verdict ?? '');
  const text = [...lines, ...texts].join('\n\n').trim();
  if (!isGone) rows.set(`${docKey}/${docHash}`, { ...documentRow(document, { source, docKey, docHash }), text });
  return texts.map((body, n) => {
    const text = (n === 0 ? [...lines, body] : [body]).join('\n').trim();
    return {
      passage_id: passageId(document.doc, n),
      doc_key: docKey,
      doc_id: document.doc.replace(/@.*/, ''),
      source_id: source,
      kind: document.kind ?? 'catalog',
      title: document.title,
      heading_path: document.headings ?? [],
      lang: document.lang ?? 'en',
      text,
      span_start: n * 1000,
      span_end: n * 1000 + text.length,
      content_hash: sha256(normalizeText(text)),
      doc_hash: docHash,
      translation_of: document.translationOf ?? null,
      group: document.group ?? null,
      spoiler: document.spoiler ?? false,
      first_seen_at: '2026-04-01T00:00:00.000Z',
      verdict: null,
      verdicts: [],
      severity: null,
      stale_since: null,
      superseded_by: null,
      drift: [],
      embedder: 'x',
      embed_key: 'x',
      added_in: 1,
      retired_in: null,
      source_updated_at: document.updatedAt === undefined ? '2026-07-01T00:00:00.000Z' : document.updatedAt,
      ...document.stale,
    };
  });
}

function documentRow(document: SmallDocument, ids: { source: string; docKey: string; docHash: string }): DocumentRow {
  const facts: Fact[] = Object.entries(document.facts ?? {}).map(([field, value]) => ({ field, value }));
  return {
    doc_key: ids.docKey,
    doc_id: document.doc,
    source_id: ids.source,
    kind: document.kind ?? 'catalog',
    title: document.title,
    lang: document.lang ?? 'en',
    url: null,
    text: '',
    doc_hash: ids.docHash,
    facts,
    source_updated_at: null,
    updated_at_from: null,
    valid_from: null,
    valid_to: null,
    translation_of: document.translationOf ?? null,
    group: document.group ?? null,
    location: document.doc,
    first_seen_at: '2026-04-01T00:00:00.000Z',
    added_in: 1,
    retired_in: null,
  };
}

function plain(value: FactValue): string {
  if (value.type === 'money') return `${value.currency === 'JPY' ? '¥' : '$'}${value.value.toLocaleString('en')}`;
  return value.type === 'list' ? value.value.join(', ') : String(value.value);
}

export const number = (value: number, unit?: string): FactValue => ({
  type: 'number',
  value,
  ...(unit ? { unit } : {}),
});
export const yen = (value: number): FactValue => ({ type: 'money', value, currency: 'JPY' });
export const text = (value: string): FactValue => ({ type: 'text', value });
export const date = (value: string): FactValue => ({ type: 'date', value });

const SERIES = [
  'Salt Road',
  'Paper Tiger',
  'Glass Orchard',
  'Night Market',
  'Iron Kite',
  'Fox Judge',
  'Tidal Clock',
  'Moss Garden',
  'Copper Bell',
  'Snow Ledger',
  'River Post',
  'Amber Line',
];

/** A shop of series with volumes, two policies and their translations: enough to build a dataset from. */
export function shopDocuments(): SmallDocument[] {
  const series = SERIES.map(
    (title, i): SmallDocument => ({
      source: 'series',
      doc: `S${i}`,
      title,
      group: `S${i}`,
      facts: {
        title_ja: text(`漫画${'あいうえおかきくけこさし'[i]}物語`),
        volumes: number(i + 3, 'volumes'),
        author: text(`Author ${title} Senior`),
        status: i % 3 === 0 ? null : text('ongoing'),
      },
      texts: [`A story about ${title.toLowerCase()} and the people who keep it going.`],
    }),
  );
  const volumes = SERIES.flatMap((title, i) =>
    [1, 2, 3].map(
      (n): SmallDocument => ({
        source: 'products',
        doc: `P${i}-${n}`,
        title: `${title}, Vol. ${n}`,
        group: `S${i}`,
        facts: { price_jpy: yen(500 + 10 * i + n), release_date: date(`20${10 + i}-0${n}-12`) },
      }),
    ),
  );
  const policy = (doc: string, title: string, lang: string, sentence: string, original?: string): SmallDocument => ({
    source: 'policies',
    doc,
    kind: 'policy',
    title,
    lang,
    texts: [sentence],
    ...(original ? { translationOf: original } : {}),
  });
  return [
    ...series,
    ...volumes,
    policy('returns.en.md', 'Returns', 'en', 'You can return printed books within 14 days of delivery.'),
    policy('returns.ja.md', '返品について', 'ja', '紙の書籍の返品は、お届けから14日以内に承ります。', 'returns.en.md'),
    policy('privacy.en.md', 'Privacy', 'en', 'Invoices are kept for 7 years because tax law requires it.'),
    policy('points.en.md', 'Points', 'en', 'Your points expire 24 months after your last purchase.'),
  ];
}
