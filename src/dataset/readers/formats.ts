/** Which file formats hold records (one entry each) and which hold a text, told from a file's ending. */

/** Formats of which one file holds many records. */
export const RECORD_FORMATS = ['jsonl', 'json', 'csv', 'tsv'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

/** Formats of which one file is one document. */
export const TEXT_FORMATS = ['markdown', 'html', 'text'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

export type FileFormat = RecordFormat | TextFormat;

/** Character encodings that files may be in. A UTF-8 file may start with a byte order mark. */
export const ENCODINGS = ['utf-8', 'shift_jis', 'euc-jp'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const BY_ENDING: Readonly<Record<string, FileFormat>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  md: 'markdown',
  markdown: 'markdown',
  mdx: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  txt: 'text',
  text: 'text',
};

/** The format that a file name or glob ends on, a final `.gz` aside; undefined when the ending says nothing. */
export function formatOf(path: string): FileFormat | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(path.replace(/\.gz$/i, ''))?.[1]?.toLowerCase();
  return ending !== undefined && Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
}

/** True when a file of `format` holds records. */
export function isRecordFormat(format: FileFormat): format is RecordFormat {
  return (RECORD_FORMATS as readonly string[]).includes(format);
}
