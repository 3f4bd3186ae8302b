/** Eval suites: YAML files of hand-written questions whose gold is bound to a typed fact or to the words of the answer. */
import { readFile } from 'node:fs/promises';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { canonicalJson } from '../../core/canonical-json.js';
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import { sha256 } from '../../core/hash.js';
import { describeIssues, type YamlPlaces } from '../../core/yaml-issues.js';
import { checkSuiteContent } from './check-content.js';
import { type EvalSuite, suiteSchema } from './schema.js';

export type { EvalSuite, Gate, Gold, SuiteQuestion } from './schema.js';

/**
 * Reads and checks a suite file.
 *
 * @throws RaftCorpusError naming the file, the line and what is wrong: unreadable, not YAML, an unknown key or value (with
 *   the one that was meant), ids that stand twice, gold that contradicts the type, a gate on an unknown measure or retriever
 */
export async function loadSuite(path: string): Promise<EvalSuite> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const { code } = error as { code?: string };
    const why =
      code === 'ENOENT'
        ? 'there is no such eval suite'
        : code === 'EISDIR'
          ? 'an eval suite is a file, this is a folder'
          : null;
    throw new RaftCorpusError(why ?? `the eval suite cannot be read: ${messageOf(error)}`, {
      where: path,
      fix: 'Name another file, or mend `suites` in the config.',
      cause: error,
    });
  });
  return parseSuite(text, path);
}

/** {@link loadSuite} of a text; `where` names it in errors. */
export function parseSuite(text: string, where: string): EvalSuite {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax) {
    throw new RaftCorpusError(`the suite is not valid YAML: ${syntax.message.split('\n', 1)[0]}`, {
      where: `${where}:${lines.linePos(syntax.pos[0]).line}`,
      fix: 'Mend the syntax at that line; a text with ": " or "#" in it needs quotes.',
    });
  }
  const places = { document, lines };
  const result = suiteSchema.safeParse(plainValue(document, where) ?? {});
  if (!result.success) throw shapeError(result.error.issues, places, where);
  checkSuiteContent(result.data, places, where);
  return result.data;
}

/** sha256 of what a suite asks and asserts; comments, order of keys and its description are not in it. */
export function suiteHash({ description: _, ...suite }: EvalSuite): string {
  return sha256('eval suite', canonicalJson(suite));
}

function plainValue(document: Document, where: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new RaftCorpusError(`the suite is not valid YAML: ${messageOf(error)}`, {
      where,
      fix: 'Write out what the alias (`*name`) stands for; a text that begins with * or & needs quotes.',
      cause: error,
    });
  }
}

type Issues = Parameters<typeof describeIssues>[0];

/** More mistakes than these help no reader at once. */
const MOST = 12;

function shapeError(issues: Issues, places: YamlPlaces, where: string): RaftCorpusError {
  const found = describeIssues(issues, { ...places, schema: suiteSchema, what: 'the suite' });
  const [first] = found;
  const listed = found.slice(0, MOST).map(({ line, message }) => `  line ${line}: ${message}`);
  const more = found.length > MOST ? [`  … and ${found.length - MOST} more`] : [];
  return new RaftCorpusError(
    found.length === 1
      ? `the suite has a mistake: ${first?.message}`
      : `the suite has ${found.length} mistakes:\n${[...listed, ...more].join('\n')}`,
    {
      where: `${where}:${first?.line ?? 1}`,
      fix: first?.fix ?? 'Mend it; docs/evals.md and schema/suite.schema.json list every key.',
    },
  );
}
