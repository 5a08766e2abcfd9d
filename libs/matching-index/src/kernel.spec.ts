import { readFileSync } from 'node:fs';
import { buildKernel, KERNEL } from '../generate/kernel-build.ts';

describe('kernel.wasm', () => {
  it('is byte for byte what its source gives', () => {
    expect(readFileSync(KERNEL).equals(buildKernel())).toBe(true);
  });
});
