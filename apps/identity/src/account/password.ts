import { hash, verify } from '@node-rs/argon2';

// OWASP's recommendation for argon2id: 19 MiB, two passes, one lane.
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 };

/** A salted argon2id hash in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), ARGON2ID);

/** Takes as long for a wrong password as for a right one. */
export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> => verify(passwordHash, password.normalize('NFC'));

let dummy: Promise<string> | null = null;

/** As long as a real verification, for an address that is not known: the time must not tell. Always false. */
export async function verifyNobody(password: string): Promise<false> {
  dummy ??= hashPassword('nobody has this password');
  await verifyPassword(await dummy, password);
  return false;
}
