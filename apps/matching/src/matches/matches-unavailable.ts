import { unreachable } from '@crossing/kernel';
import type { ContributorView } from '../read-models/contributor-view.ts';

export type MatchesUnavailableReason = 'NO_PROFILE' | 'NOT_ADMITTED' | 'PAUSED' | 'SUSPENDED' | 'CATCHING_UP';

/** There is no list of matches for this person now. */
export interface MatchesUnavailable {
  readonly kind: 'MatchesUnavailable';
  readonly message: string;
  readonly reason: MatchesUnavailableReason;
  readonly retryAfterMs: number | null;
}

export const matchesUnavailable = (reason: MatchesUnavailableReason): MatchesUnavailable => ({
  kind: 'MatchesUnavailable',
  message: messageFor(reason),
  reason,
  retryAfterMs: reason === 'CATCHING_UP' ? 1000 : null,
});

/** Null when a person with this profile is matched. */
export function unavailableFor(contributor: ContributorView | null): MatchesUnavailable | null {
  if (!contributor) return matchesUnavailable('NO_PROFILE');
  switch (contributor.state) {
    case 'ACTIVE':
      return null;
    case 'PAUSED':
      return matchesUnavailable('PAUSED');
    case 'RESTRICTED':
    case 'SUSPENDED':
    case 'CLOSED':
      return matchesUnavailable('SUSPENDED');
    default:
      return matchesUnavailable('NOT_ADMITTED');
  }
}

function messageFor(reason: MatchesUnavailableReason): string {
  switch (reason) {
    case 'NO_PROFILE':
      return 'Hand in a profile first: matches are found from it.';
    case 'NOT_ADMITTED':
      return 'Your profile is not admitted yet; matches come with its admission.';
    case 'PAUSED':
      return 'You paused your profile; resume it to get matches.';
    case 'SUSPENDED':
      return 'Your profile is restricted, suspended or closed.';
    case 'CATCHING_UP':
      return 'Your newest profile has not arrived here yet; ask again in a second.';
    default:
      return unreachable(reason);
  }
}
