import { ProfileState } from '@crossing/contracts';
import type { Tx } from '../unit-of-work.ts';
import { tiersOf, type Profile } from './profile.ts';

/** Announces the public snapshot: coarse facts only, no name, headline or free text (decisions D5). Nothing before the first submission. */
export function emitState(tx: Pick<Tx, 'emit'>, profile: Profile): void {
  if (profile.submittedAt === null) return;
  const { contributorId, version, state, countryOfResidence, timeZone, languages, professions, domains, contentOptIns, visibility } =
    profile;
  tx.emit(ProfileState, contributorId, {
    contributorId,
    version,
    state,
    countryOfResidence,
    timeZone,
    languages: languages.map(({ tag, native, listening, reading, speaking, writing }) => ({
      tag,
      native,
      listening,
      reading,
      speaking,
      writing,
    })),
    professions: professions.map(({ escoUri, years }) => ({ escoUri, years })),
    domains,
    contentOptIns,
    tiers: tiersOf(profile),
    // Claims are verified by a slice of their own, which does not exist yet.
    verifiedClaims: [],
    visibility,
    confirmedAt: profile.confirmedAt.toISOString(),
  });
}
