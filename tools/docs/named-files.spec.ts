import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const read = (page: string): string => readFileSync(path.join(root, page), 'utf8');
const PATH = /`((?:apps|libs|tools|infra|docs)\/[\w./-]+)`/g;

describe('the pages', () => {
  it.each(['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root }).sort()])('%s names files that exist', (page) => {
    const named = [...read(page).matchAll(PATH)].map(([, file]) => file!);

    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('say of every attack which of OWASP’s risks it is about', () => {
    const [, risks = ''] = read('docs/security.md').split('## OWASP');
    const attacks = globSync('apps/e2e/attacks/*.spec.ts', { cwd: root });

    const named = new Set([...risks.matchAll(/`(\d\d-[\w-]+)`/g)].map(([, name]) => name!));

    expect(attacks.length).toBeGreaterThan(20);
    expect([...named].sort()).toEqual(attacks.map((file) => path.basename(file, '.spec.ts')).sort());
  });
});
