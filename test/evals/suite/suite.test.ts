import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSuite, parseSuite } from '../../../src/evals/suite/suite.js';

const question = (over: string) =>
  `suite: s\nquestions:\n  - { id: q1, question: "How many?", lang: en, type: fact, gold: [{ source: s, doc: d, fact: volumes, value: 3 }] }\n${over}`;

describe('parseSuite', () => {
  it('fills in grades and retrievers', () => {
    const suite = parseSuite(question('gates: [{ id: g, measure: "R@10", min: 0.5 }]'), 'suite.yaml');
    expect(suite.questions[0]!.gold[0]!.grade).toBe(1);
    expect(suite.gates[0]!.retriever).toBe('dense');
  });

  it.each([
    ['an unknown key', question('colour: red'), 'not a valid eval suite'],
    [
      'a gate with both bounds',
      question('gates: [{ id: g, measure: "R@10", min: 0.5, max: 0.6 }]'),
      'either min or max',
    ],
    ['a gate on an unknown measure', question('gates: [{ id: g, measure: "Q@10", min: 0.5 }]'), 'unknown measure'],
    ['two questions of one id', question('').replace(/( {2}- .*\n)/, '$1$1'), 'share the id "q1"'],
    ['an answerable question without gold', question('').replace(/gold: .*\]/, 'gold: []'), 'has no gold'],
    ['an unanswerable one with gold', question('').replace('type: fact', 'type: unanswerable'), 'has gold'],
    ['broken YAML', 'suite: [', 'not valid YAML'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseSuite(text, 'suite.yaml')).toThrow(message);
  });

  it('names the place of a mistake', () => {
    expect(() => parseSuite(question('').replace('lang: en', 'lang: fr'), 'suite.yaml')).toThrow(
      expect.objectContaining({ where: 'suite.yaml: questions[0].lang' }),
    );
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
