/** Who may ask for tokens, in the words of OpenID Connect Dynamic Client Registration 1.0. */
export interface OidcClient {
  readonly clientId: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
}

/** The client for which the mutations that sign in make tokens; public, so that its refresh token is all that renews them. */
export const FIRST_PARTY = 'first-party';

/** What the use cases need from storage; `client.store.ts` keeps the promise. */
export interface OidcClients {
  /** False when the id is taken. */
  add(client: OidcClient): Promise<boolean>;
  list(): Promise<readonly OidcClient[]>;
  /** Disabled ones among them. */
  find(clientId: string): Promise<OidcClient | null>;
  /** Disables it and ends every session that it opened: how many that were; null when there is no such client that is enabled. */
  disable(clientId: string, at: Date): Promise<number | null>;
}
