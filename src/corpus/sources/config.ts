/** The part of `raft-corpus.yaml` that declares a source: where its files are and what their columns mean. */
import { z } from 'zod';
import {
  ENCODINGS,
  type FileFormat,
  formatOf,
  isRecordFormat,
  RECORD_FORMATS,
  TEXT_FORMATS,
} from '../../dataset/readers/formats.js';
import { isTimezone } from '../../text/time-zones.js';
import { DURATION_PATTERN } from '../../text/timestamps.js';
import { KINDS } from '../document.js';
import { fieldsSchema } from './config-fields.js';

const name = z.string().min(1);

const snapshotDateSchema = z.union([
  z.string().min(1),
  z.strictObject({
    path: z.string().refine((pattern) => pattern.includes('{date}'), 'must hold {date}: "snapshots/{date}/"'),
  }),
]);

const timestampOriginSchema = z
  .string()
  .regex(/^(frontmatter|git|mtime|sidecar:.+)$/, 'must be frontmatter, git, mtime or sidecar:FILE');

const translationSchema = z.union([
  z.strictObject({
    path: z.string().refine((pattern) => pattern.includes('{lang}') && pattern.includes('{name}'), {
      message: 'must hold {name} and {lang}: "{name}.{lang}.md"',
    }),
    original: z.string().min(2),
  }),
  z.strictObject({ field: name }),
]);

const csvSchema = z.strictObject({
  header: z.boolean().optional(),
  columns: z.array(name).min(1).optional(),
  delimiter: z.string().min(1).optional(),
});

const boilerplateSchema = z.union([
  z.literal(false),
  z.strictObject({
    minDocuments: z.number().int().min(2).default(5),
    minShare: z.number().gt(0).max(1).default(0.3),
  }),
]);

/**
 * One entry of `sources:`; strict. Defaults: utf-8, UTC, a full snapshot, authority 0, a fifth may vanish in one
 * refresh, duplicate ids are an error.
 */
export const sourceSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'must be lower-case letters, digits, - and _'),
    kind: z.enum(KINDS),
    path: z.union([name, z.array(name).min(1)]),
    format: z.enum([...RECORD_FORMATS, ...TEXT_FORMATS]).optional(),
    encoding: z.enum(ENCODINGS).default('utf-8'),
    timezone: z
      .string()
      .refine(isTimezone, 'must be an IANA time zone such as Asia/Tokyo, UTC, or an offset such as +09:00')
      .default('UTC'),
    snapshot: z.enum(['full', 'partial']).default('full'),
    authority: z.number().default(0),
    maxAge: z.string().regex(DURATION_PATTERN, 'must be a number and d, w or h: 90d').optional(),
    maxShrink: z.number().min(0).max(1).default(0.2),
    onDuplicate: z.enum(['error', 'first', 'merge']).default('error'),
    snapshotDate: snapshotDateSchema.optional(),
    timestamps: z.array(timestampOriginSchema).min(1).optional(),
    translationOf: translationSchema.optional(),
    lang: z.string().min(2).optional(),
    records: name.optional(),
    csv: csvSchema.optional(),
    boilerplate: boilerplateSchema.default({ minDocuments: 5, minShare: 0.3 }),
    group: name.optional(),
    fields: fieldsSchema.optional(),
  })
  .superRefine((source, context) => {
    for (const problem of problemsOf(source)) {
      context.addIssue({ code: 'custom', path: problem.path, message: problem.message });
    }
  });

/** A source as configured, defaults filled in. */
export type SourceConfig = z.infer<typeof sourceSchema>;

/** The patterns of a source as a list. */
export function patternsOf(source: Pick<SourceConfig, 'path'>): readonly string[] {
  return typeof source.path === 'string' ? [source.path] : source.path;
}

/** The format of a file of the source: as configured, else from the file's ending; undefined when neither says. */
export function formatOfFile(source: Pick<SourceConfig, 'format'>, path: string): FileFormat | undefined {
  return source.format ?? formatOf(path);
}

interface Problem {
  readonly path: string[];
  readonly message: string;
}

/** What the single keys cannot say: which of them go together. */
function problemsOf(source: Omit<SourceConfig, 'id'>): Problem[] {
  const problems: Problem[] = [];
  const formats = patternsOf(source).map((pattern) => formatOfFile(source, pattern));
  const anyRecords = formats.some((format) => format !== undefined && isRecordFormat(format));
  const allRecords = formats.every((format) => format !== undefined && isRecordFormat(format));
  if (anyRecords && source.fields?.id === undefined) {
    problems.push({
      path: ['fields', 'id'],
      message: 'is required: name the column, or columns, that identify a record',
    });
  }
  if (allRecords && source.timestamps !== undefined) {
    problems.push({
      path: ['timestamps'],
      message: 'is for Markdown, HTML and text; records take fields.updatedAt or snapshotDate',
    });
  }
  if (source.csv?.header === false && source.csv.columns === undefined) {
    problems.push({ path: ['csv', 'columns'], message: 'is required where the file has no header' });
  }
  if (source.group !== undefined && source.fields?.group !== undefined && source.group !== source.fields.group) {
    problems.push({ path: ['group'], message: 'contradicts fields.group: keep one of them' });
  }
  return problems;
}
