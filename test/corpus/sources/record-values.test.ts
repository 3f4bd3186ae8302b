import { describe, expect, it } from 'vitest';
import { firstText, longText, recordId, valueAt } from '../../../src/corpus/sources/record-values.js';

const RECORD = {
  'a.b': 'whole',
  a: { b: 'walked', c: 'c' },
  sites: [{ id: 1, on: { at: 'x' } }, { id: null }, { id: 3, on: { at: 'y' } }],
  nothing: 'NULL',
  zero: 0,
  no: false,
};

describe('valueAt', () => {
  it.each([
    ['a.b', 'whole'],
    ['a.c', 'c'],
    ['sites.0.id', 1],
    ['sites.1.id', undefined],
    ['sites.id', [1, 3]],
    ['sites.on.at', ['x', 'y']],
    ['sites.9.id', undefined],
    ['a.b.c', undefined],
    ['nothing', undefined],
    ['zero', 0],
    ['no', false],
    ['constructor', undefined],
    ['a.__proto__', undefined],
  ])('%s is %j', (path, value) => {
    expect(valueAt(RECORD, path)).toEqual(value);
  });
});

describe('recordId', () => {
  it('keeps a single id as it stands, and escapes slashes in joined ones', () => {
    expect(recordId({ id: ' a/b ' }, ['id'])).toEqual({ id: ' a/b ' });
    expect(recordId({ id: 7 }, ['id'])).toEqual({ id: '7' });
    expect(recordId({ x: 'a/b', y: 'c\\d', z: 1 }, ['x', 'y', 'z'])).toEqual({ id: 'a\\/b / c\\\\d / 1' });
    expect(recordId({ x: 'a', y: null }, ['x', 'y'])).toEqual({ id: 'a / ' });
  });

  it('says which columns are missing or are no ids', () => {
    expect(recordId({ x: '' }, ['x', 'y'])).toEqual({
      problem: 'the record has no id: "x", "y" are missing or unknown',
    });
    expect(recordId({ x: { y: 1 } }, ['x'])).toEqual({ problem: 'the id in "x" is an object or list' });
  });
});

describe('texts', () => {
  it('takes the first known title, and joins the paragraphs of a list', () => {
    expect(firstText({ a: 'NULL', b: ' ', c: ' T ' }, ['a', 'b', 'c'])).toBe('T');
    expect(firstText({}, ['a'])).toBeNull();
    expect(longText(['one', null, 'two'])).toBe('one\n\ntwo');
    expect(longText([null])).toBeNull();
    expect(longText({ en: 'x' })).toBeUndefined();
  });
});
