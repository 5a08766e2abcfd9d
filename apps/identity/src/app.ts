import { randomUUID } from 'node:crypto';
import { mergeResolvers, unitOfWork, type AppDeps, type SubgraphApp } from '@crossing/service';
import { currentCause, handOverRefusals, refusalTally, sqlOf, type RefusalBatch } from '@crossing/runtime';
import { mintCallerToken, verifyAccessToken } from '@crossing/subgraph';
import type { JWK } from 'jose';
import { Counter } from 'prom-client';
import { accountResolvers } from './account/account.resolvers.ts';
import { accountUseCases, type AccountDeps } from './account/account.use-cases.ts';
import { companyResolvers } from './company/company.resolvers.ts';
import { companyUseCases } from './company/company.use-cases.ts';
import type { Config } from './config.ts';
import { invitationQuota } from './invitation/invitation-quota.store.ts';
import { invitationResolvers } from './invitation/invitation.resolvers.ts';
import { invitationUseCases } from './invitation/invitation.use-cases.ts';
import { startJobQueue, type Jobs } from './job-queue.ts';
import { deliverMail } from './mail/deliver-mail.ts';
import { SEND_MAIL, SEND_PASSWORD_RESET, type Carrier, type QueuedMail } from './mail/mail.ts';
import { addMailRoutes } from './mail/mail.routes.ts';
import { keepMail, keptMails } from './mail/outbox.ts';
import { senderOf } from './mail/sender.ts';
import { smtpCarrier } from './mail/smtp-carrier.ts';
import { recordRefusals } from './refusal/record-refusals.ts';
import { addRefusalRoute } from './refusal/refusal.routes.ts';
import { secondFactorResolvers } from './second-factor/second-factor.resolvers.ts';
import { secondFactorUseCases } from './second-factor/second-factor.use-cases.ts';
import type { Artefacts } from './oidc/artefact.ts';
import { artefactStore } from './oidc/artefact.store.ts';
import { createOidc, type Oidc } from './oidc/oidc.ts';
import { formToken } from './oidc/interaction/form-token.ts';
import { openClientSession } from './oidc/open-client-session.ts';
import { BROWSER_SECONDS } from './oidc/create-provider.ts';
import { addOidcRoutes } from './oidc/oidc.routes.ts';
import { startSweeping } from './oidc/start-sweeping.ts';
import { signingKeyStore } from './oidc/signing-key.store.ts';
import { addCallerRoute } from './session/caller.routes.ts';
import { endWebSession } from './session/end-web-session.ts';
import { completeSignIn } from './session/complete-sign-in.ts';
import { exchangeAccessToken } from './session/exchange-access-token.ts';
import type { ExchangeDeps } from './session/exchange.ts';
import { exchangeSession } from './session/exchange-session.ts';
import { listSessions } from './session/list-sessions.ts';
import { revokeOtherSessions } from './session/revoke-other-sessions.ts';
import { revokeSession } from './session/revoke-session.ts';
import type { OpenSessionDeps } from './session/open-session.ts';
import { sessionResolvers } from './session/session.resolvers.ts';
import { signIn } from './session/sign-in.ts';
import { addWebSessionRoutes } from './session/web-session.routes.ts';
import { stepUp } from './session/step-up.ts';
import { accountThrottles } from './session/account-throttles.store.ts';
import { stores, type Stores } from './unit-of-work.ts';
import { viewAccount } from './viewer/view-account.ts';
import { viewerResolvers } from './viewer/viewer.resolvers.ts';

/** Composes identity from its parts. */
export function createApp(deps: AppDeps<Config>): SubgraphApp<Stores> {
  const { config, database, clock, newId, committed, log } = deps;
  const uow = unitOfWork({ service: 'identity', database, clock, newId, stores, committed });
  const { transact, read } = uow;
  const throttles = accountThrottles(database.worker, {
    signInFailures: config.SIGN_IN_FAILURES,
    signInWindowSeconds: config.SIGN_IN_WINDOW_SECONDS,
    mailsPerHour: config.ACCOUNT_MAILS_PER_HOUR,
  });
  const tally = refusalTally();
  const record = recordRefusals({ transact, clock });
  const artefacts = artefactStore(database.worker, config.SEALING_KEYS);
  const oidc = oidcOf(deps, uow, artefacts);
  const credentials = credentialsOf(deps, uow, { throttles, noteRefusal: tally.note, oidc });
  const factorDeps = { read, transact, machineClock, sealing: config.SEALING_KEYS, codeThrottle: throttles.codes };
  const accounts = accountUseCases({
    ...deps,
    ...uow,
    machineClock,
    newSubjectRef: () => randomUUID(),
    termsVersion: config.TERMS_VERSION,
    throttles,
    noteRefusal: tally.note,
  });
  const resolvers = mergeResolvers(
    accountResolvers(accounts),
    sessionResolvers({
      ...credentials,
      issueTokens: oidc.issueTokens,
      ...sessionUseCases({ read, transact, machineClock }),
      stepUp: stepUp({ ...factorDeps, provePassword: accounts.provePassword }),
    }),
    secondFactorResolvers(secondFactorUseCases(factorDeps)),
    companyResolvers(companyUseCases({ ...uow, clock, newId })),
    invitationResolvers({ ...invitationUseCases({ ...uow, clock, newId, machineClock, quota: quotaOf(deps) }), machineClock }),
    viewerResolvers({ viewAccount: viewAccount({ read }) }),
  );
  const queue = { databaseUrl: config.DATABASE_URL, roleSecret: config.DATABASE_ROLE_SECRET };
  const jobs = jobsOf(deps, accounts);
  return {
    uow,
    resolvers,
    createContext: (caller, client) => ({ caller, userAgent: client?.userAgent ?? null }),
    projections: [],
    reactions: [],
    deadlines: {},
    async routes(http) {
      const gatewayKeys = config.GATEWAY_KEYS;
      await addOidcRoutes(http, {
        ...{ provider: oidc.provider, publicUrl: config.PUBLIC_URL, formToken: formToken(config.SEALING_KEYS) },
        ...credentials.atProvider,
        openClientSession: openClientSession({ transact, machineClock, newId, sessionSeconds: config.SESSION_SECONDS }),
      });
      await addCallerRoute(http, { gatewayKeys, exchange: credentials.exchange });
      await addWebSessionRoutes(http, { gatewayKeys, ...credentials, endWebSession: endWebSession({ read, transact, machineClock }) });
      await addRefusalRoute(http, { gatewayKeys, record });
      if (config.SMTP_URL === null) addMailRoutes(http, (to) => worker(deps, (sql) => keptMails(sql, to)));
    },
    async start() {
      const stopOidc = await oidc.start();
      const send = (batch: RefusalBatch) => record({ kind: 'anonymous', correlationId: randomUUID() }, batch);
      const stops = [stopOidc, handOverRefusals({ tally, send, log })];
      if (config.WORKERS !== 'off') stops.push(startSweeping({ artefacts, machineClock, log }), await startJobQueue(queue, { jobs, log }));
      return async () => void (await Promise.all(stops.map((stop) => stop())));
    },
  };
}

