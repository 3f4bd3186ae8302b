/**
 * Writes schema/raft-corpus.schema.json and schema/suite.schema.json, which editors use to complete and check
 * `raft-corpus.yaml` and eval suites.
 *
 *   npm run schema
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { configSchema } from '../src/config/schema.js';
import { writeFileAtomic } from '../src/core/files.js';
import { suiteSchema } from '../src/evals/suite/schema.js';

/** By file in `schema/`: what it describes. */
const SCHEMAS = {
  'raft-corpus.schema.json': { schema: configSchema, title: 'raft-corpus.yaml' },
  'suite.schema.json': { schema: suiteSchema, title: 'raft-corpus eval suite' },
} as const;

/** A schema as JSON Schema, as text. */
export function jsonSchemaOf(schema: z.ZodType, title: string): string {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ ...described, title }, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, { schema, title }] of Object.entries(SCHEMAS)) {
    const path = fileURLToPath(new URL(`../schema/${file}`, import.meta.url));
    await writeFileAtomic(path, jsonSchemaOf(schema, title));
    console.log(path);
  }
}
