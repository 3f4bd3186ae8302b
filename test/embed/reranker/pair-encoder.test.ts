import { PreTrainedTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenizerConfig, tokenizerJson } from '../../../scripts/random-model/tokenizer-files.js';
import { wordPieces } from '../../../scripts/random-model/vocabulary.js';
import { createPairEncoder, longestFirst } from '../../../src/embed/reranker/pair-encoder.js';
import { SENTENCES } from '../random-model.js';

const json = tokenizerJson(wordPieces(SENTENCES, 1000));
const tokenizers = (['BertProcessing', 'RobertaProcessing', 'TemplateProcessing'] as const).map((type) => {
  const post = type === 'TemplateProcessing' ? {} : { post_processor: { type, sep: ['[SEP]', 3], cls: ['[CLS]', 2] } };
  const tokenizer = new PreTrainedTokenizer({ ...json, ...post }, tokenizerConfig(64));
  tokenizer.return_token_type_ids = true;
  return [type, tokenizer] as const;
});

describe('createPairEncoder', () => {
  it.each(tokenizers)('gives the ids and token types of the library: %s', (_, tokenizer) => {
    const encode = createPairEncoder(tokenizer, 1000);
    const text = fc.string({ unit: fc.constantFrom('a', 'volume', ' ', '巻', '14', '[SEP]', '。') });
    fc.assert(
      fc.property(text, text, (query, passage) => {
        const inner = tokenizer as unknown as {
          _encode_plus(a: string, b: string): { input_ids: number[]; token_type_ids: number[] };
        };
        const expected = inner._encode_plus(query, passage);
        const encoded = encode?.(query, passage);
        expect([...(encoded?.ids ?? [])]).toEqual(expected.input_ids);
        expect([...(encoded?.types ?? [])]).toEqual(expected.token_type_ids);
      }),
    );
  });

  it('cuts the longer side and keeps the special tokens', () => {
    const encode = createPairEncoder(tokenizers[2]![1], 8);
    const encoded = encode?.('box', '14 14 14 14 14 14 14');
    expect(encoded?.ids).toHaveLength(8);
    expect([encoded?.ids[0], encoded?.ids[2], encoded?.ids[7]]).toEqual([2, 3, 3]);
    expect([...(encoded?.types ?? [])]).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
    expect(encoded?.truncated).toBe(true);
  });
});

describe('longestFirst', () => {
  it.each([
    [3, 4, 10, 3, 4],
    [3, 20, 10, 3, 7],
    [20, 3, 10, 7, 3],
    [20, 20, 11, 5, 6],
    [21, 20, 11, 6, 5],
  ])('%i and %i tokens in room for %i: %i and %i', (a, b, room, keptA, keptB) => {
    expect(longestFirst(a, b, room)).toEqual({ a: keptA, b: keptB });
  });

  it('fills the room, and never cuts the shorter side below the longer', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.integer({ min: 2, max: 40 }), (a, b, room) => {
        const kept = longestFirst(a, b, room);
        expect(kept.a + kept.b).toBe(Math.min(room, a + b));
        expect(kept.a <= a && kept.b <= b).toBe(true);
        if (a < b) expect(kept.a === a || kept.b - kept.a <= 1).toBe(true);
      }),
    );
  });
});
