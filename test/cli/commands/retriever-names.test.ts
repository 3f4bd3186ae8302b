/** A retriever that is none is refused before any work: here there is not even a corpus to read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { cli } from '../../helpers/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'p.md'), '# P\n\nText.\n');
writeFileSync(
  join(folder, 'raft-corpus.yaml'),
  'store: nowhere\nsources:\n  - { id: p, kind: policy, path: p.md, timestamps: [mtime], lang: en }\nsuites: [s.yaml]\n',
);
writeFileSync(
  join(folder, 's.yaml'),
  'suite: s\nquestions: [{ id: q, question: What?, lang: en, type: unanswerable }]\n',
);

it.each([
  [['eval', '-r', 'dense', 'hybird'], 'did you mean "hybrid"'],
  [['eval', '-r', 'hybrid-reranked'], 'needs a cross-encoder'],
  [['search', 'x', '-r', 'lexicla'], 'did you mean "lexical"'],
  [['eval', '-r', 'dense'], 'refresh'],
])('%j', async (args, message) => {
  const { code, stdout, stderr } = await cli(args, { cwd: folder });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});
