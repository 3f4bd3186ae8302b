/** The part of a source's config that maps its own columns to what a document has. */
import { z } from 'zod';

/** Types that a fact may have. */
export const FACT_TYPES = ['number', 'money', 'date', 'boolean', 'text', 'list'] as const;

const column = z.string().min(1);
const columns = z.union([column, z.array(column).min(1)]);
const label = z.union([z.string().min(1), z.strictObject({ en: z.string().min(1), ja: z.string().min(1) }).partial()]);

const factSchema = z
  .strictObject({
    /** Default: told from the JSON value; text in CSV. */
    type: z.enum(FACT_TYPES).optional(),
    /** What a number counts (`volumes`, `pages`); shown after it. `{ en, ja }`: how each language calls it. */
    unit: label.optional(),
    /** ISO 4217, for money whose values do not name it. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as JPY')
      .optional(),
    /** How the passage's text calls the fact; default: its name in words. */
    label: label.optional(),
    /** Column or dotted path; default: the fact's name. */
    column: column.optional(),
    /** list: what separates its items; default: the first of `|` `;` `、` `,` that occurs. */
    separator: z.string().min(1).optional(),
    /** Values by which this source says that it does not know (`0001-01-01`, `-`, `N/A`). */
    unknown: z.array(z.string().min(1)).min(1).optional(),
    /** Patterns by which prose elsewhere states this fact next to the title. */
    stated: z.array(z.string().min(1)).min(1).optional(),
  })
  .superRefine((fact, context) => {
    if (fact.currency !== undefined && fact.type !== 'money') {
      context.addIssue({ code: 'custom', path: ['currency'], message: 'goes with type: money' });
    }
  });

/** One fact of `fields.facts` in its long form. */
export type FactConfig = z.infer<typeof factSchema>;

/** `fields` of a source: column names and dotted paths; for text formats, keys of the front matter. */
export const fieldsSchema = z.strictObject({
  id: columns.optional(),
  title: columns.optional(),
  text: columns.optional(),
  spoiler: columns.optional(),
  lang: column.optional(),
  url: column.optional(),
  updatedAt: column.optional(),
  validFrom: column.optional(),
  validTo: column.optional(),
  translationOf: column.optional(),
  group: column.optional(),
  facts: z.union([z.array(column), z.record(column, z.union([z.enum(FACT_TYPES), factSchema]))]).optional(),
});

export type FieldsConfig = z.infer<typeof fieldsSchema>;

/** A fact of a source with its name and the column it is read from. */
export interface FactSpec extends FactConfig {
  readonly field: string;
  readonly column: string;
}

/** The facts of a source in one form, whichever way they are written, in order. */
export function factSpecs(fields: FieldsConfig | undefined): readonly FactSpec[] {
  const facts = fields?.facts;
  if (facts === undefined) return [];
  if (Array.isArray(facts)) return facts.map((field) => ({ field, column: field }));
  return Object.entries(facts).map(([field, fact]) => {
    const spec = typeof fact === 'string' ? { type: fact } : fact;
    return { ...spec, field, column: spec.column ?? field };
  });
}

/** One column or several, as a list. */
export function columnsOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
