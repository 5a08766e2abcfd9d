import { sqlOf, withPrincipal } from '@crossing/runtime';
import { principalOf, type Caller } from '@crossing/subgraph';
import { anonymous, aPerson } from '@crossing/testkit';
import { openNetwork, rita, type Network } from './spec-network.ts';

const TABLES = ['company', 'verification_check', 'opportunity', 'opportunity_revision', 'vetting_review', 'opportunity_approval'];

describe('row-level security', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openNetwork();
  });
  afterAll(() => network.test.drop());

  const rowsAs = async (caller: Caller): Promise<number[]> => {
    const counts: number[] = [];
    for (const table of [...TABLES, 'ledger_entry']) {
      const { rows } = await withPrincipal(network.test.database, principalOf(caller), (manager) =>
        sqlOf(manager).query<{ n: bigint }>(`SELECT count(*) AS n FROM ${table}`),
      );
      counts.push(Number(rows[0]!.n));
    }
    return counts;
  };

  it('shows a member their own company’s rows, a reviewer all, and anybody else none', async () => {
    const [one, two] = [await network.verifiedCompany(), await network.verifiedCompany()];
    await network.published(one.olga);
    await network.published(two.olga);
    await network.test.query(
      `INSERT INTO company_verification.ledger_entry (entry_id, payer_type, company_id, kind, amount_minor, currency, posted_at)
       SELECT gen_random_uuid(), 'COMPANY', company_id, 'CREDIT', 1, 'USD', '2026-03-02' FROM company_verification.company`,
    );

    expect(await rowsAs(one.olga)).toEqual([1, 5, 1, 1, 2, 1, 1]);
    expect(await rowsAs(rita)).toEqual([2, 10, 2, 2, 4, 2, 2]);
    expect(await rowsAs(aPerson())).toEqual(Array(7).fill(0));
    expect(await rowsAs(anonymous)).toEqual(Array(7).fill(0));
    expect(await rowsAs(aPerson({ staffRoles: ['ANALYST'] }))).toEqual(Array(7).fill(0));
  });

  it('lets no member write into another company', async () => {
    const [one, two] = [await network.verifiedCompany(), await network.verifiedCompany()];
    const drafted = await network.draft(two.olga);
    const asOne = (text: string, ...values: unknown[]) =>
      withPrincipal(network.test.database, principalOf(one.olga), (manager) => sqlOf(manager).query(text, values));

    const touched = await asOne(`UPDATE opportunity SET version = 99 WHERE opportunity_id = $1`, drafted);
    const moved = asOne(`UPDATE company SET company_id = $1 WHERE company_id = $2`, two.companyId, one.companyId);
    const given = asOne(
      `INSERT INTO opportunity (opportunity_id, company_id, version, publication, created_at)
       VALUES (gen_random_uuid(), $1, 1, 'UNPUBLISHED', '2026-03-02')`,
      two.companyId,
    );

    expect(touched.rowCount).toBe(0);
    await expect(moved).rejects.toThrow();
    await expect(given).rejects.toThrow(/row-level security/);
  });
});
