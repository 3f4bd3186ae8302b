import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/random.js';
import { parseCotAnswer } from '../../../src/dataset/delimiters.js';
import type { RaftRow } from '../../../src/dataset/raft-row.js';
import { reason, reasonFromMemory, reasonRefusal } from '../../../src/raft/examples/reasoning.js';
import * as words from '../../../src/raft/examples/reasoning-words.js';
import { toEntry } from '../../../src/raft/examples/to-row.js';
import type { Question } from '../../../src/raft/questions/question.js';
import { indexView, type ViewIndex } from '../../../src/verify/view-index.js';
import { smallView } from '../../helpers/small-view.js';
import { comparison, documents, factQuestion, policyQuestion } from './small-shop.js';

let index: ViewIndex;
beforeAll(async () => {
  index = indexView(await smallView(documents()));
});

const contextOf = (question: Question): RaftRow['context'] =>
  question.evidence.map(({ passage }) => toEntry(passage, { role: 'oracle', origin: 'oracle', score: 0.5 }));

/** All ways in which the seed lets it be told. */
function tellings(question: Question, context = contextOf(question)): readonly string[] {
  const told = Array.from({ length: 60 }, (_, seed) =>
    reason(question, { context, random: createRandom(seed), asOf: '2026-07-15T00:00:00.000Z' }),
  );
  return [...new Set(told)];
}

