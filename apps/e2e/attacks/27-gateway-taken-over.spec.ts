import { mintCallerToken, type CallerClaims } from '@crossing/subgraph/caller-token.ts';
import { signProof } from '@crossing/subgraph/proof.ts';
import type { SubgraphName } from '@crossing/tool-dev/ports.ts';
import { SUBGRAPHS } from '@crossing/tool-dev/ports.ts';
import { actor, id } from '@crossing/tool-journey/story.ts';
import { exportJWK, generateKeyPair } from 'jose';
import { uuidOf } from '../src/scene.ts';
import { currentSigningKey } from './current-signing-key.ts';
import { post, stage, type RawAnswer } from './stage.ts';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a gateway that was taken over can invent neither a person nor a membership', () => {
  const set = stage();

  /** As the gateway would: with the proof, and whatever caller token it has. */
  function ask(name: SubgraphName, path: string, payload: object, callerToken = ''): Promise<RawAnswer> {
    const body = JSON.stringify(payload);
    const headers = {
      'content-type': 'application/json',
      'x-gateway': signProof(set.secrets.gatewayKeys[name], { subgraph: name, callerToken, body }),
      ...(callerToken && { 'x-caller': callerToken }),
    };
    const url = `http://127.0.0.1:${set.ports[name]}${path}`;
    return fetch(url, { method: 'POST', headers, body }).then(async (answer) => ({
      status: answer.status,
      text: await answer.text(),
      headers: answer.headers,
    }));
  }
  const exchanged = async (token: string): Promise<string> =>
    (JSON.parse((await ask('identity', '/internal/caller', { token })).text) as { callerToken: string }).callerToken;
  const claimsOf = (token: string): CallerClaims => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as CallerClaims;

  it.each(SUBGRAPHS)('before %s: with a caller token of its own making', async (name) => {
    const genuine = await exchanged(actor(set.story, 'nova').token);
    const claims: CallerClaims = {
      ...claimsOf(genuine),
      staffRoles: ['TRUST_REVIEWER', 'ADMIN'],
      companies: [{ id: uuidOf(id(set.story, 'company')), role: 'OWNER' }],
    };
    const own = await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);
    const [head, , signature] = genuine.split('.');
    const forgeries = {
      'signed by a key of its own': await mintCallerToken(claims, { ...own, kid: set.secrets.callerTokenKey.kid }),
      'signed by no key': `${encode({ alg: 'none', typ: 'caller+jwt' })}.${encode(claims)}.`,
      'under the signature of a genuine one': [head, encode(claims), signature].join('.'),
      'signed by the key of access tokens': await mintCallerToken(claims, await currentSigningKey(set)),
      'an access token': actor(set.story, 'nova').token,
    };

    for (const [what, token] of Object.entries(forgeries))
      expect([what, (await ask(name, '/graphql', { query: '{ viewer { id } }' }, token)).status]).toEqual([what, 401]);
    expect((await ask(name, '/graphql', { query: '{ viewer { id } }' }, genuine)).text).toContain('"data"');
  });

  it('with somebody’s genuine caller token does what they may, and no more', async () => {
    const token = await exchanged(actor(set.story, 'nova').token);
    const input = { opportunityId: id(set.story, 'opportunity') };
    const pause = {
      query: 'mutation ($input: PauseOpportunityInput!) { pauseOpportunity(input: $input) { __typename } }',
      variables: { input },
    };

    expect((await ask('company-verification', '/graphql', pause, token)).text).toContain('NOT_FOUND');
    const queue = { query: '{ companiesAwaitingDecision { edges { node { id } } } }' };
    expect((await ask('company-verification', '/graphql', queue, token)).status).toBe(403);
  });

  it('gets no caller token for an access token that identity did not make, or whose session has ended', async () => {
    for (const token of ['nonsense', `${actor(set.story, 'nova').token.slice(0, -4)}AAAA`])
      expect((await ask('identity', '/internal/caller', { token })).status).toBe(401);
  });

  it('is no gateway to whom only its outside is known', async () => {
    expect((await post(`http://127.0.0.1:${set.ports.matching}`, { query: '{ viewer { id } }' })).status).toBe(401);
  });
});
