import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigramsOf, splitSentences, wordsOf } from '../../src/text/segment.js';

const POLICIES = '../shared/data/policies-github/new';

const sentences = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

/** In order, without overlap, trimmed, and with all that is not white space. */
function expectSound(text: string): void {
  let at = 0;
  for (const { start, end } of splitSentences(text)) {
    expect(text.slice(at, start).trim()).toBe('');
    expect(end).toBeGreaterThan(start);
    expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
    at = end;
  }
  expect(text.slice(at).trim()).toBe('');
}

describe('splitSentences, English', () => {
  it.each([
    ['It ships today. You pay $3.50.', ['It ships today.', 'You pay $3.50.']],
    ['Vol. 12 is out. See vol. 3, too.', ['Vol. 12 is out.', 'See vol. 3, too.']],
    ['Ask Mr. Sato, e.g. by mail. Or Dr. Ito.', ['Ask Mr. Sato, e.g. by mail.', 'Or Dr. Ito.']],
    [
      'U.S. law applies. We ship to the U.S. The fee varies.',
      ['U.S. law applies.', 'We ship to the U.S.', 'The fee varies.'],
    ],
    ['No. 5 is gone. No. We keep it.', ['No. 5 is gone.', 'No.', 'We keep it.']],
    ['Acme Inc. Europe pays. It is Acme Inc. It pays.', ['Acme Inc. Europe pays.', 'It is Acme Inc.', 'It pays.']],
    ['J. K. Rowling and I. Then we left.', ['J. K. Rowling and I.', 'Then we left.']],
    ['See https://shop.example/a?b=1. Then ask.', ['See https://shop.example/a?b=1.', 'Then ask.']],
    ['Wait... what? Really?! Yes.', ['Wait... what?', 'Really?!', 'Yes.']],
    ['“Why?” she asked. "Because." Fine.', ['“Why?” she asked.', '"Because."', 'Fine.']],
    ['Final sale (see p. 3. It is short). Next.', ['Final sale (see p. 3. It is short).', 'Next.']],
    ['It is true.[12] Another.', ['It is true.[12]', 'Another.']],
    ['**Returns.** You have 14 days.', ['**Returns.**', 'You have 14 days.']],
    ['Due on Apr. 1 at 5 p.m. in Tokyo.', ['Due on Apr. 1 at 5 p.m. in Tokyo.']],
    ['Yahoo! is one word. So is 1.2.3 here.', ['Yahoo! is one word.', 'So is 1.2.3 here.']],
  ])('%s', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });
});

describe('splitSentences, Japanese', () => {
  it.each([
    ['発売中です。在庫は？はい！あります。', ['発売中です。', '在庫は？', 'はい！', 'あります。']],
    ['「もう読んだ。」と言った。次へ。', ['「もう読んだ。」と言った。', '次へ。']],
    ['「行く。」そう決めた。', ['「行く。」', 'そう決めた。']],
    ['彼は「出る。勝つ。」と書いた。', ['彼は「出る。勝つ。」と書いた。']],
    ['（返品は不可です。）詳しくはこちら。', ['（返品は不可です。）', '詳しくはこちら。']],
    ['『ハイキュー！！』は人気です。', ['『ハイキュー！！』は人気です。']],
    [
      'ゆるキャン！の新刊です。Yes!プリキュア5もあります。',
      ['ゆるキャン！の新刊です。', 'Yes!プリキュア5もあります。'],
    ],
    [
      'かぐや様は告らせたい？～天才たちの恋愛頭脳戦～は全28巻です。',
      ['かぐや様は告らせたい？～天才たちの恋愛頭脳戦～は全28巻です。'],
    ],
    ['定価は3.5ドルです.次の文です.', ['定価は3.5ドルです.', '次の文です.']],
    ['半角です｡次です｡', ['半角です｡', '次です｡']],
    ['第12巻。Vol. 13は7月。', ['第12巻。', 'Vol. 13は7月。']],
  ])('%s', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });
});

