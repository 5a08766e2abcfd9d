import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const project = path.join(import.meta.dirname, '..');

/** The committed artefact. */
export const KERNEL = path.join(project, 'src/kernel.wasm');

const OPTIONS = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'],
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
];

/** Compiles kernel/top.ts anew; the same source and compiler give the same bytes. */
export function buildKernel(): Buffer {
  const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
  const folder = mkdtempSync(path.join(tmpdir(), 'matching-kernel-'));
  const output = path.join(folder, 'kernel.wasm');
  try {
    execFileSync(process.execPath, [compiler, 'kernel/top.ts', '-o', output, ...OPTIONS], {
      cwd: project,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
