import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RaftCorpusError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import { RAFT_FORMATS } from '../../../src/dataset/raft-formats/shapes.js';
import { lintRaft } from '../../../src/raft/lint/lint.js';
import { isRefusal } from '../../../src/raft/lint/refusal-text.js';
import { refusal } from '../../../src/raft/questions/refusals.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { cleanLines, lintFolder, placesIn, writeLines } from './plant.js';

const folder = tempFolder();
const text = (shape: Parameters<typeof cleanLines>[0], rows = 6) =>
  cleanLines(shape)
    .train.slice(0, rows)
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

async function lint(path: string) {
  const findings: string[] = [];
  const summary = await lintRaft({
    inputs: [{ path, name: 'x' }],
    onFinding: ({ line, rule }) => findings.push(`${line} ${rule}`),
  });
  return { findings, rows: summary.rows };
}

async function refused(path: string): Promise<RaftCorpusError> {
  const error = await lint(path).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof RaftCorpusError) return error;
  throw new Error(`${path} was not refused: ${error}`);
}

describe('lint of files as they come', () => {
  it('reads gzip, a byte order mark, CRLF, blank lines and a JSON array alike', async () => {
    const plain = text('hf');
    const array = `[${plain.trim().split('\n').join(',\n')}]`;
    const forms = {
      'a.jsonl.gz': gzipSync(plain),
      'b.jsonl': `\uFEFF${plain}`,
      'c.jsonl': plain.replaceAll('\n', '\r\n\r\n'),
      'd.txt': plain,
      'e.json': array,
    };
    for (const [name, content] of Object.entries(forms)) {
      expect([name, await lint(folder.write(`forms-${name[0]}/${name}`, content))]).toEqual([
        name,
        { findings: [], rows: 6 },
      ]);
    }
  });

  it.each([
    ['empty.jsonl', '', 'holds no rows'],
    ['blank.jsonl', '\n\n \n', 'holds no rows'],
    ['prose.txt', 'Dear customer,\nthank you.\n', 'malformed JSON'],
    ['other.jsonl', '{"sku": 1}\n{"sku": 2}\n', 'no shape that is known has these keys: sku'],
    ['binary.bin', new Uint8Array([1, 2, 0, 3, 0xff]), 'no file of rows'],
    ['zipped.jsonl', gzipSync('{"a": 1}\n'), 'no file of rows'],
    ['cut.jsonl.gz', gzipSync('{"a": 1}\n'.repeat(99)).subarray(0, 30), 'cut off'],
    ['cut.parquet', Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(40)]), 'the Parquet file cannot be read'],
    ['cut.arrow', Buffer.from([0xff, 0xff, 0xff, 0xff, 9, 0, 0, 0, 1, 2]), 'the Arrow file'],
  ])('refuses %s as a whole', async (name, content, message) => {
    const error = await refused(folder.write(`refused-${name}/${name}`, content));
    expect(error.message).toContain(message);
    expect([error.where?.startsWith('x'), error.fix !== undefined]).toEqual([true, true]);
  });

  it('refuses a file that is not there, and a folder without rows', async () => {
    expect((await refused(join(folder.path, 'nowhere.jsonl'))).message).toContain('not there');
    mkdirSync(join(folder.path, 'hollow'));
    writeFileSync(join(folder.path, 'hollow/manifest.json'), '{}');
    expect((await refused(join(folder.path, 'hollow'))).message).toContain('no files of rows');
  });

  it('names bad lines and reads on', async () => {
    const [first = '', ...rest] = text('chat').trim().split('\n');
    const lines = ['{"messages": "none"}', first, '[]', '{"messages": [{"role": "user"}]}', '{"a": "?"}', ...rest];
    const bytes = Buffer.from(lines.join('\n'));
    bytes[bytes.indexOf('"?"') + 1] = 0xff;
    const file = folder.write('bad/rows.jsonl', bytes);
    const { findings, rows } = await lint(file);
    expect(findings.filter((finding) => finding.includes('unreadable'))).toEqual(
      [1, 3, 4, 5].map((n) => `${n} unreadable-line`),
    );
    expect(rows).toBe(6);
  });

  it('holds the splits of a folder against each other, and files of different folders not', async () => {
    const lines = cleanLines('hf');
    lines.test.push(lines.train[1]);
    expect(await placesIn(folder.path, lines)).toEqual([
      'test.jsonl:17 chunk-in-two-splits',
      'test.jsonl:17 question-in-two-splits',
    ]);
    const [a, b] = [
      writeLines(folder.path, { ...cleanLines('hf'), test: [] }),
      writeLines(folder.path, { ...cleanLines('chat'), train: [] }),
    ];
    const findings: unknown[] = [];
    const inputs = [a, b].map((path) => ({ path, name: path }));
    await lintRaft({ inputs, onFinding: (finding) => findings.push(finding) });
    expect(findings).toEqual([]);
  });

  it('takes the same documents in another order for a twin, and in the same order for a repetition', async () => {
    const lines = cleanLines('completion');
    const twin = structuredClone(lines.train[1]);
    const documents = twin.prompt.split(/(?<=<\/DOCUMENT>\n)/);
    twin.prompt = [documents[1], documents[0], ...documents.slice(2)].join('');
    lines.train.push(twin);
    expect(await placesIn(folder.path, lines)).toEqual([]);
    lines.train.push(lines.train[1]);
    expect(await placesIn(folder.path, lines)).toEqual(['train.jsonl:50 question-repeated']);
  });

  it("leaves what a dataset's manifest says is meant: rows from memory, contexts cut to a budget", async () => {
    const lines = cleanLines('hf');
    const [row] = [lines.train[1]];
    const rest = row.context.sentences[0].filter((text: string) => text !== row.oracle_context);
    const filler = 'Volumes (巻数): 3\nAuthor: Nobody of note';
    const sentences = [...rest, filler];
    const cot_answer = `I know it. <ANSWER>: ${row.cot_answer.split('<ANSWER>: ')[1]}`;
    const instruction = `${sentences.map((text) => `<DOCUMENT>${text}</DOCUMENT>\n`).join('')}${row.question}`;
    const context = { title: [[...row.context.title[0].slice(1), 'Filler']], sentences: [sentences] };
    lines.train[1] = { ...row, context, oracle_context: '', cot_answer, instruction };
    const { context: other } = lines.train[2];
    other.sentences[0].pop();
    other.title[0].pop();
    const rulesIn = async (path: string) => (await lintFolder(path)).map(({ line, rule }) => `${line} ${rule}`);
    const plain = writeLines(folder.path, lines);
    expect(await rulesIn(plain)).toEqual(['2 oracle-missing', '3 distractor-count']);
    const contexts = { absent: 'memorise', maxTokens: 900 };
    writeFileSync(join(plain, 'manifest.json'), JSON.stringify({ kind: 'raft', settings: { contexts } }));
    expect(await rulesIn(plain)).toEqual([]);
    writeFileSync(
      join(plain, 'manifest.json'),
      JSON.stringify({ kind: 'raft', settings: { contexts: { absent: 'refuse' } } }),
    );
    expect(await rulesIn(plain)).toHaveLength(2);
  });

  it('looks for the rules asked for alone', async () => {
    const lines = cleanLines('native');
    lines.train[1].question = '';
    lines.train[2].cot_answer = 'no tag';
    const rules = (await lintFolder(writeLines(folder.path, lines), ['answer-tag-missing'])).map(({ rule }) => rule);
    expect(rules).toEqual(['answer-tag-missing']);
  });
});

