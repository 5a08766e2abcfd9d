import { newAuditKey } from '@crossing/runtime/audit/spec-audit-key.ts';
import { auditLog, SERVICE, type AuditLog } from '@crossing/runtime/audit/spec-audit-log.ts';
import { TEST_ROLE_SECRET } from '@crossing/testkit';
import { commandFrom } from './arguments.ts';
import { auditAccess, type AuditAccess } from './audit-access.ts';
import { list } from './list.ts';
import { verify } from './verify.ts';

const KEY = newAuditKey('one');
let log: AuditLog;
let access: AuditAccess;
beforeAll(async () => {
  log = await auditLog(KEY);
  const { d: _private, ...key } = JSON.parse(KEY) as Record<string, string>;
  access = auditAccess({
    DATABASE_URL: log.test.url,
    DATABASE_ROLE_SECRET: TEST_ROLE_SECRET,
    AUDIT_DIR: log.folder,
    AUDIT_KEYS: JSON.stringify({ keys: [key] }),
  });
  for (const action of ['one', 'two', 'three']) await log.record(action);
  await log.seal();
  await log.sign();
});
afterAll(() => log.end());

async function verified(json: boolean): Promise<{ readonly intact: boolean; readonly lines: string[] }> {
  const lines: string[] = [];
  const intact = await verify(access, { services: [SERVICE], json }, (line) => lines.push(line));
  return { intact, lines };
}

describe('npm run audit', () => {
  it('says that a log is intact, and after an alteration which entry is not', async () => {
    expect(await verified(false)).toEqual({ intact: true, lines: ['identity: intact, 3 entries.'] });

    await log.attack(`UPDATE audit_entry SET actor_ref = 'nobody' WHERE seq = 2`);

    expect(await verified(false)).toEqual({
      intact: false,
      lines: ['identity: BROKEN. Entry 2 (seq 2) is not what was sealed: it was altered, or one before it was taken out.'],
    });
    const { intact, lines } = await verified(true);
    expect([intact, JSON.parse(lines[0]!)]).toEqual([
      false,
      {
        intact: false,
        logs: [{ service: SERVICE, sealed: '1', signed: '0', waiting: '0', breach: { kind: 'altered', n: '2', seq: '2' } }],
      },
    ]);
  });

  it('lists the newest entries first', async () => {
    const lines: string[] = [];

    await list(access, { service: SERVICE, page: 1, json: true }, (line) => lines.push(line));

    expect(lines.map((line) => (JSON.parse(line) as { action: string }).action)).toEqual(['three', 'two', 'one']);
  });

  it.each([
    [['verify'], { name: 'verify', services: ['identity', 'contributor', 'company-verification', 'matching'], json: false }],
    [['verify', '--service', 'matching', '--json'], { name: 'verify', services: ['matching'], json: true }],
    [['list', 'identity', '--page', '2'], { name: 'list', service: 'identity', page: 2, json: false }],
    [[], { name: 'help' }],
  ])('understands %j', (words, command) => {
    expect(commandFrom(words)).toEqual(command);
  });

  it.each([
    [['prove'], 'prove is none of verify, list'],
    [['verify', 'all'], 'all is one word too many'],
    [['verify', '--service', 'mail'], 'mail is none of identity'],
    [['list'], 'Name one service'],
    [['list', 'identity', '--page', '0'], '--page must be a whole number from 1'],
    [['verify', '--quick'], 'Unknown option'],
  ])('refuses %j', (words, complaint) => {
    expect(() => commandFrom(words)).toThrow(complaint);
  });
});
