// node generate/build-kernel.ts [--check]: builds src/kernel.wasm from kernel/top.ts, or compares the committed file with a fresh build.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildKernel, KERNEL } from './kernel-build.ts';

const built = buildKernel();
if (!process.argv.includes('--check')) writeFileSync(KERNEL, built);
else if (!readFileSync(KERNEL).equals(built)) {
  console.error(`${path.relative(process.cwd(), KERNEL)} is not what kernel/top.ts gives: node generate/build-kernel.ts`);
  process.exitCode = 1;
}