describe('splitSentences, lines', () => {
  it('keeps list items, headings, table rows, fields and rules apart', () => {
    const lines = ['# Returns', '- Books: 14 days', '- Toys', '1. First. Then.', '| a | b |', 'Gift | One year', '---'];
    const more = ['volumes: 107', 'status: ongoing', '価格：500円', '・初回限定版', '第3条 返品', '①未開封'];
    expect(sentences([...lines, ...more].join('\n'))).toEqual(
      [...lines, ...more].flatMap((line) => (line === '1. First. Then.' ? ['1. First.', 'Then.'] : [line])),
    );
  });

  it('joins lines that an editor wrapped, and only those', () => {
    const wrapped =
      'You may return any unopened book within fourteen days of the day on\nwhich it reached you. Thanks.';
    expect(sentences(wrapped)).toEqual([wrapped.slice(0, -' Thanks.'.length), 'Thanks.']);
    expect(sentences('Short line\nAnother short line')).toEqual(['Short line', 'Another short line']);
    expect(sentences('a paragraph\n\nanother one')).toEqual(['a paragraph', 'another one']);
  });
});

describe('splitSentences, any text', () => {
  it('gives spans in order that hold all but white space', () => {
    const unit = fc.constantFrom(...'aB1.。！？!?」「()[]"”*_ \n\t　、とのMr漢カ…-#|:\uD800', '. A', '\n\n', 'e.g. ');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), (text) => expectSound(text)),
      { numRuns: 1500 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expectSound(text)));
  });

  it('copes with long runs of one kind', () => {
    for (const piece of ['「', '(', '.', '。', '*', '- a\n', 'Mr. ', 'x\n\n', '「。', 'a. (', '！']) {
      expectSound(piece.repeat(10_000));
    }
  });
});

describe.skipIf(!existsSync(POLICIES))('splitSentences on real policies (skipped without ../shared/data)', () => {
  it('is sound, and neither cuts words apart nor leaves several sentences in one', () => {
    const files = readdirSync(POLICIES, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.md'));
    let total = 0;
    let doubtful = 0;
    for (const file of files) {
      const text = readFileSync(join(POLICIES, file), 'utf8');
      expectSound(text);
      for (const sentence of sentences(text)) {
        total += 1;
        const prose = !/^[\s>*-]*[\w-]+:|^\W*[({[“"]/.test(sentence);
        if (prose && (/^[,;)\]]/.test(sentence) || /\p{Ll}{4}[.!?]\s+\p{Lu}\p{Ll}+ /u.test(sentence))) doubtful += 1;
      }
    }
    expect(total).toBeGreaterThan(4000);
    expect(doubtful / total).toBeLessThan(0.002);
  });
});

describe('wordsOf', () => {
  it('finds Latin words, numbers and Japanese words, folded', () => {
    expect(wordsOf('Vol. 12は3,000円です')).toEqual(['vol', '12', 'ハ', '3000', '円', 'デス']);
    expect(wordsOf('ＳＰＹ×FAMILY')).toEqual(['spy', 'family']);
    expect(wordsOf('返品できます')).toContain('返品');
    expect(wordsOf('☆…')).toEqual([]);
  });

  it('falls back to bigrams where the dictionary knows no word', () => {
    expect(wordsOf('鴉鷺梟')).toEqual(['鴉鷺', '鷺梟']);
  });

  it('does not slow down or lose text on long input', () => {
    const long = '進撃の巨人を注文しました'.repeat(2000);
    expect(wordsOf(long).join('').length).toBeGreaterThan(20_000);
    expect(wordsOf('𠮷'.repeat(999)).join('')).not.toContain('\uFFFD');
  });
});

describe('bigramsOf', () => {
  it('pairs the characters of each Japanese run', () => {
    expect(bigramsOf('進撃の巨人 vol 3 話')).toEqual(['進撃', '撃ノ', 'ノ巨', '巨人', '話']);
  });
});
