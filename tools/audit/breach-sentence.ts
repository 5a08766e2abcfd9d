import { unreachable } from '@crossing/kernel';
import type { Breach } from '@crossing/runtime/audit/verify-chain.ts';

/** What a breach means, for whoever has to act on it. */
export function sentenceOf(breach: Breach): string {
  switch (breach.kind) {
    case 'altered':
      return `Entry ${breach.n} (seq ${breach.seq}) is not what was sealed: it was altered, or one before it was taken out.`;
    case 'reordered':
      return `Entry ${breach.n} is in another place (seq ${breach.seq} stands there): entries were reordered.`;
    case 'entry-deleted':
      return `Entry ${breach.n} (seq ${breach.seq}) was deleted; its seal is still there.`;
    case 'seal-deleted':
      return `Entry ${breach.n} was deleted with its seal.`;
    case 'never-sealed':
      return `The entry with seq ${breach.seq} was neither sealed nor waits to be: it was written past the log, or its seal was taken away.`;
    case 'truncated':
      return `From entry ${breach.n} on the log was cut off: its signed head counts ${breach.signed}.`;
    case 'rewritten':
      return `Entries ${breach.after + 1n} to ${breach.n} are not those that were signed: the chain was made anew.`;
    case 'wrong-signature':
      return `The head for entry ${breach.n} is not signed by key ${breach.kid}, or is of another service: it was forged, or AUDIT_KEYS lacks the key.`;
    case 'no-head':
      return 'No signed head was found: nothing outside the database vouches for it. Is AUDIT_DIR the right folder?';
    default:
      return unreachable(breach);
  }
}
