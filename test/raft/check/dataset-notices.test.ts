import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkManifest } from '../../../src/raft/check/dataset-notices.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const temp = tempFolder();
const text = '{"id":"1"}\n';
const sha256 = createHash('sha256').update(text).digest('hex');

async function noticesOf(files: Readonly<Record<string, { readonly sha256: string }>>): Promise<readonly string[]> {
  temp.write('raft/manifest.json', JSON.stringify({ kind: 'raft', corpus: { tag: 'r-000001', as_of: '' }, files }));
  return (await checkManifest({ folder: `${temp.path}/raft`, tag: 'r-000001' })).notices;
}

describe('checkManifest', () => {
  it('tells files that are gone or edited from those that are as they were', async () => {
    temp.write('raft/train.jsonl', text);
    temp.write('raft/test.jsonl', `${text} `);
    const notices = await noticesOf({
      ...{ 'train.jsonl': { sha256 }, 'test.jsonl': { sha256 }, 'validation.jsonl': { sha256 } },
    });
    expect(notices).toEqual([
      expect.stringMatching(/^test\.jsonl .*edited/),
      expect.stringMatching(/^validation\.jsonl .*not in/),
    ]);
  });

  it('opens nothing outside the folder, and no folder', async () => {
    temp.write('secret.txt', text);
    temp.write('raft/formats/chat/train.jsonl', text);
    const names = ['../secret.txt', `${temp.path}/secret.txt`, 'formats/chat', '.'];
    const notices = await noticesOf(Object.fromEntries(names.map((name) => [name, { sha256 }])));
    expect(notices).toEqual(names.map((name) => `${name} is in the manifest and not in the folder`));
  });

  it('says what is no manifest of ours', async () => {
    temp.write('raft/manifest.json', '{"kind":"other"');
    const found = await checkManifest({ folder: `${temp.path}/raft`, tag: 'r-000001' });
    expect(found).toMatchObject({ manifest: null, notices: [expect.stringContaining('none of a RAFT dataset')] });
  });
});
