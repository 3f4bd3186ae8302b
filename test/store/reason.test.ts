import { describe, expect, it } from 'vitest';
import { storeReason } from '../../src/store/reason.js';

describe('storeReason', () => {
  it('says what is wrong, and not where LanceDB noticed', () => {
    expect(
      storeReason(
        new Error(
          'lance error: LanceError(IO): Generic LocalFileSystem error: failed to fill whole buffer, /rustc/2d81/library/core/src/ops/function.rs:250:5  Caused by: failed to fill whole buffer',
        ),
      ),
    ).toBe('lance error: LanceError(IO): Generic LocalFileSystem error: failed to fill whole buffer');
    expect(
      storeReason('Invalid input, Failed to connect to namespace: IO { source: Generic { store: "LocalFileSystem" } }'),
    ).toBe('Invalid input, Failed to connect to namespace');
  });

  it('leaves a plain reason as it is, on one line of bounded length', () => {
    expect(storeReason(new Error('disk full\nat somewhere'))).toBe('disk full');
    expect(storeReason(new Error('x'.repeat(900)))).toHaveLength(200);
  });
});
