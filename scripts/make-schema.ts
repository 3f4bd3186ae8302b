/**
 * Writes schema/raft-corpus.schema.json, which editors use to complete and check `raft-corpus.yaml`.
 *
 *   npm run schema
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { configSchema } from '../src/config/schema.js';
import { writeFileAtomic } from '../src/core/files.js';

/** The JSON Schema of the config, as text. */
export function configJsonSchema(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ ...schema, title: 'raft-corpus.yaml' }, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL('../schema/raft-corpus.schema.json', import.meta.url));
  await writeFileAtomic(path, configJsonSchema());
  console.log(path);
}
