import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerKey, scrub } from '../../src/endpoint/secret.js';

const KEY = 'sk-proj-AbCd1234EfGh5678';

describe('scrub', () => {
  it.each([
    [`Incorrect API key provided: ${KEY}.`, 'Incorrect API key provided: ***.'],
    ['Incorrect API key: sk-proj-AbCd1234…', 'Incorrect API key: ***…'],
    [`${KEY}${KEY} twice`, '*** twice'],
    ['Bearer realm="x", 1234EfGh is wrong', 'Bearer realm="x", *** is wrong'],
    ['sk-proj is how keys begin', 'sk-proj is how keys begin'],
  ])('%s', (said, shown) => {
    expect(scrub(said, KEY)).toBe(shown);
  });

  it('hides a short key whole, and does nothing without one', () => {
    expect(scrub('the key abc is wrong', 'abc')).toBe('the key *** is wrong');
    expect(scrub('the key', undefined)).toBe('the key');
  });

  it('leaves no eight characters of the key in any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.nat(KEY.length).map((n) => KEY.slice(n)),
          ),
        ),
        (parts) => {
          const shown = scrub(parts.join(''), KEY);
          for (let at = 0; at + 8 <= KEY.length; at++) expect(shown).not.toContain(KEY.slice(at, at + 8));
        },
      ),
    );
  });
});

describe('headerKey', () => {
  it('takes the line end off that a file leaves, and an empty one for none', () => {
    expect(headerKey(`${KEY}\n`, 'K')).toBe(KEY);
    expect(headerKey(' \n', 'K')).toBeUndefined();
    expect(headerKey(undefined, 'K')).toBeUndefined();
  });

  it.each(['two words', 'a\nb', 'clé-secrète', '秘密'])('refuses %j without quoting it', (key) => {
    let thrown: unknown;
    try {
      headerKey(key, 'MY_KEY');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: 'RaftCorpusError', where: 'environment variable MY_KEY' });
    expect(JSON.stringify({ ...(thrown as Error), message: (thrown as Error).message })).not.toContain(key);
  });
});
