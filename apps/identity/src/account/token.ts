import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url: unguessable, so that a plain hash of it is enough to keep. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
