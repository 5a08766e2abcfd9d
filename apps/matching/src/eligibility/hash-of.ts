import { createHash } from 'node:crypto';
import { canonicalJson } from '@crossing/kernel';

/** SHA-256 over the canonical JSON, in lower-case hex. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