const quotaOf = ({ config, database }: AppDeps<Config>) =>
  invitationQuota(database.worker, {
    perCompanyAndHour: config.INVITATIONS_PER_HOUR,
    perAddressAndHour: config.ACCOUNT_MAILS_PER_HOUR,
  });

type UnitOfWorkOf = SubgraphApp<Stores>['uow'];

const sessionUseCases = (deps: Parameters<typeof listSessions>[0] & Parameters<typeof revokeSession>[0]) => ({
  listSessions: listSessions(deps),
  revokeSession: revokeSession(deps),
  revokeOtherSessions: revokeOtherSessions(deps),
});

const machineClock = () => new Date(Date.now());

const oidcOf = ({ config, database, log }: AppDeps<Config>, { read, transact }: UnitOfWorkOf, artefacts: Artefacts): Oidc =>
  createOidc({
    ...{ read, transact, machineClock, artefacts, log },
    signingKeys: signingKeyStore(database.worker, config.SEALING_KEYS),
    sealing: config.SEALING_KEYS,
    publicUrl: config.PUBLIC_URL,
    accessTokenSeconds: config.ACCESS_TOKEN_SECONDS,
    sessionSeconds: config.SESSION_SECONDS,
    signingKeyDays: config.SIGNING_KEY_DAYS,
    service: () => ({ kind: 'system', name: 'oidc', correlationId: currentCause()?.correlationId ?? randomUUID() }),
  });

interface CredentialParts extends Pick<AccountDeps, 'throttles' | 'noteRefusal'> {
  readonly oidc: Oidc;
}

function credentialsOf(
  { config, newId }: AppDeps<Config>,
  { read, transact }: UnitOfWorkOf,
  { throttles, noteRefusal, oidc }: CredentialParts,
) {
  const callerKey = JSON.parse(config.CALLER_TOKEN_PRIVATE_KEY) as JWK;
  const exchanging: ExchangeDeps = { read, transact, machineClock, mint: (claims, at) => mintCallerToken(claims, callerKey, at) };
  const opening: OpenSessionDeps = { machineClock, newId, sessionSeconds: config.SESSION_SECONDS };
  const common = { read, transact, noteRefusal, throttle: throttles.signIn, codeThrottle: throttles.codes, sealing: config.SEALING_KEYS };
  const signInFor = (deps: OpenSessionDeps) => ({
    signIn: signIn({ ...common, ...deps }),
    completeSignIn: completeSignIn({ ...common, ...deps }),
  });
  return {
    ...signInFor(opening),
    atProvider: signInFor({ ...opening, sessionSeconds: BROWSER_SECONDS }),
    exchange: {
      token: exchangeAccessToken({ ...exchanging, verify: (token) => verifyAccessToken(token, oidc.keys, config.PUBLIC_URL) }),
      session: exchangeSession(exchanging),
    },
  };
}

const jobsOf = (deps: AppDeps<Config>, { sendPasswordReset }: ReturnType<typeof accountUseCases>): Jobs => {
  const deliver = deliveryOf(deps);
  return {
    [SEND_MAIL]: (mail, attempt) => deliver(mail as QueuedMail, attempt),
    [SEND_PASSWORD_RESET]: (request) =>
      sendPasswordReset({ kind: 'system', name: SEND_PASSWORD_RESET, correlationId: randomUUID() }, request as { readonly email: string }),
  };
};

function deliveryOf(deps: AppDeps<Config>): ReturnType<typeof deliverMail> {
  const { SMTP_URL, MAIL_FROM } = deps.config;
  const keep: Carrier = (mail) => worker(deps, async (sql) => void (await keepMail(sql, deps, mail)));
  const carry = SMTP_URL === null ? keep : smtpCarrier({ server: SMTP_URL, from: senderOf(MAIL_FROM) });
  const attempts = new Counter({
    name: 'mail_attempts_total',
    help: 'Attempts to deliver a mail, by how they ended: sent, postponed, refused, given-up.',
    labelNames: ['outcome'],
    registers: [deps.metrics],
  });
  return deliverMail({ carry, log: deps.log, counted: (outcome) => attempts.inc({ outcome }) });
}

const worker = <T>({ database }: AppDeps<Config>, work: (sql: ReturnType<typeof sqlOf>) => Promise<T>): Promise<T> =>
  database.worker.transaction((manager) => work(sqlOf(manager)));
