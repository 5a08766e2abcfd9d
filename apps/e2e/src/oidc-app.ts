import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oidc from 'openid-client';
import type { Scene } from './scene.ts';

/** An app of somebody else that signs people in through the network. */
export interface OidcApp {
  /** Where it sends a browser, and what it makes of the browser's return. */
  begin(parameters?: Readonly<Record<string, string>>): Promise<Beginning>;
  readonly host: string;
  end(): void;
}

export interface Beginning {
  readonly url: string;
  /** Trades the code in the URL to which the browser came back for tokens; rejects when the person said no. */
  finish(backAt: string): Promise<oidc.TokenEndpointResponse>;
}

const SCOPE = 'openid offline_access graph:read graph:write';

/** Registers an app that listens on the loopback, and runs it. */
export async function oidcApp(scene: Scene, clientId: string, name: string): Promise<OidcApp> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<h1>Back in the app</h1>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirect_uri = `http://${host}/callback`;
  const metadata = {
    ...{ client_name: name, application_type: 'native', token_endpoint_auth_method: 'none', redirect_uris: [redirect_uri] },
    ...{ grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
  };
  const insert = 'INSERT INTO identity.oidc_client (client_id, metadata, created_at) VALUES ($1, $2, $3)';
  await scene.sql(insert, [clientId, metadata, new Date()]);
  const issuer = new URL(`${scene.graph.url}/oidc`);
  const config = await oidc.discovery(issuer, clientId, undefined, oidc.None(), { execute: [oidc.allowInsecureRequests] });
  return {
    host,
    async begin(parameters = {}) {
      const [pkceCodeVerifier, expectedState] = [oidc.randomPKCECodeVerifier(), oidc.randomState()];
      const code_challenge = await oidc.calculatePKCECodeChallenge(pkceCodeVerifier);
      const asked = { redirect_uri, scope: SCOPE, state: expectedState, code_challenge, code_challenge_method: 'S256', prompt: 'consent' };
      return {
        url: oidc.buildAuthorizationUrl(config, { ...asked, ...parameters }).href,
        finish: (backAt) =>
          oidc.authorizationCodeGrant(config, new URL(backAt), { pkceCodeVerifier, expectedState, idTokenExpected: true }),
      };
    },
    end: () => void server.close(),
  };
}
