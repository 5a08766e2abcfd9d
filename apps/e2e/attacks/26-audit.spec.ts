import { auditAccess } from '@crossing/tool-audit/audit-access.ts';
import { verify } from '@crossing/tool-audit/verify.ts';
import { auditDirOf } from '@crossing/tool-dev/data-folder.ts';
import { SUBGRAPHS } from '@crossing/tool-dev/ports.ts';
import { publicJwks } from '@crossing/tool-dev/secrets.ts';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { stage } from './stage.ts';

const HERE = `(SELECT seq FROM contributor.audit_seal WHERE n = 2)`;

/** Entries 2 and 3 in each other's place, by a superuser whom no trigger stops. */
const EXCHANGE = `
  SET session_replication_role = replica;
  CREATE TEMP TABLE placed AS SELECT n, seq FROM contributor.audit_seal WHERE n IN (2, 3);
  UPDATE contributor.audit_seal SET seq = -n WHERE n IN (2, 3);
  UPDATE contributor.audit_seal SET seq = placed.seq FROM placed WHERE audit_seal.n = 5 - placed.n`;

describe('an audit row altered, reordered or deleted: verification names the first bad index', () => {
  const set = stage();

  it('altered and restored, exchanged with the next and put back, then deleted', async () => {
    const access = auditAccess({
      DATABASE_URL: set.databaseUrl,
      DATABASE_ROLE_SECRET: set.secrets.databaseRoleSecret,
      AUDIT_DIR: auditDirOf(set.dataDir),
      AUDIT_KEYS: publicJwks(...Object.values(set.secrets.auditKeys)),
    });
    const verified = async (): Promise<readonly string[]> => {
      const lines: string[] = [];
      await verify(access, { services: SUBGRAPHS, json: false }, (line) => lines.push(line));
      return lines;
    };
    const isIntact = (lines: readonly string[]): boolean => lines.every((line) => /: intact, \d+ entries\.$/.test(line));
    await eventually('everything sealed and signed', verified, isIntact, 20_000);
    const [entry] = await set.sql<{ actor_ref: string }>(`SELECT actor_ref FROM contributor.audit_entry WHERE seq = ${HERE}`);

    // The table refuses both of everybody, its owner too, as long as its trigger is on.
    await expect(set.sql(`UPDATE contributor.audit_entry SET actor_ref = 'nobody' WHERE seq = ${HERE}`)).rejects.toThrow();
    await set.sql('ALTER TABLE contributor.audit_entry DISABLE TRIGGER USER');
    await set.sql(`UPDATE contributor.audit_entry SET actor_ref = 'nobody' WHERE seq = ${HERE}`);
    expect((await verified()).join('\n')).toContain('contributor: BROKEN. Entry 2 ');

    await set.sql(`UPDATE contributor.audit_entry SET actor_ref = $1 WHERE seq = ${HERE}`, [entry!.actor_ref]);
    expect((await verified()).join('\n')).not.toContain('BROKEN');

    await set.sql(EXCHANGE);
    expect((await verified()).join('\n')).toContain('contributor: BROKEN. Entry 2 ');

    await set.sql(EXCHANGE);
    expect((await verified()).join('\n')).not.toContain('BROKEN');

    // Its seal holds it; whoever deletes both leaves a gap.
    await expect(set.sql(`DELETE FROM contributor.audit_entry WHERE seq = ${HERE}`)).rejects.toThrow('audit_seal');
    await set.sql('ALTER TABLE contributor.audit_seal DISABLE TRIGGER USER');
    await set.sql(
      `WITH gone AS (DELETE FROM contributor.audit_seal WHERE n = 2 RETURNING seq) DELETE FROM contributor.audit_entry USING gone WHERE audit_entry.seq = gone.seq`,
    );
    expect((await verified()).join('\n')).toContain('contributor: BROKEN. Entry 2 ');
  });
});
