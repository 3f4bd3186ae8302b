import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/random.js';
import { suspectLabels } from '../../../../src/curation/intents/models/label-suspicion.js';

const DIMS = 8;
const NAMES = ['promotion', 'escalation', 'store_info'];

/** Rows around one direction per label. */
function clouds(n: number) {
  const random = createRandom('suspicion');
  const labels = Array.from({ length: n }, (_, i) => NAMES[i % NAMES.length] ?? '');
  const rows = labels.map((label) => {
    const row = Array.from(
      { length: DIMS },
      (_, d) => (d === NAMES.indexOf(label) ? 1 : 0) + 0.5 * (random.next() - 0.5),
    );
    const length = Math.hypot(...row);
    return row.map((value) => value / length);
  });
  return { labels, vectors: Float32Array.from(rows.flat()), groups: labels.map((_, i) => `c${i}`), dims: DIMS };
}

describe('suspectLabels', () => {
  it('puts flipped labels first, with what they should be', async () => {
    const sound = clouds(240);
    const flipped = [7, 50, 133, 200];
    const labels = sound.labels.map((label, row) =>
      flipped.includes(row) ? (NAMES[(NAMES.indexOf(label) + 1) % NAMES.length] ?? '') : label,
    );
    const found = await suspectLabels({ ...sound, labels });
    expect(
      found
        .slice(0, 4)
        .map(({ row }) => row)
        .sort((a, b) => a - b),
    ).toEqual(flipped);
    expect(found.slice(0, 4).every(({ row, suggested }) => suggested === sound.labels[row])).toBe(true);
  });

  it('suspects nothing where neighbours agree', async () => {
    expect(await suspectLabels(clouds(240))).toEqual([]);
  });

  it('does not let copies of a wrong row vouch for it', async () => {
    const { labels, vectors, groups } = clouds(240);
    const copies = 60;
    const copied = Array.from({ length: copies }, () => [...vectors.subarray(0, DIMS)]).flat();
    const found = await suspectLabels({
      dims: DIMS,
      vectors: Float32Array.from([...vectors, ...copied]),
      labels: [
        ...labels.map((label, row) => (row === 0 ? 'store_info' : label)),
        ...Array.from({ length: copies }, () => 'store_info'),
      ],
      groups: [...groups, ...Array.from({ length: copies }, () => 'c0')],
    });
    expect(found.some(({ row }) => row === 0)).toBe(true);
  });
});
