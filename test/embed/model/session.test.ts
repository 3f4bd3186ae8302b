import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSession } from '../../../src/embed/model/session.js';
import { DIMS, writeTinyModel } from '../tiny-model.js';

let folder: string;
let weights: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'session-'));
  weights = join(folder, 'onnx/model_quantized.onnx');
});
const open = () => openSession({ weights, padId: 0 });
const row = (...ids: number[]) => ({ ids: Int32Array.from(ids) });
const OUTPUT = 'last_hidden_state';

describe('openSession', () => {
  it('pads rows to the longest and gives token vectors', async () => {
    await writeTinyModel(folder, { value: (id, dim) => (dim === 0 ? id : 0) });
    const { data, dims } = await (await open()).run([row(4, 5), row(6)], OUTPUT);
    expect(dims).toEqual([2, 2, DIMS]);
    expect([data[0], data[DIMS], data[2 * DIMS], data[3 * DIMS]]).toEqual([4, 5, 6, 0]);
  });

  it('names a truncated file', async () => {
    await writeTinyModel(folder);
    await writeFile(weights, (await readFile(weights)).subarray(0, 300));
    await expect(open()).rejects.toMatchObject({
      name: 'RaftCorpusError',
      where: weights,
      fix: expect.stringContaining('truncated'),
    });
  });

  it('refuses a model that wants other inputs', async () => {
    await writeTinyModel(folder, { inputs: ['input_ids', 'pixel_values'] });
    await expect(open()).rejects.toThrow('pixel_values');
  });
});
