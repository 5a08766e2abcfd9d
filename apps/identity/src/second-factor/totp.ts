import { generateSecret, generateURI, verifySync } from 'otplib';

const ISSUER = 'Crossing Hurdles';
const PERIOD_SECONDS = 30;
const CODE = /^\d{6}$/;

/** 160 random bits in base32, as authenticator apps take them (RFC 4226, 4). */
export const newTotpSecret = (): string => generateSecret();

/** What an authenticator app reads from a QR code. */
export const totpUri = (secret: string, label: string): string => generateURI({ issuer: ISSUER, label, secret, period: PERIOD_SECONDS });

/** Six digits; anything else is no code of an app. */
export const isTotpCode = (code: string): boolean => CODE.test(code);

/** The time step whose code it is, of the current one, the one before and the one after (RFC 6238, 5.2); null for any other code. */
export function timeStepOf(secret: string, code: string, at: Date): number | null {
  if (!isTotpCode(code)) return null;
  const epoch = Math.floor(at.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, period: PERIOD_SECONDS, epochTolerance: PERIOD_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
