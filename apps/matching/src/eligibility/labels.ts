import { requirementLabel } from '@crossing/taxonomy';
import type { AtomOutcome } from './decide.ts';
import type { Change } from './counterfactuals.ts';

/** How a person reads one atom of a decision. Rendered when read: a stored decision holds codes, whose names may improve. */
export function atomLabel({ kind, code, required }: AtomOutcome): string {
  if (kind === 'PROFILE') return 'An admitted, active profile';
  if (kind === 'RATE') return 'The work can pay at least what you ask per hour';
  return requirementLabel({ kind, code, minLevel: kind === 'TIME_ZONE' ? zoneHours(required) : levelled(kind) ? required : null });
}

/** What the person could do, in the imperative, e.g. "Reach B2 in all four skills of Hindi". */
export function changeLabel({ kind, code, level }: Change): string {
  const goal = requirementLabel({ kind, code, minLevel: level });
  switch (kind) {
    case 'CONTENT_OPT_IN':
      return `Opt in to content of the kind ${code.toLowerCase().replace('_', ' ')} in your profile`;
    case 'HOURS':
      return `Offer at least ${level} hours a week in your work preferences`;
    case 'SKILL':
      return `Add to your profile, if it is true of you: ${goal}`;
    case 'LANGUAGE':
      return `Reach ${goal}`;
    case 'TIER':
      return `Climb to ${goal}`;
    case 'ASSESSMENT':
      return `Pass: ${goal}`;
    case 'CREDENTIAL':
    case 'UNIQUENESS':
      return `Have verified: ${goal}`;
    case 'PROFESSION':
      return `Add to your profile, if it is true of you: ${goal}`;
    default:
      return goal;
  }
}

const levelled = (kind: AtomOutcome['kind']): boolean =>
  kind === 'LANGUAGE' || kind === 'PROFESSION' || kind === 'TIER' || kind === 'HOURS';
const zoneHours = (required: string): string | null => /±(\d+) h$/.exec(required)?.[1] ?? null;
