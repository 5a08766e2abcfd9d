import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;
/** zxcvbn: 3 is safely unguessable, more than 10⁸ guesses. */
const STRONG_ENOUGH = 3;

export type PasswordWeakness = 'TOO_SHORT' | 'TOO_LONG' | 'BREACHED' | 'GUESSABLE';

export interface WeakPassword {
  readonly kind: 'WeakPassword';
  readonly message: string;
  readonly reason: PasswordWeakness;
  readonly suggestions: readonly string[];
}

const weak = (reason: PasswordWeakness, message: string, suggestions: readonly string[]): WeakPassword => ({
  kind: 'WeakPassword',
  message,
  reason,
  suggestions,
});

const OTHER_WORDS = 'Add more words that do not belong together.';

/** What is wrong with a password that belongs to an address; null when it is strong enough. */
export async function weaknessOf(password: string, email: string): Promise<WeakPassword | null> {
  const length = [...password].length;
  const enough = `Use at least ${PASSWORD_MIN} characters; several words are easy to remember.`;
  if (length < PASSWORD_MIN) return weak('TOO_SHORT', 'This password is too short.', [enough]);
  if (length > PASSWORD_MAX) return weak('TOO_LONG', 'This password is too long.', [`Use at most ${PASSWORD_MAX} characters.`]);
  checks ??= load();
  const { guesses, breached } = await checks;
  if (breached.has(password.normalize('NFC').toLowerCase())) {
    return weak('BREACHED', 'This password is on a list of passwords that leaked elsewhere: it would be tried first.', [OTHER_WORDS]);
  }
  const { score, feedback } = guesses.check(password, [email, ...email.split(/[@.]/)]);
  if (score >= STRONG_ENOUGH) return null;
  const told = [feedback.warning, ...feedback.suggestions].filter((text): text is string => !!text);
  return weak('GUESSABLE', 'This password would be guessed.', told.length > 0 ? told : [OTHER_WORDS]);
}

interface Checks {
  readonly guesses: ZxcvbnFactory;
  /** Some 49 000 passwords that leaked most often, in lower case; they come with the library and are looked up here. */
  readonly breached: ReadonlySet<string>;
}

let checks: Promise<Checks> | null = null;

// Loaded when the first password comes: the dictionaries are megabytes that an idle process should not hold.
async function load(): Promise<Checks> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const guesses = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
  return { guesses, breached: new Set(common.dictionary['passwords-common'].map((text) => String(text).toLowerCase())) };
}
