/** The outline of a zod schema as servers take it. */
import { z } from 'zod';

/** Keywords that every server with structured output knows; bounds are checked here, since many servers refuse them. */
const KNOWN = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'description',
  'anyOf',
]);

/** JSON Schema of the outline: types, properties and enumerations, each property required, no others. */
export function wireSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return outline(z.toJSONSchema(schema, { io: 'input' })) as Readonly<Record<string, unknown>>;
}

function outline(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(outline);
  if (typeof node !== 'object' || node === null) return node;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (!KNOWN.has(key)) continue;
    out[key] = key === 'properties' ? mapValues(value as Record<string, unknown>) : outline(value);
  }
  if ('const' in node) out['enum'] = [node.const];
  return out;
}

function mapValues(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, outline(value)]));
}
