import { DAY, MINUTE } from '@crossing/kernel';
import { verifyAccessToken } from '@crossing/subgraph';
import { decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import { PUBLIC_URL } from '../spec-identity.ts';
import { oidcOverHttp, type OidcOverHttp } from './spec-oidc.ts';

describe('the signing keys', () => {
  let world: OidcOverHttp;
  beforeEach(async () => {
    world = await oidcOverHttp();
  });
  afterEach(() => world.end());

  const kidsPublished = async () => (await world.get<JSONWebKeySet>('jwks')).keys.map(({ kid }) => kid);
  const rotate = () => world.signingKeys.rotate(world.time.clock());
  const kidOf = (token: string) => decodeProtectedHeader(token).kid;

  it('are published before they sign and after it, without their private part', async () => {
    await world.confirmedAccount('nova@example.org');
    const [current, next] = await kidsPublished();
    const before = await world.signIn('nova@example.org');
    expect(kidOf(before.accessToken)).toBe(current);

    world.time.advance(10 * MINUTE);
    expect(await rotate()).toEqual({ current: next });
    await world.oidc.refresh();

    const after = await world.signIn('nova@example.org');
    expect(kidOf(after.accessToken)).toBe(next);
    expect(await kidsPublished()).toEqual([next, expect.any(String), current]);
    const keys = await world.published();
    for (const { accessToken } of [before, after]) expect(await verifyAccessToken(accessToken, keys, PUBLIC_URL)).toBeDefined();
    expect(JSON.stringify(await world.get('jwks'))).not.toContain('"d"');
    const rows = await world.test.query<{ row: string }>(
      "SELECT k::text || encode(sealed_private_jwk, 'escape') AS row FROM identity.signing_key k",
    );
    for (const { row } of rows) expect(row).not.toContain('"d"');
  });

  it('change over no sooner than every verifier can know the next one', async () => {
    world.time.advance(10 * MINUTE - 1);
    expect(await rotate()).toEqual({ tooEarly: expect.stringContaining('may sign from 2026-02-01T09:10:00.000Z') });

    world.time.advance(1);
    expect(await rotate()).toHaveProperty('current');
    expect(await rotate()).toHaveProperty('tooEarly');
  });

  it('change over by age, once, however many replicas notice it', async () => {
    const [current, next] = await kidsPublished();
    world.time.advance(90 * DAY);

    const rings = await Promise.all(Array.from({ length: 8 }, () => world.signingKeys.ring(world.time.clock(), 90)));

    for (const ring of rings) expect(ring.map(({ kid }) => kid)).toEqual([next, expect.any(String), current]);
    expect(new Set(rings.map((ring) => ring[1]!.kid)).size).toBe(1);
  });

  it('are forgotten a day after they signed last', async () => {
    const [current] = await kidsPublished();
    world.time.advance(10 * MINUTE);
    await rotate();
    world.time.advance(DAY);
    await world.oidc.refresh();
    expect(await kidsPublished()).toContain(current);

    world.time.advance(1);
    await world.oidc.refresh();
    expect(await kidsPublished()).not.toContain(current);
  });
});
