/** The address in one spelling: NFC, lower case, no space around it. */
export const normalisedEmail = (text: string): string => text.normalize('NFC').trim().toLowerCase();

// RFC 5321 lengths; the shape is what mail servers accept in practice. Whether it exists, only a mail can tell.
const EMAIL = /^[^\s@"(),:;<>[\\\]\p{Cc}\p{Surrogate}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}]{2,63}$/u;

/** True for something that can be an address. */
export const isEmail = (email: string): boolean => email.length <= 254 && EMAIL.test(email);
