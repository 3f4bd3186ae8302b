import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEASURE_FAMILIES, shapeOf } from '../../../src/evals/measures/families.js';
import { DEFAULT_MEASURES, parseMeasure } from '../../../src/evals/measures/parse-measure.js';

/** Canonical names of every family, with every parameter it takes. */
const canonical = fc.constantFrom(...Object.keys(MEASURE_FAMILIES)).chain((family) => {
  const { cutoff, parameters } = MEASURE_FAMILIES[family]!;
  const at = fc.integer({ min: 1, max: 100_000 }).map((k) => `@${k}`);
  return fc
    .tuple(
      parameters.includes('rel') ? fc.integer({ min: 1, max: 9 }) : fc.constant(1),
      parameters.includes('gains') ? fc.constantFrom('', 'gains=linear', 'gains=exponential') : fc.constant(''),
      cutoff === 'none' ? fc.constant('') : cutoff === 'required' ? at : fc.oneof(at, fc.constant('')),
    )
    .map(([rel, gains, k]) => {
      const said = [rel === 1 ? '' : `rel=${rel}`, gains].filter((part) => part !== '').join(',');
      return `${family}${said === '' ? '' : `(${said})`}${k}`;
    });
});

describe('parseMeasure', () => {
  it('gives a measure of the name that it was given, whatever is the policy', () => {
    fc.assert(
      fc.property(canonical, fc.constantFrom('linear' as const, 'exponential' as const), (name, gains) => {
        expect(parseMeasure(name, { gains }).name).toBe(name);
      }),
    );
  });

  it('knows every measure that is reported by default', () => {
    for (const name of DEFAULT_MEASURES) expect(parseMeasure(name).name).toBe(name);
  });

  it('drops what goes without saying', () => {
    expect(parseMeasure('P(rel=1)@5').name).toBe('P@5');
    expect(parseMeasure('P( rel = 2 )@5').name).toBe('P(rel=2)@5');
  });

  it('a level for all measures becomes part of the names that do not say theirs', () => {
    expect(parseMeasure('AP', { rel: 2 }).name).toBe('AP(rel=2)');
    expect(parseMeasure('AP(rel=3)', { rel: 2 }).name).toBe('AP(rel=3)');
    expect(parseMeasure('nDCG@10', { rel: 2 }).name).toBe('nDCG@10');
  });

  it.each([
    ['map', 'AP'],
    ['map_cut_10', 'AP@10'],
    ['map_cut.10', 'AP@10'],
    ['ndcg', 'nDCG'],
    ['ndcg_cut_10', 'nDCG@10'],
    ['ndcg_cut.10', 'nDCG@10'],
    ['recip_rank', 'RR'],
    ['recall_5', 'R@5'],
    ['P_5', 'P@5'],
    ['P.20', 'P@20'],
    ['success_1', 'Hit@1'],
    ['Rprec', 'Rprec'],
    ['bpref', 'bpref'],
  ])("takes trec_eval's %s for %s", (theirs, ours) => {
    expect(parseMeasure(theirs).name).toBe(ours);
  });

  it.each([
    ['ndcg@10', 'nDCG@10'],
    ['MRR@10', 'RR@10'],
    ['MAP', 'AP'],
    ['Recall@100', 'R@100'],
    ['precision@5', 'P@5'],
    ['hit_rate@1', 'Hit@1'],
    ['nDGC@10', 'nDCG@10'],
    ['stale_hit@5', 'stale-hit@5'],
    ['hit.3', 'Hit@3'],
  ])('asks of %s whether %s was meant', (name, meant) => {
    expect(() => parseMeasure(name)).toThrow(`did you mean "${meant}"?`);
    expect(parseMeasure(meant).name).toBe(meant);
  });

  it.each([
    '',
    'R@10 ',
    'zebra@3',
    'R@0',
    'R@-1',
    'R@1.5',
    'R@010',
    'nDCG()@',
    'constructor',
    '__proto__@1',
    '@10',
    'ndcg_cut_0',
  ])('refuses %j with the known ones', (name) => {
    expect(() => parseMeasure(name)).toThrow('unknown measure');
  });

  it.each([
    ['P', 'lacks its cut-off'],
    ['bpref@10', 'takes no cut-off'],
    ['R@99999999999999999999', 'too large'],
    ['P(rel=0)@5', 'a parameter that is not understood: "rel=0"'],
    ['P(gains=linear)@5', 'a parameter that is not understood'],
    ['P(rel=2,rel=3)@5', 'a parameter that is not understood: "rel=3"'],
    ['nDCG(gains=cubic)', 'a parameter that is not understood'],
    ['stale-hit(rel=2)@5', 'a parameter that is not understood'],
  ])('says what is wrong with %s', (name, problem) => {
    expect(() => parseMeasure(name)).toThrow(problem);
  });

  it('never fails otherwise than by saying so', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        try {
          expect(parseMeasure(name).name).not.toBe('');
        } catch (error) {
          expect(error).toHaveProperty('name', 'RaftCorpusError');
        }
      }),
    );
  });

  it('has a shape to show for every family', () => {
    expect(Object.keys(MEASURE_FAMILIES).map(shapeOf)).toContain('nDCG[@k]');
  });
});
