import { mergeResolvers, unitOfWork, type AppDeps, type SubgraphApp } from '@crossing/service';
import { countryExclusions } from '@crossing/taxonomy';
import { onCompanyState } from './company/on-company-state.ts';
import type { Config } from './config.ts';
import { createContext } from './context.ts';
import { contributorResolvers } from './contributor/contributor.resolvers.ts';
import { viewContributors } from './contributor/view-contributors.ts';
import { onApplicationStatusChanged } from './disclosure/on-application-status-changed.ts';
import { onApplicationSubmitted } from './disclosure/on-application-submitted.ts';
import { onEngagementEnded } from './disclosure/on-engagement-ended.ts';
import { onOfferAccepted } from './disclosure/on-offer-accepted.ts';
import { onAccountStatusChanged } from './profile/on-account-status-changed.ts';
import { pauseProfile } from './profile/pause-profile.ts';
import { profileResolvers } from './profile/profile.resolvers.ts';
import { resumeProfile } from './profile/resume-profile.ts';
import { saveProfile } from './profile/save-profile.ts';
import { submitProfile } from './profile/submit-profile.ts';
import { viewProfile } from './profile/view-profile.ts';
import { findTrackRecordEntries, listTrackRecords } from './track-record/list-track-records.ts';
import { onEngagementCompleted } from './track-record/on-engagement-completed.ts';
import { trackRecordResolvers } from './track-record/track-record.resolvers.ts';
import { stores, type Stores } from './unit-of-work.ts';
import { decideProfile } from './vetting/decide-profile.ts';
import { listProfilesAwaitingVetting } from './vetting/list-profiles-awaiting-vetting.ts';
import { vettingResolvers } from './vetting/vetting.resolvers.ts';
import { viewerResolvers } from './viewer/viewer.resolvers.ts';

/** Composes contributor from its parts. */
export function createApp({
  database,
  clock,
  newId,
  committed,
}: Pick<AppDeps<Config>, 'database' | 'clock' | 'newId' | 'committed'>): SubgraphApp<Stores> {
  const uow = unitOfWork({ service: 'contributor', database, clock, newId, stores, committed });
  const { transact, read } = uow;
  const deps = { transact, read, clock };
  const profiles = {
    saveProfile: saveProfile({ ...deps, exclusions: countryExclusions }),
    submitProfile: submitProfile({ ...deps, exclusions: countryExclusions }),
    pauseProfile: pauseProfile(deps),
    resumeProfile: resumeProfile(deps),
    viewProfile: viewProfile(deps),
  };
  return {
    uow,
    resolvers: mergeResolvers(
      profileResolvers(profiles),
      vettingResolvers({ listProfilesAwaitingVetting: listProfilesAwaitingVetting(deps), decideProfile: decideProfile(deps) }),
      contributorResolvers(),
      trackRecordResolvers(),
      viewerResolvers(profiles),
    ),
    createContext: createContext({
      viewContributors: viewContributors(deps),
      findTrackRecordEntries: findTrackRecordEntries(deps),
      listTrackRecords: listTrackRecords(deps),
    }),
    projections: [onCompanyState],
    reactions: [
      onAccountStatusChanged,
      onApplicationSubmitted,
      onApplicationStatusChanged,
      onOfferAccepted,
      ...onEngagementEnded,
      onEngagementCompleted({ newId }),
    ],
    deadlines: {},
  };
}
