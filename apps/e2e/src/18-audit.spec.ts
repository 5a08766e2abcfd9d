import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { profiles, workPreferences } from '@crossing/tool-journey/demo/profiles.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { anonymous, join as register, trySignIn } from '@crossing/tool-journey/actor.ts';
import type { Story } from '@crossing/tool-journey/story.ts';
import { auditAccess } from '@crossing/tool-audit/audit-access.ts';
import { verify } from '@crossing/tool-audit/verify.ts';
import { SUBGRAPHS } from '@crossing/tool-dev/ports.ts';
import { publicJwks } from '@crossing/tool-dev/secrets.ts';
import { auditDirOf } from '@crossing/tool-dev/data-folder.ts';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { openScene, type Scene } from './scene.ts';

const ENTRIES = SUBGRAPHS.map((name) => name.replaceAll('-', '_'))
  .map((schema) => `SELECT '${schema}' AS service, action, e::text AS text FROM ${schema}.audit_entry e`)
  .join(' UNION ALL ');

const NEW_PASSWORD = 'nine violet teapots argue politely';

/** Of each refusal that is played, a word that only its entry has. They are written every few seconds, by each process for itself. */
const REFUSED = ['wrong-password', 'unknown-address', 'Mutation.suspendCompany', 'FORBIDDEN', 'UNAUTHENTICATED'];
const refusalsOf = (entries: readonly Entry[]) => entries.filter(({ action }) => action.endsWith('.refused')).map(({ text }) => text);

interface Entry {
  readonly service: string;
  readonly action: string;
  readonly text: string;
}

describe('the audit logs after a journey and its attacks', () => {
  let scene: Scene;
  let story: Story;
  let entries: Entry[];
  let mailed: readonly string[];
  beforeAll(async () => {
    // How fast it is on a busy machine is not the subject.
    scene = await openScene({ SUBGRAPH_TIMEOUT: '20000', LOG_LEVEL: 'debug' });
    ({ story } = await scene.play());
    await playAttacks(scene);
    mailed = await recover(scene);
    entries = await eventually(
      'refusals in the audit log',
      () => scene.sql<Entry>(ENTRIES),
      (all) => REFUSED.every((part) => refusalsOf(all).some((text) => text.includes(part))),
      15_000,
    );
  });
  afterAll(() => scene.end());

  it('hold what was decided in every service', () => {
    const actions = new Set(entries.map(({ action }) => action));

    for (const action of [
      'account.role-granted',
      'session.opened',
      'profile.decided',
      'company.decided',
      'opportunity.reviewed',
      'offer.issued',
    ])
      expect(actions).toContain(action);
  });

  it('hold what was refused, by identity and by the gateway, counted and without what was sent', () => {
    const refused = refusalsOf(entries);

    for (const part of REFUSED) expect(refused.filter((text) => text.includes(part))).not.toEqual([]);
  });

  it('hold no e-mail, name, password, token, text or rate', () => {
    const people = Object.values(story.people);
    const private_ = [
      ...[
        '@journey.example',
        '@attack.example',
        '127.0.0.1',
        DEMO_PASSWORD,
        'wrong password',
        profiles.nova.displayName,
        profiles.nova.headline,
      ],
      ...people.flatMap(({ name, token }) => [name, token]),
      `"${workPreferences.nova.minHourly.amountMinor}"`,
    ];

    const leaks = private_.flatMap((secret) =>
      entries.filter(({ text }) => text.includes(secret)).map(({ action }) => `${action}: ${secret}`),
    );

    expect(entries.length).toBeGreaterThan(40);
    expect(leaks).toEqual([]);
  });

  it('are all that holds it: no process writes a password, token or address to its log', async () => {
    const logs = await Promise.all(
      (await readdir(join(scene.dataDir, 'logs'))).map((file) => readFile(join(scene.dataDir, 'logs', file), 'utf8')),
    );
    const text = logs.join('');
    const secrets = [
      ...['@journey.example', '@attack.example', DEMO_PASSWORD, 'wrong password', NEW_PASSWORD, ...mailed],
      ...Object.values(story.people).map(({ token }) => token),
    ];

    expect(text).toContain('"service":"identity"');
    expect(text).toContain('"service":"gateway"');
    expect(secrets.filter((secret) => secret !== '' && text.includes(secret))).toEqual([]);
  });

  it('are sealed, signed outside and verified; one altered entry is named', async () => {
    const { graph, dataDir } = scene;
    const access = auditAccess({
      DATABASE_URL: graph.databaseUrl,
      DATABASE_ROLE_SECRET: graph.secrets.databaseRoleSecret,
      AUDIT_DIR: auditDirOf(dataDir),
      AUDIT_KEYS: publicJwks(...Object.values(graph.secrets.auditKeys)),
    });
    const verified = async () => {
      const lines: string[] = [];
      await verify(access, { services: SUBGRAPHS, json: false }, (line) => lines.push(line));
      return lines;
    };
    const done = (lines: readonly string[]) => lines.every((line) => /: intact, \d+ entries\.$/.test(line));

    await eventually('everything sealed and signed', verified, done);
    await scene.sql(`ALTER TABLE matching.audit_entry DISABLE TRIGGER USER`);
    await scene.sql(`UPDATE matching.audit_entry SET actor_ref = 'nobody' WHERE seq = (SELECT seq FROM matching.audit_seal WHERE n = 2)`);

    expect((await verified()).at(-1)).toContain('matching: BROKEN. Entry 2 ');
  });
});

/** Wrong passwords, a stranger's address, and mutations that the caller has no right to. */
async function playAttacks({ client }: Scene): Promise<void> {
  const eve = await register(client, { name: 'eve', email: 'eve@attack.example' }, DEMO_PASSWORD);
  for (const email of [eve.email, 'nobody@attack.example']) await trySignIn(client, { name: 'eve', email }, 'wrong password');
  const decide = 'mutation ($input: SuspendCompanyInput!) { suspendCompany(input: $input) { __typename } }';
  for (const who of [eve, anonymous(client)])
    await who.raw(decide, { input: { companyId: 'x', expectedVersion: 1, reason: 'eve@attack.example' } });
}

/** A forgotten password and a new one; answers with the tokens that were mailed. */
async function recover({ client }: Scene): Promise<readonly string[]> {
  const { email } = await register(client, { name: 'mona', email: 'mona@attack.example' }, DEMO_PASSWORD);
  const confirmation = await client.confirmationToken(email);
  await anonymous(client).attempt('mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { __typename } }', {
    email,
  });
  const token = await eventually(
    'a mail',
    () => client.confirmationToken(email),
    (newest) => newest !== confirmation,
    15_000,
  );
  const reset = 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename } }';
  expect((await anonymous(client).attempt(reset, { token, newPassword: NEW_PASSWORD })).__typename).toBe('ResetPasswordSuccess');
  return [confirmation, token];
}
