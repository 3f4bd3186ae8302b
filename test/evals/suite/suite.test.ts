import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSuite, parseSuite, suiteHash } from '../../../src/evals/suite/suite.js';

const question = (over: string) =>
  `suite: s\nquestions:\n  - { id: q1, question: "How many?", lang: en, type: fact, gold: [{ source: s, doc: d, fact: volumes, value: 3 }] }\n${over}`;

describe('parseSuite', () => {
  it('fills in grades and retrievers', () => {
    const suite = parseSuite(question('gates: [{ id: g, measure: "R@10", min: 0.5 }]'), 'suite.yaml');
    expect(suite.questions[0]!.gold[0]!.grade).toBe(1);
    expect(suite.gates[0]!.retriever).toBe('dense');
  });

  it('drops what has no answer and gates on hard negatives, unless the suite says otherwise', () => {
    const suite = parseSuite(question(''), 'suite.yaml');
    expect(suite.policies).toMatchObject({ noRelevant: 'drop', missing: 'zero', ties: 'trec_eval' });
    expect(suite.negatives).toEqual({ count: 8, sample: 500 });
    expect(suite.hardnessGate).toBe(true);
    const other = parseSuite(question('policies: { noRelevant: zero }\nnegatives: { from: none }'), 'suite.yaml');
    expect(other.policies.noRelevant).toBe('zero');
  });

  const gate = (of: string) => question(`gates: [{ id: g, measure: "R@10", min: 0.5${of} }]`);
  it.each([
    ['an unknown key', question('retreivers: [dense]'), 'unknown key "retreivers"; did you mean "retrievers"?', 4],
    ['an unknown key of a gate', gate(', messure: 1'), 'did you mean "measure"?', 4],
    ['a gate with both bounds', gate(', max: 0.6'), 'either min or max', 4],
    ['a gate on an unknown measure', gate('').replace('R@10', 'nDGC@10'), 'did you mean "nDCG@10"?', 4],
    ['a gate on an unknown retriever', gate(', retriever: hybird'), 'did you mean "hybrid"?', 4],
    ['a gate on an unknown slice', gate(', slice: langs=ja'), 'did you mean "lang"?', 4],
    ['a gate on a slice without a value', gate(', slice: lang'), 'key=value', 4],
    ['two gates of one id', gate(' }, { id: g, measure: "R@5", min: 1'), 'gates share the id "g"', 4],
    ['an unknown retriever', question('retrievers: [dense, lexicle]'), 'did you mean "lexical"?', 4],
    ['a retriever twice', question('retrievers: [dense, dense]'), 'stands twice', 4],
    ['negatives made and read', question('negatives: { from: mined, file: n.jsonl }'), 'either made (from) or read', 4],
    ['two questions of one id', question('').replace(/( {2}- .*\n)/, '$1$1'), 'questions share the id "q1"', 4],
    ['an id with a space', question('').replace('id: q1', 'id: q 1'), 'an id has no spaces', 3],
    ['an answerable question without gold', question('').replace(/gold: .*\]/, 'gold: []'), 'has no gold', 3],
    ['an unanswerable one with gold', question('').replace('type: fact', 'type: unanswerable'), 'has gold', 3],
    [
      'gold that is neither',
      question('').replace('fact: volumes, value: 3', 'fact: volumes'),
      'a fact and its value go together',
      3,
    ],
    [
      'a slice that is worked out',
      question('').replace('type: fact', 'type: fact, slices: { lang: de }'),
      '"lang" is',
      3,
    ],
    ['another language', question('').replace('lang: en', 'lang: fr'), 'lang: "fr" is none of en, ja, mixed', 3],
    ['a grade beyond 3', question('').replace('value: 3', 'value: 3, grade: 4'), 'grade: 4 is too much: at most 3', 3],
    [
      'a gate in per cent',
      question('gates: [{ id: g, measure: "R@10", min: 70 }]'),
      'gates.0.min: 70 is too much: at most 1',
      4,
    ],
    ['half a grade', question('').replace('value: 3', 'value: 3, grade: 1.5'), 'grade: 1.5 is no whole number', 3],
    ['broken YAML', 'suite: [', 'not valid YAML', 1],
  ])('refuses %s, with its line', (_, text, message, line) => {
    expect(() => parseSuite(text, 'suite.yaml')).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message), where: `suite.yaml:${line}` }),
    );
  });

  it('tells all mistakes of the shape at once', () => {
    const text = question('colour: red').replace('lang: en', 'lang: fr');
    expect(() => parseSuite(text, 'suite.yaml')).toThrow(/2 mistakes:\n {2}line 3: .*\n {2}line 4: /);
  });
});

describe('suiteHash', () => {
  const hash = (text: string) => suiteHash(parseSuite(text, 'x'));
  it('changes with what is asked or asserted, not with how the file is written', () => {
    const plain = question('gates: [{ id: g, measure: "R@10", min: 0.5 }]');
    expect(hash(`# a comment\n${plain}\ndescription: new`)).toBe(hash(plain));
    for (const [from, to] of [
      ['How many?', 'How many now?'],
      ['value: 3', 'value: 4'],
      ['min: 0.5', 'min: 0.6'],
    ] as const) {
      expect(hash(plain.replace(from, to))).not.toBe(hash(plain));
    }
  });
});

describe('loadSuite', () => {
  it.skipIf(!existsSync('evals/mangaassist/suite.yaml'))('reads the suite of the sample shop', async () => {
    expect((await loadSuite('evals/mangaassist/suite.yaml')).questions.length).toBeGreaterThan(20);
  });

  it('says which file is missing', async () => {
    await expect(loadSuite('/nowhere/suite.yaml')).rejects.toMatchObject({ where: '/nowhere/suite.yaml' });
  });
});
