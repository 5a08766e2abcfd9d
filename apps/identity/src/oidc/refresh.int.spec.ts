import { verifyAccessToken } from '@crossing/subgraph';
import { aSystem } from '@crossing/testkit';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { changeAccountStatus } from '../account/change-account-status.ts';
import { PUBLIC_URL } from '../spec-identity.ts';
import { oidcOverHttp, type OidcOverHttp } from './spec-oidc.ts';

describe('the tokens of a sign-in', () => {
  let world: OidcOverHttp;
  let people = 0;
  beforeAll(async () => {
    world = await oidcOverHttp();
  });
  afterAll(() => world.end());

  const somebody = async () => {
    const email = `person-${++people}@example.org`;
    await world.confirmedAccount(email);
    return { email, ...(await world.signIn(email)) };
  };
  const sessionOf = (accessToken: string) =>
    world.uow.read(aSystem(), ({ sessions }) => sessions.find(decodeJwt<{ sid: string }>(accessToken).sid));
  const rowsOf = (subjectRef: string) => world.test.query('SELECT kind FROM identity.oidc_artefact WHERE subject_ref = $1', [subjectRef]);

  it('are renewed at the token endpoint, and both accepted by who reads the published keys', async () => {
    const { accessToken, refreshToken, account } = await somebody();

    const { status, body } = await world.refresh(refreshToken);

    expect(status).toBe(200);
    expect(body['refresh_token']).not.toBe(refreshToken);
    const keys = await world.published();
    for (const token of [accessToken, body['access_token']!]) {
      expect(await verifyAccessToken(token, keys, PUBLIC_URL)).toMatchObject({
        ...{ iss: 'http://127.0.0.1:4000/oidc', aud: 'http://127.0.0.1:4000/graphql', client_id: 'first-party' },
        ...{ sub: account.subjectRef, amr: ['pwd'], scope: 'graph:read graph:write' },
      });
      const { iat, exp } = decodeJwt(token);
      expect(exp! - iat!).toBe(300);
      expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' });
    }
    expect(decodeJwt(body['access_token']!)['sid']).toBe(decodeJwt(accessToken)['sid']);
  });

  it('end, all of them and the session, when a refresh token is used again', async () => {
    const { accessToken, refreshToken, account } = await somebody();
    const renewed = (await world.refresh(refreshToken)).body['refresh_token']!;

    expect(await world.refresh(refreshToken)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });

    expect(await world.refresh(renewed)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await sessionOf(accessToken))!.revokedAt).not.toBeNull();
    expect(
      await world.test.query("SELECT 1 FROM identity.audit_entry WHERE action = 'session.token-reused' AND aggregate_id = $1", [
        account.subjectRef,
      ]),
    ).toHaveLength(1);
  });

  it('are renewed once, when 20 ask at the same time, and the family ends', async () => {
    for (let round = 0; round < 10; round++) {
      const { accessToken, refreshToken, account } = await somebody();

      const answers = await Promise.all(Array.from({ length: 20 }, () => world.refresh(refreshToken)));

      const good = answers.filter(({ status }) => status === 200);
      expect(good).toHaveLength(1);
      for (const { status, body } of answers.filter((one) => one !== good[0]))
        expect([status, body['error']]).toEqual([400, 'invalid_grant']);
      expect((await world.refresh(good[0]!.body['refresh_token']!)).status).toBe(400);
      expect((await sessionOf(accessToken))!.revokedAt).not.toBeNull();
      expect(
        await world.test.query("SELECT 1 FROM identity.audit_entry WHERE action = 'session.token-reused' AND aggregate_id = $1", [
          account.subjectRef,
        ]),
      ).not.toEqual([]);
    }
  });

  it('end with the revocation of the refresh token, and the session with them', async () => {
    const { accessToken, refreshToken } = await somebody();

    expect(await world.post('token/revocation', { client_id: 'first-party', token: refreshToken })).toMatchObject({ status: 200 });

    expect(await world.refresh(refreshToken)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await sessionOf(accessToken))!.revokedAt).not.toBeNull();
  });

  it('end with the session, in the same transaction', async () => {
    const { accessToken, refreshToken, account } = await somebody();
    const { sessionId } = (await sessionOf(accessToken))!;
    expect(await rowsOf(account.subjectRef)).not.toEqual([]);

    await world.uow.transact(aSystem(), (tx) => tx.sessions.revoke(sessionId, world.time.clock()));

    expect(await rowsOf(account.subjectRef)).toEqual([]);
    expect(await world.refresh(refreshToken)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('are not renewed while the account is suspended', async () => {
    const { refreshToken, email } = await somebody();
    const change = changeAccountStatus(world.deps);

    await change(aSystem('operator'), { email, status: 'SUSPENDED' });

    expect(await world.refresh(refreshToken)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('cannot be made of what the database holds', async () => {
    const { refreshToken } = await somebody();

    const rows = await world.test.query<{ row: string }>(
      "SELECT o::text || encode(sealed_payload, 'escape') AS row FROM identity.oidc_artefact o",
    );

    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row).not.toContain(refreshToken);
  });

  it('are swept when they have expired', async () => {
    await somebody();
    world.time.advance(31 * 86_400_000);

    expect(await world.artefacts.sweep(world.time.clock())).toBeGreaterThan(0);

    expect(await world.test.query('SELECT 1 FROM identity.oidc_artefact')).toEqual([]);
  });
});
