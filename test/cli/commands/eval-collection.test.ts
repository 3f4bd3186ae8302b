/** `eval --beir`, `--corpus` and `--queries`, and what `export` writes for them, as a user types them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CollectionReport } from '../../../src/evals/collection/evaluate-collection.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { runInProcess } from '../../helpers/run-cli.js';

const folder = tempFolder();
const run = (...args: string[]) => runInProcess(args, folder.path);
const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

async function report(...args: string[]): Promise<CollectionReport> {
  const { code, stdout, stderr } = await run('eval', ...args, '--json');
  expect([code, stderr.replace(/^warning.*\n/gm, '')]).toEqual([0, '']);
  return JSON.parse(stdout);
}

const CORPUS = [
  { _id: 'd#1', title: 'Returns', text: 'Printed books come back within 14 days of delivery.' },
  { _id: 'd2', title: 'Points', text: 'Points expire after 24 months.' },
  { _id: 'd3', title: '', text: '紙の書籍の返品は、お届けから14日以内に承ります。' },
  { _id: 'd4', title: 'Shipping', text: 'Parcels leave on weekdays.' },
];
const QUERIES = [
  { _id: 'q1', text: 'How long can I return printed books?' },
  { _id: 'q2', text: '返品は何日以内？' },
  { _id: 'q3', text: 'nobody judged this' },
];
const QRELS = 'q1\td#1\t2\nq1\td3\t1\nq2\td3\t1\n';
const HEADER = 'query-id\tcorpus-id\tscore\n';

function beir(name: string, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const whole = { 'corpus.jsonl': lines(CORPUS), 'queries.jsonl': lines(QUERIES), 'qrels/test.tsv': HEADER + QRELS };
  for (const [file, content] of Object.entries({ ...whole, ...files })) folder.write(join(name, file), content);
  return name;
}

describe('eval --beir', () => {
  it('needs no config and no store: three retrievers, intervals, slices, what was counted how', async () => {
    const { retrievers, ...rest } = await report('--beir', beir('whole'));
    expect(rest).toMatchObject({
      suite: 'whole',
      corpus_tag: null,
      embedder: { model: 'bundled' },
      depth: 100,
      questions: { total: 2, scored: 2, stale_gold: 0, unanswerable: 0 },
      collection: { documents: 4, qrels: 'test', unjudged_questions: 1, unknown: { judgements: 0 } },
      policies: { missing: expect.stringContaining('zero') },
      verdict: 'unmeasured',
      passed: true,
    });
    expect(await report('whole')).toEqual({ ...rest, retrievers });
    expect(Object.keys(retrievers)).toEqual(['dense', 'lexical', 'hybrid']);
    for (const { mean, interval, slices, per_query } of Object.values(retrievers)) {
      expect(mean['RR@10']).toBe(1);
      expect(interval['nDCG@10']!.low).toBeLessThanOrEqual(mean['nDCG@10']!);
      expect(slices['lang=ja']).toMatchObject({ queries: 1, mean: { 'Hit@1': 1 } });
      expect(Object.keys(per_query)).toEqual(['q1', 'q2']);
      expect(mean).not.toHaveProperty('stale-hit@5');
    }
  });

  it('comes to the same for packed files, files without a header, lines in any order, and files one by one', async () => {
    const packed = beir('packed', {});
    for (const [file, content] of [
      ['corpus.jsonl', lines([...CORPUS].reverse())],
      ['queries.jsonl', lines([...QUERIES].reverse())],
      ['qrels/test.tsv', QRELS],
    ] as const) {
      folder.write(join('gz', `${file}.gz`), gzipSync(content));
    }
    folder.write('one/docs.jsonl', lines(CORPUS.map(({ _id, title, text }) => ({ id: _id, title, contents: text }))));
    folder.write('one/topics.tsv', QUERIES.map(({ _id, text }) => `${_id}\t${text}\n`).join(''));
    folder.write('one/qrels.txt', 'q1 0 d#1 2\nq2 0 d3 1\nq1 0 d3 1\n');
    const one = ['--corpus', 'one/docs.jsonl', '--queries', 'one/topics.tsv', '--qrels', 'one/qrels.txt'];
    const [a, b, c] = [await report('--beir', packed), await report('--beir', 'gz'), await report(...one)];
    for (const other of [b, c]) {
      expect(other.suite_hash).toBe(a.suite_hash);
      for (const [name, { mean, interval }] of Object.entries(a.retrievers)) {
        expect(other.retrievers[name]).toMatchObject({ mean, interval });
      }
    }
  });

  it('asks for no model where only words are compared', async () => {
    const { embedder, retrievers } = await report('--beir', beir('words'), '-r', 'lexical', '-m', 'map', 'P_5');
    expect(embedder).toBeNull();
    expect(Object.keys(retrievers['lexical']!.mean)).toEqual(['AP', 'P@5']);
  });

  it('tells what is judged and not there, and counts it as asked', async () => {
    const qrels = `${HEADER}${QRELS}q1\tgone\t1\nq2\tlost\t0\n`;
    const name = beir('unknown', { 'qrels/test.tsv': qrels });
    const { stdout, stderr } = await run('eval', '--beir', name, '-r', 'lexical', '-m', 'R@10');
    expect(stderr).toContain('2 judgements, 1 of them relevant, are of 2 documents that are not there');
    expect(stdout).toContain('lexical');
    const found = async (...more: string[]) =>
      (await report('--beir', name, '-r', 'dense', '-m', 'R@10', ...more)).retrievers['dense']!.per_query['q1']![
        'R@10'
      ];
    expect(await found()).toBeCloseTo(2 / 3, 12);
    expect(await found('--unknown', 'drop')).toBe(1);
    const refused = await run('eval', '--beir', name, '--unknown', 'error');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/2 judged documents .*"gone", "lost"/s)]);
  });

  it('fails by gates: of all retrievers, or of one', async () => {
    const name = beir('gates');
    const { code, stdout } = await run(
      'eval',
      '--beir',
      name,
      '-r',
      'lexical',
      '--gate',
      'Hit@1>=1',
      'lexical:judged@10<=0',
    );
    expect(code).toBe(1);
    expect(stdout).toContain('pass  lexical:Hit@1>=1');
    expect(stdout).toContain('FAIL  lexical:judged@10<=0');
  });

  it.each([
    ['another split', [], {}, ['--split', 'tset'], /did you mean "test"/],
    [
      'a question of nobody',
      [],
      { 'qrels/test.tsv': `${HEADER}q1\td2\t1\nq9\td2\t1\n` },
      [],
      /1 judged question is not there: "q9"/,
    ],
    ['ids of another collection', [], { 'qrels/test.tsv': `${HEADER}q1\tx\t1\n` }, [], /none of the judged documents/],
    ['no relevant judgement', [], { 'qrels/test.tsv': `${HEADER}q1\td2\t0\n` }, [], /relevant/],
    [
      'a document said twice',
      [],
      { 'corpus.jsonl': lines([...CORPUS, CORPUS[0]]) },
      [],
      /corpus\.jsonl:1 and .*corpus\.jsonl:5/,
    ],
    [
      'a question said twice',
      [],
      { 'queries.jsonl': lines([...QUERIES, QUERIES[0]]) },
      [],
      /queries\.jsonl:1 and .*queries\.jsonl:4/,
    ],
    ['a retriever that files do not have', [], {}, ['-r', 'hybrid-current'], /--retriever cannot be "hybrid-current"/],
    ['a cross-encoder of no config', [], {}, ['-r', 'hybrid-reranked'], /needs a cross-encoder/],
    ['a gate that is none', [], {}, ['--gate', 'nDCG@10>0.7'], /is no gate/],
    ['a gate on nothing', [], {}, ['-r', 'lexical', '--gate', 'dense:AP>=0'], /which is not evaluated/],
    ['a measure of versions', [], {}, ['-m', 'stale-hit@5'], /asks what is current/],
    ['a gate on versions', [], {}, ['--gate', 'current-above-stale>=0.5'], /asks what is current/],
    ['a corpus without documents', [], { 'corpus.jsonl': '' }, [], /no document in the file/],
    ['a suite beside it', ['suite.yaml'], {}, [], /exclude each other/],
    ['a date', [], {}, ['--as-of', '2026-01-01'], /--as-of is not for --beir/],
    ['a file of judgements', [], {}, ['--qrels', 'x'], /--qrels is not for --beir/],
  ])('refuses %s, with exit code 2 and the way out', async (what, before, files, after, message) => {
    const { code, stdout, stderr } = await run('eval', ...before, '--beir', beir(what, files), ...after);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('fix:');
  });

  it('says where an option belongs that is given without a collection', async () => {
    const { code, stderr } = await run('eval', '--split', 'dev');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--beir FOLDER')]);
  });

  it('writes runs and judgements that score to the same figures', async () => {
    const { retrievers } = await report('--beir', beir('runs'), '--runs', 'runs', '-m', 'nDCG@10', 'AP');
    for (const [name, { mean }] of Object.entries(retrievers)) {
      const files = ['--qrels', 'runs/qrels.txt', '--run', `runs/${name}.run`];
      const scored = await run('score', ...files, '-m', 'nDCG@10', '-m', 'AP', '--json');
      expect(JSON.parse(scored.stdout).mean).toEqual(mean);
    }
  });
});

/** A shop that changed its rules on 1 July: an index with both, and a suite about what holds now. */
const CONFIG = `
store: store
embedder: { model: bundled }
sources:
  - { id: policies, kind: policy, path: "policies/*.md", lang: en, timestamps: [frontmatter] }
suites: [suite.yaml]
`;
const page = (date: string, body: string): string => `---\nupdated_at: ${date}\n---\n\n${body}\n`;
const SUITE = `
suite: rules
questions:
  - { id: s1, question: How long can I return printed books?, lang: en, type: policy, gold: [{ source: policies, doc: returns.md, quote: within 14 days, grade: 2 }] }
  - { id: s2, question: Who pays for shipping it back?, lang: en, type: policy, gold: [{ source: policies, doc: returns.md, quote: You pay, grade: 1 }, { source: policies, doc: faq.md, quote: customer pays }] }
  - { id: s3, question: Do you sell fish?, lang: en, type: unanswerable }
`;

