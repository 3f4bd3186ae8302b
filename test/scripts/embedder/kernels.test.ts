import { expect, it } from 'vitest';
import { createKernels } from '../../../scripts/embedder/kernels.js';

it('adds and multiplies as plain loops do, across a growing memory', () => {
  const kernels = createKernels();
  const x = kernels.allocate(16);
  kernels.allocate(100_000);
  const y = kernels.allocate(16);
  kernels.view(x, 16).set(Array.from({ length: 16 }, (_, i) => i - 3));
  kernels.view(y, 16).fill(2);
  expect(kernels.dot(x, y, 16)).toBe(2 * (120 - 48));
  kernels.axpy(y, x, 16, 0.5);
  expect([...kernels.view(y, 16)]).toEqual(Array.from({ length: 16 }, (_, i) => 2 + (i - 3) / 2));
  kernels.axpy(y, x, 8, 2);
  expect(kernels.view(y, 16)[8]).toBe(4.5);
});
