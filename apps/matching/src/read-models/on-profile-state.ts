import { ProfileState } from '@crossing/contracts';
import { projection } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';
import { contributorViewOf } from './contributor-view.ts';

/** Keeps the newest snapshot of a profile, until a tombstone erases it. */
export const onProfileState = projection<ProfileState, Tx>('contributor-view', ProfileState, {
  tables: ['contributor_view'],
  put: (tx, snapshots) => tx.contributorViews.put(snapshots.map(({ data }) => contributorViewOf(data))),
  erase: (tx, contributorId) => tx.contributorViews.remove(contributorId),
});