describe('reason', () => {
  it('quotes the span, names the document and its date, and ends with the answer, in several ways', () => {
    for (const lang of ['en', 'ja', 'mixed'] as const) {
      const question = factQuestion(index, { doc: 'S5', field: 'volumes', lang });
      const told = tellings(question);
      expect(told.length).toBeGreaterThanOrEqual(4);
      for (const cot of told) {
        expect(parseCotAnswer(cot)).toEqual({ quotes: ['volumes: 16'], answer: question.answer });
        expect(cot).toContain('Fox Judge');
        expect(cot).toContain('2026-03-09');
        expect(/[ぁ-ん]/.test(cot)).toBe(lang !== 'en');
        expect(cot).not.toMatch(/[{}]|\.\.|。。|undefined/);
      }
    }
  });

  it('leaves a quoted sentence its full stop, and gives a quoted line one', () => {
    const sentence = policyQuestion(index, {
      doc: 'points.en.md',
      text: 'When do my points expire?',
      gold: '24 months',
    });
    for (const cot of tellings(sentence)) expect(cot).toMatch(/purchase\.##end_quote## <ANSWER>:/);
    for (const cot of tellings(factQuestion(index, { doc: 'S5', field: 'volumes' }))) {
      expect(cot).toMatch(/##end_quote##\. <ANSWER>:/);
    }
  });

  it('compares both values, and cites them in the order of the question', () => {
    const question = comparison(index, ['P5-2', 'P1-1']);
    expect(question.evidence[0]?.passage.title).toBe('Paper Tiger, Vol. 1');
    for (const cot of tellings(question)) {
      expect(cot.indexOf('Fox Judge, Vol. 2')).toBeLessThan(cot.indexOf('Paper Tiger, Vol. 1'));
      expect(cot).toMatch(/¥511 .*¥552/);
      expect(parseCotAnswer(cot)?.quotes).toEqual(['price_jpy: ¥552', 'price_jpy: ¥511']);
    }
  });

  it('finds shortened names, and does not put the winner first where names tell nothing', () => {
    const question = comparison(index, ['P5-2', 'P1-1']);
    const short = { ...question, text: 'fox judge v2 or paper tiger no. 1, which is cheaper?' };
    const mute = { ...question, text: 'この二冊ではどちらが安い？' };
    const swapped = { ...mute, evidence: question.evidence.toReversed(), facts: question.facts.toReversed() };
    const first = (asked: Question): string => asked.evidence[0]?.passage.title ?? '';
    for (const cot of tellings(short)) expect(cot.indexOf('Fox Judge')).toBeLessThan(cot.indexOf('Paper Tiger'));
    expect(first(swapped)).not.toBe(first(mute));
    const cited = [mute, swapped].map((asked) => tellings(asked)[0]?.indexOf('Fox Judge, Vol. 2') ?? -1);
    expect(cited[0]).toBe(cited[1]);
  });

  it('names both steps of a question that takes two', () => {
    const [product, page] = [
      factQuestion(index, { doc: 'P5-2', field: 'price_jpy', lang: 'ja' }),
      policyQuestion(index, { doc: 'returns.ja.md', text: '返品は？', gold: '14日', lang: 'ja' }),
    ];
    const question: Question = { ...product, type: 'multi_hop', evidence: [...product.evidence, ...page.evidence] };
    for (const cot of tellings(question)) {
      expect(cot).toMatch(/^(?:まず|最初に|二つの文書)/);
      expect(cot).toMatch(/##end_quote##[^#]*(?:次に|そのうえで|その場合)[^#]*##begin_quote##紙の書籍/);
    }
  });

  it('holds a price against the amount from which a rule begins, and works out a difference', () => {
    const product = factQuestion(index, { doc: 'P5-2', field: 'price_jpy' });
    const [{ passage }] = product.evidence as [Question['evidence'][number]];
    const rule = (text: string): Question => ({
      ...product,
      type: 'multi_hop',
      form: 'multi-hop/threshold/en',
      evidence: [
        ...product.evidence,
        { passage: { ...passage, passage_id: 'rule', title: 'Shipping', text }, span: { start: 0, end: text.length } },
      ],
    });
    for (const cot of tellings(rule('Orders of ¥6,500 or more ship free.'))) {
      expect(cot).toMatch(/¥552 (?:is below|does not come to) ¥6,500/);
    }
    for (const cot of tellings(rule('Orders of ¥500 or more ship free.'))) {
      expect(cot).toMatch(/¥552 (?:is no less than|reaches) ¥500/);
    }
    for (const cot of tellings(rule('Orders of $20 or more ship free.'))) expect(cot).not.toMatch(/below|reaches/);
    for (const cot of tellings({ ...comparison(index, ['P5-2', 'P1-1']), form: 'compare-price_jpy-gap/en' })) {
      expect(cot).toMatch(/¥552 less ¥511 leaves ¥41|Between ¥511 and ¥552 lies a difference of ¥41/);
    }
  });

  it('says since when, where time is asked, and which condition or exception, where one is', () => {
    const fact = factQuestion(index, { doc: 'S5', field: 'volumes' });
    for (const cot of tellings({ ...fact, type: 'temporal' })) expect(cot).toMatch(/update/);
    const page = policyQuestion(index, { doc: 'points.en.md', text: '?', gold: '24 months' });
    for (const cot of tellings({ ...page, form: 'policy/en/condition' })) expect(cot).toMatch(/condition/);
    for (const cot of tellings({ ...page, form: 'policy/en/exception' })) expect(cot).toMatch(/exception/);
  });

  it('holds a date against the day that a question is asked on', () => {
    const fact = factQuestion(index, { doc: 'P5-2', field: 'release_date' });
    for (const cot of tellings({ ...fact, type: 'temporal', form: 'released/en/polite-0' })) {
      expect(cot).toMatch(/February 12, 2015 (?:is|comes) before July 15, 2026\./);
    }
    for (const cot of tellings({ ...fact, type: 'temporal', form: 'on_sale_since/en' }))
      expect(cot).not.toMatch(/before/);
  });

  it('names a document once that is quoted twice', () => {
    const [author, volumes] = ['author', 'volumes'].map((field) => factQuestion(index, { doc: 'S5', field }));
    const both = { ...author, evidence: [...(author?.evidence ?? []), ...(volumes?.evidence ?? [])] } as Question;
    for (const cot of tellings(both)) {
      expect(cot.split('2026-03-09')).toHaveLength(2);
      expect(parseCotAnswer(cot)?.quotes).toEqual(['author: Author Fox Judge Senior', 'volumes: 16']);
    }
  });

  it('does without a date where the source gives none', () => {
    const fact = factQuestion(index, { doc: 'S5', field: 'volumes' });
    const undated = fact.evidence.map(({ passage, span }) => ({
      passage: { ...passage, source_updated_at: null },
      span,
    }));
    for (const type of ['fact', 'temporal'] as const) {
      for (const cot of tellings({ ...fact, type, evidence: undated })) expect(cot).not.toMatch(/update|\(\)|（）/);
    }
  });

  it('says which of two versions holds, or that another page is out of date', () => {
    for (const lang of ['en', 'ja'] as const) {
      const fact = factQuestion(index, { doc: 'S0', field: 'volumes', lang });
      const [oracle] = contextOf(fact) as [RaftRow['context'][number]];
      const old = { ...oracle, role: 'distractor', origin: 'stale', verdict: 'superseded' } as const;
      const version = { ...old, passage_id: 'v', source_updated_at: '2025-12-24T00:00:00Z' };
      const page = { ...version, doc_id: 'guide', title: 'The guide' };
      for (const cot of tellings(fact, [version, oracle]))
        expect(cot).toMatch(/2025-12-24.*2026-02-03|2026-02-03.*2025-12-24/);
      for (const cot of tellings(fact, [page, oracle])) expect(cot).toMatch(/The guide.*2025-12-24/);
    }
  });

  it('survives delimiters and braces in titles, quotes and answers', () => {
    const fact = factQuestion(index, { doc: 'S5', field: 'volumes' });
    const [{ passage }] = fact.evidence as [Question['evidence'][number]];
    const text = 'volumes: {q} ##begin_quote## <ANSWER>: 16';
    const nasty: Question = {
      ...fact,
      evidence: [
        {
          passage: { ...passage, title: '##end_quote## {q} $& <ANSWER>:', text },
          span: { start: 0, end: text.length },
        },
      ],
      answer: 'It is <ANSWER>: 16 ##begin_quote##.',
    };
    for (const cot of tellings(nasty, []))
      expect(parseCotAnswer(cot)).toEqual({ quotes: [text], answer: nasty.answer });
  });
});

describe('without an oracle', () => {
  it('the reasoning quotes nothing and ends with what is said', () => {
    for (const lang of ['en', 'ja'] as const) {
      const fact = factQuestion(index, { doc: 'S5', field: 'volumes', lang });
      const told = { context: contextOf(fact), random: createRandom(lang), asOf: '2026-07-15T00:00:00.000Z' };
      expect(parseCotAnswer(reasonRefusal(fact, { ...told, refusal: 'Sorry.' }))).toEqual({
        quotes: [],
        answer: 'Sorry.',
      });
      expect(parseCotAnswer(reasonFromMemory(fact, told))).toEqual({ quotes: [], answer: fact.answer });
    }
  });

  it('a refusal names what comes closest only where it is a relative', () => {
    const asked = factQuestion(index, { doc: 'P5-2', field: 'price_jpy' });
    const refusals = (of: readonly string[]) => {
      const context = of.flatMap((doc) => contextOf(factQuestion(index, { doc, field: 'price_jpy' })));
      const telling = (seed: number) => ({ context, random: createRandom(seed), asOf: '', refusal: 'Sorry.' });
      return Array.from({ length: 40 }, (_, seed) => reasonRefusal(asked, telling(seed)));
    };
    expect(refusals(['P1-1', 'P5-3']).some((cot) => cot.includes('“Fox Judge, Vol. 3”'))).toBe(true);
    for (const cot of refusals(['P1-1', 'P5-3'])) expect(cot).not.toContain('Paper Tiger');
    for (const cot of refusals(['P1-1', 'P0-2'])) expect(cot).not.toMatch(/“|Vol/);
  });
});

describe('the wordings', () => {
  const tables = [
    words.FACT,
    words.COMPARISON,
    words.POLICY,
    words.CONDITION,
    words.EXCEPTION,
    words.TEMPORAL,
    words.FIRST,
    words.THEN,
  ];

  it('each hold the quote and the title once, in both languages alike many', () => {
    for (const { en, ja } of tables) {
      for (const wording of [...en, ...ja]) {
        expect(wording.split('{q}')).toHaveLength(2);
        expect(wording.split('{t}')).toHaveLength(2);
      }
      for (const wording of en) expect(wording.endsWith('{q}')).toBe(true);
      for (const wording of ja) expect(wording.endsWith('。')).toBe(true);
      expect(Math.abs(en.length - ja.length)).toBeLessThanOrEqual(1);
    }
  });
});
