import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environmentOf } from '@crossing/tool-dev/environment.ts';
import { SUBGRAPHS, type ProcessName } from '@crossing/tool-dev/ports.ts';
import { stage } from './stage.ts';

const root = path.join(import.meta.dirname, '../../..');

describe('production refuses to start with a missing, empty or default secret', () => {
  const { ports, secrets } = stage();
  const wiring = {
    ...{ ports, secrets },
    // Never reached: what is wrong with the settings is said before anything is opened.
    databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
    subgraphUrls: Object.fromEntries(SUBGRAPHS.map((name) => [name, `http://127.0.0.1:${ports[name]}/graphql`])) as never,
    auditDir: mkdtempSync(path.join(tmpdir(), 'crossing-audit-')),
  };

  async function boot(
    name: ProcessName,
    changes: Readonly<Record<string, string | undefined>>,
  ): Promise<{ code: number | null; said: string }> {
    const given = { ...environmentOf(name, wiring), NODE_ENV: 'production', PORT: '0', ...changes };
    const env = Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
    const child = spawn(process.execPath, [path.join(root, `apps/${name}/src/main.ts`)], {
      cwd: root,
      env: { PATH: process.env['PATH'], ...env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(timer);
    return { code, said };
  }

  it.each<[ProcessName, string, string | undefined]>([
    ['gateway', 'GATEWAY_KEY_MATCHING', undefined],
    ['gateway', 'SUBGRAPH_IDENTITY_URL', 'http://127.0.0.1:4001/graphql'],
    ['identity', 'SEALING_KEYS', undefined],
    ['matching', 'GATEWAY_KEYS', `${secrets.gatewayKeys.matching},`],
  ])('%s with %s as %s', async (name, setting, value) => {
    const { code, said } = await boot(name, { [setting]: value });

    expect(code).not.toBe(0);
    expect(said).toContain(setting);
    expect(said).toContain('is not usable');
    expect(said).not.toContain(secrets.gatewayKeys.matching);
  });
});
