import { describe, expect, it } from 'vitest';
import { checkCoverage, writingOf } from '../../../../src/curation/intents/checks/coverage.js';
import { checkGroups } from '../../../../src/curation/intents/checks/group-leaks.js';
import { checkDisagreement, checkLabelNames } from '../../../../src/curation/intents/checks/labels.js';
import { checkRareIntents } from '../../../../src/curation/intents/checks/rare-intents.js';
import { checkRepeats, findRepeats } from '../../../../src/curation/intents/checks/split-duplicates.js';
import { checkSplits } from '../../../../src/curation/intents/checks/splits.js';
import { checkSynthetic } from '../../../../src/curation/intents/checks/synthetic.js';
import type { IntentExample } from '../../../../src/curation/intents/example.js';

let made = 0;
function example(given: Partial<IntentExample>): IntentExample {
  made += 1;
  return {
    ...{
      id: `u${made}`,
      text: `utterance ${made}`,
      intent: 'promotion',
      lang: null,
      split: 'train',
      origin: 'production',
    },
    ...{ groups: {}, annotations: [], weight: 1, where: `rows.jsonl:${made}` },
    ...given,
  };
}

function rows(count: number, given: Partial<IntentExample>): IntentExample[] {
  return Array.from({ length: count }, () => example(given));
}

describe('repeats', () => {
  const check = async (examples: IntentExample[]) => {
    const repeats = await findRepeats(examples, { threshold: 0.8, shingle: 3 });
    return checkRepeats(examples, repeats, { duplicateRate: 0.2 });
  };

  it('finds an utterance in two splits, whatever its width, case and punctuation', async () => {
    const [exact] = await check([
      example({ text: 'Is there a coupon?' }),
      example({ text: 'ＩＳ there a coupon', split: 'test' }),
      example({ text: 'Where is my order?', split: 'test' }),
    ]);
    expect(exact).toMatchObject({
      value: 1,
      status: 'fail',
      message: expect.stringContaining('0 of them letter for letter'),
    });
    expect(exact?.examples[0]).toMatch(/Is there a coupon\?.* = .*ＩＳ there a coupon/);
  });

  it('finds near copies in two splits, by the copy that is in the other one', async () => {
    const examples = [
      example({ text: 'Can I use two coupons for one single order please' }),
      example({ text: 'Can I use two coupons for one single order pleas' }),
      example({ text: 'can i use two coupons for one single order pleas?', split: 'test' }),
    ];
    const [exact, near] = await check(examples);
    expect(exact).toMatchObject({ value: 1 });
    expect(near).toMatchObject({ value: 1, status: 'fail' });
    expect(near?.examples[0]).toContain(examples[2]?.where);
  });

  it('does not take a repetition within a split for a leak', async () => {
    const examples = [
      ...[example({ text: '返品したい' }), example({ text: '返品したい' })],
      ...rows(40, { split: 'test' }).map((row, i) => ({ ...row, text: `${'αβγδεζηθικ'[i % 10]} ${i * 7919}` })),
    ];
    const [exact, near, rate] = await check(examples);
    expect([exact?.status, near?.status]).toEqual(['pass', 'pass']);
    expect(rate?.value).toBeCloseTo(1 / 42, 12);
  });

  it('does not call one split clean', async () => {
    const [exact] = await check(rows(3, {}));
    expect(exact).toMatchObject({ value: null, status: 'warn' });
  });
});

describe('groups', () => {
  it('finds a conversation in two splits, with its places', () => {
    const torn = [
      example({ groups: { conversation: 'c1' } }),
      example({ groups: { conversation: 'c1' }, split: 'test' }),
      ...rows(5, {}).map((row, i) => ({ ...row, groups: { conversation: `other ${i}` } })),
    ];
    const [check] = checkGroups(torn);
    expect(check).toMatchObject({ id: 'conversation_leaks', value: 1, status: 'fail' });
    expect(check?.examples[0]).toMatch(/c1: rows.jsonl:\d+ \(train\), rows.jsonl:\d+ \(test\)/);
  });

  it('distrusts an id that most rows share, and says nothing of columns that are not there', () => {
    expect(checkGroups(rows(4, { groups: { conversation: '0' } }))).toMatchObject([{ value: null, status: 'warn' }]);
    expect(checkGroups(rows(4, {}))).toEqual([]);
  });
});

describe('labels', () => {
  const annotated = (...intents: string[]) =>
    example({ annotations: intents.map((intent, i) => ({ annotator: `a${i}`, intent })) });

  it('fails over the threshold, and warns when it may be over it', () => {
    const agreed = (n: number) => Array.from({ length: n }, () => annotated('a', 'a'));
    const disputed = (n: number) => Array.from({ length: n }, () => annotated('a', 'b'));
    expect(checkDisagreement([...agreed(90), ...disputed(10)], 0.06)).toMatchObject({ value: 0.1, status: 'fail' });
    expect(checkDisagreement([...agreed(96), ...disputed(4)], 0.06)).toMatchObject({ value: 0.04, status: 'warn' });
    expect(checkDisagreement([...agreed(4900), ...disputed(100)], 0.06)).toMatchObject({ status: 'pass' });
  });

  it('is not measured where nobody labelled a row twice', () => {
    expect(checkDisagreement(rows(9, {}), 0.06)).toMatchObject({ value: null, status: 'warn' });
  });

  it('finds one label written in two ways, and labels that nobody knows', () => {
    const examples = [
      example({ intent: 'promotion' }),
      example({ intent: 'Ｐromotion' }),
      example({ intent: 'refnud' }),
    ];
    const [spelling, unknown] = checkLabelNames(examples, ['promotion', 'refund']);
    expect(spelling).toMatchObject({ value: 1, status: 'fail' });
    expect(unknown).toMatchObject({ value: 2, message: expect.stringContaining('refnud') });
  });
});

