import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PreTrainedTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundledModelsDir } from '../../../src/embed/locate/locate-model.js';
import { createTextEncoder } from '../../../src/embed/model/text-encoder.js';

const read = (name: string) => JSON.parse(readFileSync(join(bundledModelsDir(), 'bundled', name), 'utf8'));
const bundled = new PreTrainedTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
const dev = '../shared/data/jaquad/dev/jaquad_dev_0000.json';

/** A tokenizer around a model, as tokenizer.json would say it. */
function tokenizerOf(
  model: object,
  parts: { post_processor?: object; pre_tokenizer?: object; added?: readonly string[] } = {},
) {
  const added_tokens = (parts.added ?? []).map((content, id) => ({ id, content, special: true }));
  const json = {
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    ...parts,
    added_tokens,
    model,
  };
  return new PreTrainedTokenizer(json, { model_max_length: 32 });
}

const unigram = tokenizerOf({
  type: 'Unigram',
  unk_id: 0,
  vocab: [
    ['<unk>', 0],
    ['a', -2],
    ['b', -2],
    ['ab', -3],
    ['本', -4],
  ],
});
const wordPiece = tokenizerOf(
  {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    vocab: { '[UNK]': 0, '[CLS]': 1, '[SEP]': 2, a: 3, '##b': 4, 本: 5 },
  },
  {
    added: ['[UNK]', '[CLS]', '[SEP]'],
    post_processor: { type: 'BertProcessing', sep: ['[SEP]', 2], cls: ['[CLS]', 1] },
  },
);
const bpe = tokenizerOf({ type: 'BPE', unk_token: '?', vocab: { '?': 0, a: 1, b: 2, ab: 3 }, merges: ['a b'] });

/** The library's own ids of a text, through its slow path. */
function libraryIds(tokenizer: PreTrainedTokenizer, text: string, specials = true): number[] {
  const inner = tokenizer as unknown as {
    _encode_plus(text: string, pair: null, options: object): { input_ids: number[] };
  };
  return inner._encode_plus(text, null, { add_special_tokens: specials }).input_ids;
}

describe('createTextEncoder', () => {
  it.each([
    ['bundled', bundled],
    ['Unigram', unigram],
    ['WordPiece', wordPiece],
    ['BPE', bpe],
  ])('gives the ids of the library itself: %s', (_, tokenizer) => {
    const encoder = createTextEncoder(tokenizer, 1e5);
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '本', 'z', '[SEP]', '12', '巻', 'ー') }),
    );
    fc.assert(
      fc.property(text, (sample) => {
        const ids = [...encoder.encode(sample).ids];
        const bare = libraryIds(tokenizer, sample, false);
        expect(ids).toEqual(bare.length === 0 ? [] : libraryIds(tokenizer, sample));
        expect(encoder.count(sample)).toBe(bare.length);
      }),
    );
  });

  it.skipIf(!existsSync(dev))('gives the ids of the library itself on real text (../shared/data)', () => {
    const encoder = createTextEncoder(bundled, 1e5);
    const { data } = JSON.parse(readFileSync(dev, 'utf8')) as { data: { paragraphs: { context: string }[] }[] };
    for (const { context } of data.flatMap((article) => article.paragraphs).slice(0, 200)) {
      expect([...encoder.encode(context).ids]).toEqual(libraryIds(bundled, context));
    }
  });

  it('cuts to the longest input, keeps the special tokens and says so', () => {
    const encoder = createTextEncoder(wordPiece, 5);
    expect(encoder.encode('a a a')).toEqual({ ids: Int32Array.from([1, 3, 3, 3, 2]), truncated: false });
    expect(encoder.encode('a a a a a')).toEqual({ ids: Int32Array.from([1, 3, 3, 3, 2]), truncated: true });
  });

  it('gives no ids for a text without tokens', () => {
    expect(createTextEncoder(wordPiece, 5).encode(' \n ').ids).toHaveLength(0);
  });

  it('reads lone surrogates as U+FFFD', () => {
    const encoder = createTextEncoder(unigram, 5);
    expect(encoder.encode('a\ud800b')).toEqual(encoder.encode('a\ufffdb'));
  });

  it('takes a megabyte without a space', () => {
    const encoded = createTextEncoder(bundled, 64).encode('漫'.repeat(1_000_000));
    expect(encoded.ids).toHaveLength(64);
    expect(encoded.truncated).toBe(true);
  });
});

describe('the bundled tokenizer', () => {
  const encoder = createTextEncoder(bundled, 1024);
  const ids = (text: string) => [...encoder.encode(text).ids];

  it.each([
    ['第12巻', 'Vol. 12', '12巻', 'volume 12', '第１２巻', 'ｖｏｌ．１２'],
    ['ワンピース', 'ﾜﾝﾋﾟｰｽ'],
    ['スーパーマン', 'ス-パ-マン', 'スーーパーマン'],
    ['1,980', '１，９８０', '1980'],
    ['MANGA', 'manga', 'Ｍａｎｇａ'],
  ])('reads the spellings of %s alike', (first, ...others) => {
    for (const other of others) expect(ids(other)).toEqual(ids(first));
  });
});
