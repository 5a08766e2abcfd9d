import { AccountStatusChanged } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';
import { emitState } from './profile-events.ts';
import { followStanding } from './profile.ts';

/** Holds the profile of a suspended or restricted person, and gives it back as it was. */
export const onAccountStatusChanged = on<AccountStatusChanged, Tx>(AccountStatusChanged, async (tx, { data }) => {
  const profile = await tx.profiles.lock(data.subjectRef);
  const changed = profile && followStanding(profile, data.to);
  if (!changed) return;
  await tx.profiles.update(changed);
  emitState(tx, changed);
  const { contributorId, version, state } = changed;
  await tx.audit.record({
    action: 'profile.standing-followed',
    aggregate: 'profile',
    aggregateId: contributorId,
    version,
    detail: { state },
  });
});
