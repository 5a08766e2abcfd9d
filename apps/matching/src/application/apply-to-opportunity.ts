import { ApplicationSubmitted, EligibilityDecided } from '@crossing/contracts';
import { dateOf, type Clock, type NewId } from '@crossing/kernel';
import { once } from '@crossing/service';
import { InputCheck, notFound, requirePerson, type Caller, type InvalidInput } from '@crossing/subgraph';
import type { DatedRates, PayPolicy } from '@crossing/taxonomy';
import type { EligibilityDecision } from '../eligibility/decide.ts';
import { decidePair, isComparable, withoutProfile, type DecidedPair } from '../opportunity/decide-pair.ts';
import { opportunityNotOpen, type OpportunityNotOpen } from '../opportunity/opportunity-not-open.ts';
import { takesApplications, type OpportunityView } from '../read-models/opportunity-view.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import type { Application } from './application.ts';
import { decisionRecord } from './decision-record.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly payPolicy: PayPolicy;
}

interface Request {
  readonly opportunityId: string;
  readonly revision: number;
  readonly note: string | null;
  readonly idempotencyKey: string | null;
}

export interface ApplyToOpportunitySuccess {
  readonly kind: 'ApplyToOpportunitySuccess';
  readonly application: Application;
}
interface NotEligible {
  readonly kind: 'NotEligible';
  readonly message: string;
  readonly eligibility: EligibilityDecision;
}
interface AlreadyApplied {
  readonly kind: 'AlreadyApplied';
  readonly message: string;
  readonly application: Application;
}
interface RevisionChanged {
  readonly kind: 'RevisionChanged';
  readonly message: string;
  readonly revision: number;
}

export type ApplyToOpportunityResult =
  ApplyToOpportunitySuccess | NotEligible | AlreadyApplied | OpportunityNotOpen | RevisionChanged | InvalidInput;

/** Applies for what the caller saw, on a decision that is stored with everything it depends on (M6). */
export const applyToOpportunity =
  ({ transact, clock, newId, payPolicy: { exchangeRates } }: Deps) =>
  async (caller: Caller, request: Request): Promise<ApplyToOpportunityResult> => {
    const { subject } = requirePerson(caller);
    const { idempotencyKey, ...body } = request;
    const check = new InputCheck();
    check.integer('revision', request.revision, { min: 1, max: 1_000_000 });
    const note = check.optionalText('note', request.note, { max: 2000 });
    const problem = check.problem();
    if (problem) return problem;
    return transact(caller, (tx) =>
      once<ApplyToOpportunityResult>(
        tx,
        { subject, mutation: 'applyToOpportunity', key: idempotencyKey, body },
        {
          effect: () => apply(tx, { ...request, subject, note, now: clock(), newId, exchangeRates }),
          remember: (result) =>
            result.kind === 'ApplyToOpportunitySuccess'
              ? { kind: result.kind, ids: { applicationId: result.application.applicationId } }
              : null,
          replay: async ({ ids }) => ({
            kind: 'ApplyToOpportunitySuccess',
            application: (await tx.applications.find(ids['applicationId']!))!,
          }),
        },
      ),
    );
  };

type Applying = Omit<Request, 'idempotencyKey'> & {
  readonly subject: string;
  readonly now: Date;
  readonly newId: NewId;
  readonly exchangeRates: DatedRates;
};

async function apply(tx: Tx, applying: Applying): Promise<ApplyToOpportunityResult> {
  const { subject, opportunityId, revision, now, exchangeRates } = applying;
  const opportunity = await tx.opportunityViews.find(opportunityId);
  if (!opportunity) throw notFound('opportunity');
  if (!takesApplications(opportunity, dateOf(now), now) || !isComparable(opportunity, exchangeRates)) {
    return opportunityNotOpen('The opportunity takes no applications now.');
  }
  if (opportunity.revision !== revision) return revisionChanged(opportunity.revision);
  const contributor = (await tx.contributorViews.find(subject)) ?? withoutProfile(subject);
  const preferences = await tx.workPreferences.find(subject);
  const pair = decidePair({ contributor, preferences, opportunity, exchangeRates, now });
  if (pair.decision.outcome !== 'ELIGIBLE') {
    return { kind: 'NotEligible', message: 'You do not meet every requirement; see eligibility.', eligibility: pair.decision };
  }
  const application = submitted(opportunity, applying);
  if (!(await tx.applications.addIfNone(application))) {
    const current = await tx.applications.getCurrent(opportunityId, subject);
    return { kind: 'AlreadyApplied', message: 'You have applied for this already.', application: current };
  }
  await relyOn(tx, pair, application);
  return { kind: 'ApplyToOpportunitySuccess', application };
}

const submitted = ({ opportunityId, companyId }: OpportunityView, { subject, revision, note, now, newId }: Applying): Application => ({
  applicationId: newId(),
  ...{ contributorId: subject, companyId, opportunityId, revision, note },
  ...{ state: 'SUBMITTED', decisionId: newId(), reasonCodes: [], feedback: null, submittedAt: now, version: 1 },
});

async function relyOn(tx: Tx, { decision, snapshot }: DecidedPair, application: Application): Promise<void> {
  const { applicationId, decisionId, opportunityId, companyId, contributorId, revision, submittedAt } = application;
  await tx.decisions.add(decisionRecord(decision, snapshot, { decisionId, companyId }));
  const parties = { opportunityId, companyId, contributorId, revision };
  const { outcome, policyVersion, inputsHash } = decision;
  tx.emit(EligibilityDecided, decisionId, {
    ...{ decisionId, ...parties, outcome, policyVersion, inputsHash },
    decidedAt: decision.decidedAt.toISOString(),
  });
  tx.emit(ApplicationSubmitted, applicationId, { applicationId, ...parties, submittedAt: submittedAt.toISOString() });
  await tx.audit.record({
    action: 'application.submitted',
    aggregate: 'application',
    aggregateId: applicationId,
    version: 1,
    detail: { opportunityId, revision, decisionId },
  });
}

const revisionChanged = (revision: number): RevisionChanged => ({
  kind: 'RevisionChanged',
  message: `The company has published revision ${revision}; read it before you apply.`,
  revision,
});
