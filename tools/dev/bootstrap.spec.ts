import { spawnSync } from 'node:child_process';
import path from 'node:path';

const bootstrap = path.join(import.meta.dirname, 'bootstrap.cjs');
const run = (code: string) => spawnSync('node', ['-e', code, bootstrap], { encoding: 'utf8' });

describe('bootstrap', () => {
  it('says on an unsupported platform which ones are supported', () => {
    const { status, stderr } = run(
      `Object.defineProperty(process, 'platform', { value: 'sunos' }); require(process.argv[1]).bootstrap('tools/start/start.ts', [])`,
    );

    expect(status).toBe(1);
    expect(stderr).toMatch(/^sunos-x64 is not supported: .*linux-x64/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('goes on with the project’s own Node and ends as the script ends', () => {
    const { status, stdout } = run(`require(process.argv[1]).bootstrap('tools/dev/fixtures/ends-with-three.ts', ['a'])`);

    expect(stdout).toMatch(/^v26\.\S+ a\n$/);
    expect(status).toBe(3);
  });
});
