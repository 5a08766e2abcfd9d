import type { Actor } from './actor.ts';
import { criteriaMet, findingsPassed, manualChecks } from './reviews.ts';

interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}

type Input = Readonly<Record<string, unknown>>;

/** Saves the profile and hands it in; answers it as submitted. */
export async function submitProfile(contributor: Actor, profile: Input): Promise<Versioned> {
  const saved = await contributor.mutate<{ profile: Versioned }>('SaveProfile', profile);
  const submitted = await contributor.mutate<{ profile: Versioned }>('SubmitProfile', { expectedVersion: saved.profile.version });
  return submitted.profile;
}

/** A reviewer admits a submitted profile, all four criteria met. */
export async function admitProfile(reviewer: Actor, { id, version }: Versioned): Promise<Versioned> {
  const decided = await reviewer.mutate<{ profile: Versioned }>('DecideProfile', {
    profileId: id,
    expectedVersion: version,
    outcome: 'ADMIT',
    criteria: criteriaMet,
  });
  return decided.profile;
}

/** Registers a company in the founder's name; answers its id. */
export async function registerCompany(founder: Actor, name: string, idempotencyKey?: string): Promise<string> {
  const registered = await founder.mutate<{ company: { id: string } }>('RegisterCompany', { name, idempotencyKey });
  return registered.company.id;
}

/** Completes the company's details and hands them in, with the attestation that contributors pay nothing. */
export async function submitCompany(founder: Actor, companyId: string, details: Input): Promise<Versioned> {
  const saved = await founder.mutate<{ company: Versioned }>('SaveCompany', { companyId, ...details });
  const submitted = await founder.mutate<{ company: Versioned }>('SubmitCompany', {
    companyId,
    expectedVersion: saved.company.version,
    feePolicy: { chargesContributorsNothing: true, signedBy: founder.name },
  });
  return submitted.company;
}

/** A reviewer records what they checked outside and verifies the company until `verifiedUntil`. */
export async function verifyCompany(reviewer: Actor, companyId: string, verifiedUntil: Date): Promise<Versioned> {
  let version = 0;
  for (const check of manualChecks) {
    const recorded = await reviewer.mutate<{ company: Versioned }>('RecordCheck', { companyId, result: 'PASS', ...check });
    version = recorded.company.version;
  }
  const decided = await reviewer.mutate<{ company: Versioned }>('DecideCompany', {
    companyId,
    expectedVersion: version,
    outcome: 'VERIFY',
    verifiedUntil: verifiedUntil.toISOString(),
    reasons: [],
  });
  return decided.company;
}

/** Drafts a new opportunity and submits its first revision; answers its id. */
export async function submitOpportunity(founder: Actor, companyId: string, terms: Input, idempotencyKey?: string): Promise<string> {
  const drafted = await founder.mutate<{ opportunity: { id: string } }>('DraftOpportunity', { companyId, terms, idempotencyKey });
  await founder.mutate('SubmitOpportunity', { opportunityId: drafted.opportunity.id, revision: 1 });
  return drafted.opportunity.id;
}

/** A reviewer approves a revision, every item passed; answers `DecideOpportunitySuccess` or `SecondReviewNeeded`. */
export async function approveOpportunity(reviewer: Actor, opportunityId: string, revision = 1): Promise<string> {
  const decided = await reviewer.attempt('DecideOpportunity', {
    opportunityId,
    revision,
    outcome: 'APPROVE',
    findings: findingsPassed,
    reasons: [],
  });
  return decided.__typename;
}

/** As many reviewers as the network asks for approve the revision, then the company publishes it. */
export async function publishOpportunity(founder: Actor, reviewers: readonly Actor[], opportunityId: string): Promise<void> {
  for (const reviewer of reviewers) {
    if ((await approveOpportunity(reviewer, opportunityId)) === 'DecideOpportunitySuccess') break;
  }
  await founder.mutate('PublishOpportunity', { opportunityId, revision: 1 });
}