describe('a store', () => {
  beforeAll(async () => {
    folder.write('raft-corpus.yaml', CONFIG);
    folder.write('suite.yaml', SUITE);
    folder.write('policies/faq.md', page('2026-05-01', '# FAQ\n\nFor returns the customer pays the postage.'));
    folder.write('policies/points.md', page('2026-05-01', '# Points\n\nPoints expire after 24 months.'));
    const returns = (days: number): string =>
      `# Returns\n\nYou may return printed books within ${days} days.\n\nYou pay for sending it back.`;
    folder.write('policies/returns.md', page('2026-05-01', returns(30)));
    expect((await run('refresh', '--as-of', '2026-06-01')).code).toBe(0);
    folder.write('policies/returns.md', page('2026-07-01', returns(14)));
    expect((await run('refresh', '--as-of', '2026-07-02')).code).toBe(0);
  });

  it.each([
    ['beir', [], 'hybrid'],
    ['beir', ['--current'], 'hybrid-current'],
    ['trec', [], 'hybrid'],
  ])('exported as %s %j evaluates to the same as its suite', async (format, more, retriever) => {
    const out = `${format}${more.join('')}`;
    const written = await run('export', '--format', format, '-o', out, ...more, '--json');
    expect(JSON.parse(written.stdout).export).toMatchObject({ questions: 3, judgements: 3, stale_gold: 0 });
    const trec = ['--corpus', `${out}/docs.jsonl`, '--queries', `${out}/topics.tsv`, '--qrels', `${out}/qrels.txt`];
    const files = await report(
      ...(format === 'beir' ? ['--beir', out] : trec),
      '-r',
      'hybrid',
      '-m',
      'nDCG@10',
      'AP',
      'RR@3',
    );
    const suite = await run('eval', '-r', retriever, '-m', 'nDCG@10', 'AP', 'RR@3', '--json');
    const { per_query } = JSON.parse(suite.stdout).retrievers[retriever];
    const judged = Object.keys(files.retrievers['hybrid']!.per_query);
    expect(judged).toEqual(['s1', 's2']);
    for (const id of judged) {
      const { 'nDCG@10': ndcg, AP, 'RR@3': rr } = per_query[id];
      expect(files.retrievers['hybrid']!.per_query[id]).toEqual({ 'nDCG@10': ndcg, AP, 'RR@3': rr });
    }
    await run('export', '--format', format, '-o', `${out}-again`, ...more);
    const qrels = format === 'beir' ? 'qrels/test.tsv' : 'qrels.txt';
    expect(readFileSync(join(folder.path, `${out}-again`, qrels))).toEqual(readFileSync(join(folder.path, out, qrels)));
  });

  it('answers questions of a file, knows what is stale, and reports what was judged on a passage that changed', async () => {
    const passages = (await run('export')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const now = passages.find(({ text, verdict }) => verdict === null && text.includes('14 days'));
    const old = passages.find(({ text }) => text.includes('30 days'));
    const faq = passages.find(({ doc_id }) => doc_id === 'faq.md');
    folder.write(
      'asked.jsonl',
      lines([
        { id: 'a', question: 'return printed books within how many days', relevant: [now.passage_id], type: 'policy' },
        { id: 'b', question: 'printed books?', oracle_ids: [old.passage_id] },
        { id: 'c', question: 'who pays?', grades: { [faq.passage_id]: 2 }, slices: { season: 'summer' } },
        { id: 'd', question: 'nobody judged this' },
      ]),
    );
    const asked = await report('--queries', 'asked.jsonl', '-r', 'lexical', 'lexical-current');
    expect(asked).toMatchObject({
      corpus_tag: 'r-000002',
      questions: { total: 3, scored: 2, stale_gold: 1 },
      collection: { kind: 'queries', unjudged_questions: 1 },
      stale_gold: [{ question_id: 'b', doc: 'returns.md', reason: 'passage_superseded', expected: old.passage_id }],
    });
    expect(asked.retrievers['lexical']!.mean['stale-hit@5']).toBeGreaterThan(0);
    expect(asked.retrievers['lexical']!.queries['current-above-stale']).toBe(1);
    expect(asked.retrievers['lexical-current']!.mean['stale-hit@5']).toBe(0);
    expect(asked.retrievers['lexical-current']!.slices).toHaveProperty('season=summer');
    // One right passage and three others a question are too few to judge by; what is stale is no negative.
    const judged = await report('--queries', 'asked.jsonl', '-r', 'dense');
    expect(judged).toMatchObject({ verdict: 'unmeasured', hardness: { name: 'mined', queries: 2 } });
    const random = await report(
      '--queries',
      'asked.jsonl',
      '-r',
      'lexical',
      '--negatives',
      'random',
      '--tag',
      'r-000001',
    );
    expect(random.hardness).toMatchObject({ pools: { queries: { out: 2 }, short: 2 }, evaluated: null });
    // The index of May under July's truth: what was right then is stale now.
    const may = await report('--queries', 'asked.jsonl', '--tag', 'r-000001', '-r', 'lexical');
    expect(may).toMatchObject({ corpus_tag: 'r-000001', truth_tag: 'r-000002' });
    expect(may.retrievers['lexical']!.per_query['a']).toMatchObject({ 'RR@10': 0, 'stale-hit@1': 1 });
  });

  it('needs judgements to score, and says what can be had without', async () => {
    folder.write('bare.jsonl', lines([{ id: 'a', question: 'return printed books' }]));
    const bare = await run('eval', '--queries', 'bare.jsonl');
    expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining('no judgements')]);
    const wrong = await run('eval', '--queries', 'bare.jsonl', '-m', 'AP');
    expect(wrong.stderr).toContain('AP needs judgements');
    const pools = await run('eval', '--queries', 'bare.jsonl', '-m', 'stale-hit@5', '--negatives', 'random');
    expect([pools.code, pools.stderr]).toEqual([2, expect.stringContaining('the questions have no judgements')]);
    const { retrievers } = await report('--queries', 'bare.jsonl', '-r', 'lexical', '-m', 'stale-hit@5');
    expect(retrievers['lexical']!.mean).toEqual({ 'stale-hit@5': 1 });
  });
});
