import { dateOf } from '@crossing/kernel';
import { offsetDistance } from '@crossing/matching-index';
import { CEFR_LEVELS } from '@crossing/taxonomy';
import { levelOf, requiredLevel } from './tags.ts';
import type { Atom, EligibilitySnapshot } from './snapshot.ts';

export const DEFAULT_ZONE_HOURS = 2;

/** Whether a person meets an atom, with what they have, in the atom's own terms; `actual` is null when they have nothing of it. */
export interface AtomFinding {
  readonly met: boolean;
  readonly actual: string | null;
}

/** The meaning of one requirement atom (decisions D10). Pure: the same snapshot, the same finding. */
export function findingOf(atom: Atom, { person, utcOffsetMinutes, decidedAt }: EligibilitySnapshot): AtomFinding {
  switch (atom.kind) {
    case 'COUNTRY':
      return { met: person.countryOfResidence === atom.code, actual: person.countryOfResidence };
    case 'TIME_ZONE': {
      const apart = offsetDistance(offsetOf(utcOffsetMinutes, person.timeZone), offsetOf(utcOffsetMinutes, atom.code));
      return { met: apart <= zoneMinutes(atom), actual: person.timeZone };
    }
    case 'HOURS': {
      const most = person.hoursPerWeek?.max ?? null;
      return { met: most !== null && most >= Number(atom.minLevel), actual: most === null ? null : String(most) };
    }
    default: {
      const level = levelOf(person, atom, dateOf(decidedAt));
      return { met: level !== null && level >= requiredLevel(atom), actual: level === null ? null : levelName(atom, level) };
    }
  }
}

/** Minutes that the two zones may be apart. */
export const zoneMinutes = (atom: Atom): number => Number(atom.minLevel ?? DEFAULT_ZONE_HOURS) * 60;

/** Minutes east of UTC. Throws when the snapshot lacks the zone: it was not made by `snapshotOf`. */
export function offsetOf(offsets: EligibilitySnapshot['utcOffsetMinutes'], zone: string): number {
  const offset = offsets[zone];
  if (offset === undefined) throw new Error(`The snapshot has no offset for ${zone}`);
  return offset;
}

function levelName({ kind, code }: Atom, level: number): string {
  if (kind === 'LANGUAGE') return CEFR_LEVELS[level - 1] ?? 'below A1';
  if (kind === 'PROFESSION' || kind === 'TIER') return String(level);
  return code;
}