describe('refusals', () => {
  it('are known in every wording that a build writes', () => {
    for (const lang of ['en', 'ja'] as const) {
      for (let seed = 0; seed < 40; seed++) {
        const said = refusal(lang, { random: createRandom(seed), handOver: seed % 2 === 1 });
        expect([said, isRefusal(said)]).toEqual([said, true]);
      }
    }
  });

  it.each([
    'The guarantee does not cover water damage.',
    'You cannot return opened goods.',
    '返品はできません。',
    'いいえ、電子書籍は返品できません。',
    'There is no fee.',
    'No, gift cards do not expire.',
    'クーポンは併用できません。',
    'いいえ。第三者からお客さまの情報を購入することはありません。',
  ])('are not read into an answer that says no: %s', (answer) => {
    expect(isRefusal(answer)).toBe(false);
  });

  it.each([
    'I cannot answer this question based on the given context.',
    'The provided documents do not contain information about the price.',
    'The context does not specify the release date.',
    '提供された文書にはその情報は含まれていません。',
    '情報がないため、お答えできません。',
  ])('of other tools are known: %s', (answer) => {
    expect(isRefusal(answer)).toBe(true);
  });
});

describe('lint of mutated files', () => {
  const sources = (['native', ...RAFT_FORMATS] as const).map((shape) => Buffer.from(text(shape, 3)));
  const value = fc.oneof(fc.constantFrom(null, 7, '', [], {}, [[null]], '##begin_quote##', '</DOCUMENT>'), fc.string());
  let n = 0;

  it('never throws anything but an error for the user, whatever happens to the bytes', async () => {
    const edit = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.nat({ max: 40 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        async (source, edits) => {
          let bytes = Buffer.from(source);
          for (const { at, byte, cut } of edits) {
            const place = at % bytes.length;
            bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place + cut)]);
          }
          await lint(folder.write(`mutated/${n++}/rows.jsonl`, bytes)).catch((error: unknown) => {
            if (!(error instanceof RaftCorpusError)) throw error;
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('never throws for values of another type anywhere in a row', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sources), fc.nat(), value, async (source, at, planted) => {
        const rows = source.toString('utf8').trim().split('\n');
        const paths = pathsIn(JSON.parse(rows[0]!));
        rows[0] = JSON.stringify(withValue(JSON.parse(rows[0]!), paths[at % paths.length]!, planted));
        await lint(folder.write(`typed/${n++}/rows.jsonl`, rows.join('\n')));
      }),
      { numRuns: 50 },
    );
  });
});

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  const inner = keys.flatMap((key) => pathsIn((value as Record<string | number, unknown>)[key], [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function withValue(value: unknown, [key, ...rest]: Path, planted: unknown): unknown {
  if (key === undefined) return planted;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<string | number, unknown>)[key] = withValue(
    (copy as Record<string | number, unknown>)[key],
    rest,
    planted,
  );
  return copy;
}
