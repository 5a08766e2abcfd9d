import { ProfileState } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';

/** Keeps the newest snapshot of a profile; a tombstone erases what is private to the person as well. */
export const onProfileState = on<ProfileState, Tx>(ProfileState, async (tx, { key, data }) => {
  if (data === null) {
    await tx.contributorViews.remove(key);
    return;
  }
  const { contributorId, version, state, visibility: _, confirmedAt: __, ...profile } = data;
  await tx.contributorViews.put({ contributorId, version, state, profile });
});
