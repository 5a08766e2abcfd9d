import { randomInt } from 'node:crypto';

export const RECOVERY_CODES = 10;
const GROUPS = 4;
const GROUP_LENGTH = 4;
// Crockford's base32: no letter that is read for a digit. Sixteen of them are 80 bits.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ten new codes such as `7k3m-0x9d-rv2h-c5tq`. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newRecoveryCode);

const newRecoveryCode = (): string => Array.from({ length: GROUPS }, () => letters(GROUP_LENGTH)).join('-');

const letters = (length: number): string => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]!).join('');

/** The code as it counts, however it was typed. */
export const plainRecoveryCode = (code: string): string =>
  code.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