describe('synthetic rows', () => {
  const thresholds = { share: 0.1, classShare: 0.5 };

  it('may be a tenth of all, half of a class by weight, and none of what is measured on', () => {
    const sound = [...rows(90, {}), ...rows(10, { origin: 'synthetic' })];
    expect(checkSynthetic(sound, thresholds).map(({ status }) => status)).toEqual(['pass', 'pass', 'pass']);
    const [share, byClass, outside] = checkSynthetic(
      [...sound, ...rows(3, { origin: 'synthetic', intent: 'escalation', split: 'test' })],
      thresholds,
    );
    expect(share).toMatchObject({ status: 'fail' });
    expect(byClass).toMatchObject({ status: 'pass' });
    expect(outside).toMatchObject({ value: 3, status: 'fail' });
  });

  it('count by weight within a class', () => {
    const heavy = [...rows(10, {}), ...rows(10, { origin: 'synthetic', weight: 2 })];
    const light = [...rows(10, {}), ...rows(10, { origin: 'synthetic', weight: 0.5 })];
    expect(checkSynthetic(heavy, thresholds)[1]).toMatchObject({ value: 2 / 3, status: 'fail' });
    expect(checkSynthetic(light, thresholds)[1]).toMatchObject({ value: 1 / 3, status: 'pass' });
  });

  it('may be more with a reason, which is told', () => {
    const much = [...rows(8, {}), ...rows(2, { origin: 'synthetic' })];
    const [share] = checkSynthetic(much, thresholds, { justification: 'a new class' });
    expect(share).toMatchObject({ status: 'warn', message: expect.stringContaining('a new class') });
  });
});

describe('rare intents', () => {
  it('asks for review of a class with few examples, or few from customers, counted apart', () => {
    const thresholds = { critical: ['promotion', 'escalation', 'gone'], examples: 30, production: 10 };
    const examples = [
      ...rows(40, { intent: 'promotion' }),
      ...[...rows(5, { intent: 'escalation' }), ...rows(60, { intent: 'escalation', origin: 'synthetic' })],
    ];
    const check = checkRareIntents(examples, thresholds);
    expect(check).toMatchObject({ value: 2, status: 'warn' });
    expect(check.examples).toEqual([
      'escalation: 65 (5 production, 60 synthetic)',
      'gone: 0 (0 production, 0 synthetic)',
    ]);
  });
});

describe('splits', () => {
  const thresholds = { shares: { train: 0.8, validation: 0.1, test: 0.1 }, deviation: 0.01 };

  it('hold the ratio to a point, and every class', () => {
    const good = [...rows(80, {}), ...rows(10, { split: 'validation' }), ...rows(10, { split: 'test' })];
    expect(checkSplits(good, thresholds).map(({ status }) => status)).toEqual(['pass', 'pass']);
    const bad = [...good, ...rows(20, { split: 'test', intent: 'rare' })];
    const [ratio, classes] = checkSplits(bad, thresholds);
    expect(ratio).toMatchObject({ status: 'warn' });
    expect(classes).toMatchObject({
      status: 'fail',
      examples: ['rare has no row in train', 'rare has no row in validation'],
    });
  });

  it('are not measured on one split, or on rows without any', () => {
    expect(checkSplits(rows(5, {}), thresholds)).toMatchObject([{ value: null }, { value: null }]);
    expect(checkSplits([...rows(5, {}), example({ split: null })], thresholds)[0]?.message).toContain(
      '1 rows have no split',
    );
  });
});

describe('coverage', () => {
  it.each([
    ['Where is my order?', 'en'],
    ['注文はどこですか', 'ja'],
    ['この本の release date はいつ?', 'mixed'],
    ['『BLUE』の在庫は？', 'ja'],
    ['kono manga wa zaiko arimasu ka', 'romaji'],
    ['sold out 😭😭😭', 'emoji'],
    ['12345', 'other'],
    ['To be or not to be, no?', 'en'],
  ])('takes “%s” for %s', (text, writing) => {
    expect(writingOf(text)).toBe(writing);
  });

  const thresholds = { distance: 0.1, seed: 1 };

  it('passes what speaks as customers do, and fails what does not', () => {
    const production = [...rows(60, { text: 'is it in stock' }), ...rows(40, { text: '在庫はありますか' })];
    const alike = [...rows(58, { text: 'is it in stock' }), ...rows(42, { text: '在庫はありますか' })];
    const english = rows(100, { text: 'is it in stock' });
    expect(checkCoverage(alike, production, thresholds).map(({ status }) => status)).not.toContain('fail');
    const [overall, byClass] = checkCoverage(english, production, thresholds);
    expect([overall?.status, byClass?.status]).toEqual(['fail', 'fail']);
    expect(byClass?.examples[0]).toContain('promotion: en 100 %; production: en 60 %, ja 40 %');
  });

  it('is not measured without production', () => {
    expect(checkCoverage(rows(3, {}), [], thresholds)).toMatchObject([{ value: null, status: 'warn' }]);
  });
});
