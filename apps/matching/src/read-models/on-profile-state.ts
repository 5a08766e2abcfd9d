import { ProfileState } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';
import { contributorViewOf } from './contributor-view.ts';

/** Keeps the newest snapshot of a profile, until a tombstone erases it. */
export const onProfileState = on<ProfileState, Tx>(ProfileState, async (tx, { key, data }) => {
  if (data === null) {
    await tx.contributorViews.remove(key);
    return;
  }
  await tx.contributorViews.put(contributorViewOf(data));
});
