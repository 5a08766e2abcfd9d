import type { Effects, UnitOfWork } from '@crossing/service';
import { sqlOf } from '@crossing/runtime';
import type { EntityManager } from 'typeorm';
import type { Accounts } from './account/account.ts';
import { accountStore, AccountTable } from './account/account.store.ts';
import type { MailedTokens } from './account/mailed-token.ts';
import { mailedTokenStore } from './account/mailed-token.store.ts';
import type { Companies } from './company/company.ts';
import { companyStore, CompanyTable, MembershipTable } from './company/company.store.ts';
import type { Invitations } from './invitation/invitation.ts';
import { invitationStore } from './invitation/invitation.store.ts';
import type { Mail } from './mail/mail.ts';
import { mailStore } from './mail/mail.store.ts';
import type { Refusals } from './refusal/refusal.ts';
import { refusalStore } from './refusal/refusal.store.ts';
import type { SecondFactors } from './second-factor/second-factor.ts';
import { secondFactorStore } from './second-factor/second-factor.store.ts';
import type { SignInChallenges } from './session/sign-in-challenge.ts';
import { signInChallengeStore } from './session/sign-in-challenge.store.ts';
import type { OidcClients } from './oidc/client.ts';
import { oidcClientStore } from './oidc/client.store.ts';
import type { Sessions } from './session/session.ts';
import { sessionStore, SessionTable } from './session/session.store.ts';

/** What identity keeps, on one transaction. */
export interface Stores {
  readonly accounts: Accounts;
  readonly mailedTokens: MailedTokens;
  readonly sessions: Sessions;
  readonly signInChallenges: SignInChallenges;
  readonly secondFactors: SecondFactors;
  readonly oidcClients: OidcClients;
  readonly companies: Companies;
  readonly invitations: Invitations;
  readonly mail: Mail;
  readonly refusals: Refusals;
}

export type Tx = Stores & Effects;
export type Transact = UnitOfWork<Stores>['transact'];
export type Read = UnitOfWork<Stores>['read'];

export const entities = [AccountTable, SessionTable, CompanyTable, MembershipTable];

export const stores = (manager: EntityManager): Stores => ({
  accounts: accountStore(manager),
  mailedTokens: mailedTokenStore(manager),
  sessions: sessionStore(manager),
  signInChallenges: signInChallengeStore(manager),
  secondFactors: secondFactorStore(manager),
  oidcClients: oidcClientStore(manager),
  companies: companyStore(manager),
  invitations: invitationStore(sqlOf(manager)),
  mail: mailStore(sqlOf(manager)),
  refusals: refusalStore(sqlOf(manager)),
});
