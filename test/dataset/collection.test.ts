import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTexts } from '../../src/dataset/readers/collection.js';
import { readNpy } from '../../src/dataset/readers/npy.js';

async function folder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'collection-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return root;
}

describe('readTexts', () => {
  it('names both lines of a repeated id, and the line of one without text', async () => {
    const root = await folder({
      'twice.jsonl': '{"_id":"a","text":"x"}\n{"id":"a","text":"y"}\n',
      'none.jsonl': '{"_id":"a","text":"x"}\n{"_id":"b"}\n',
      'anonymous.jsonl': '{"text":"x"}\n',
    });
    await expect(readTexts(join(root, 'twice.jsonl'), 't.jsonl')).rejects.toMatchObject({
      where: 't.jsonl:1 and t.jsonl:2',
    });
    await expect(readTexts(join(root, 'none.jsonl'), 'n.jsonl')).rejects.toMatchObject({ where: 'n.jsonl:2' });
    await expect(readTexts(join(root, 'anonymous.jsonl'), 'm.jsonl')).rejects.toThrow('no _id, id or passage_id');
  });
});

/** A .npy file as numpy.save writes it. */
function npy(type: string, shape: string, body: ArrayBufferView): Uint8Array {
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
  const head = Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.from([118, 0]),
    Buffer.from(header, 'latin1'),
  ]);
  return Buffer.concat([head, Buffer.from(body.buffer, body.byteOffset, body.byteLength)]);
}

describe('readNpy', () => {
  const values = [1, -0.5, 0.25, 0];
  it.each([
    ['<f4', Float32Array.from(values)],
    ['<f8', Float64Array.from(values)],
    ['<f2', Uint16Array.of(0x3c00, 0xb800, 0x3400, 0)],
  ])('reads %s', async (type, body) => {
    const root = await folder({ 'v.npy': npy(type, '(2, 2)', body) });
    const matrix = await readNpy(join(root, 'v.npy'));
    expect([matrix.rows, matrix.dims, ...matrix.data]).toEqual([2, 2, ...values]);
  });

  it.each([
    ['one dimension', npy('<f4', '(4,)', Float32Array.from(values)), 'not two-dimensional'],
    ['integers', npy('<i4', '(2, 2)', Int32Array.from(values)), 'the numbers are <i4'],
    ['a file that is cut off', npy('<f4', '(3, 2)', Float32Array.from(values)), 'cut off'],
    ['another file', Buffer.from('not numpy at all'), 'not a .npy file'],
  ])('refuses %s', async (_, bytes, message) => {
    const root = await folder({ 'v.npy': bytes });
    await expect(readNpy(join(root, 'v.npy'), 'v.npy')).rejects.toThrow(message);
  });
});
