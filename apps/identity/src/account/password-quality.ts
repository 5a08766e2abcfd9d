import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;
/** zxcvbn: 3 is safely unguessable, more than 10⁸ guesses. */
const STRONG_ENOUGH = 3;

let checker: Promise<ZxcvbnFactory> | null = null;

// Loaded when the first password comes: the dictionaries are megabytes that an idle process should not hold.
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
}

export interface WeakPassword {
  readonly kind: 'WeakPassword';
  readonly message: string;
  readonly suggestions: readonly string[];
}

/** What is wrong with a password that belongs to an address; null when it is strong enough. */
export async function weaknessOf(password: string, email: string): Promise<WeakPassword | null> {
  const suggestions = await suggestionsFor(password, [email, ...email.split(/[@.]/)]);
  return suggestions.length === 0 ? null : { kind: 'WeakPassword', message: 'This password would be guessed.', suggestions };
}

/** What would make the password stronger; empty when it is strong enough. `known` are words an attacker would try first. */
async function suggestionsFor(password: string, known: readonly string[]): Promise<readonly string[]> {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return [`Use at least ${PASSWORD_MIN} characters; several words are easy to remember.`];
  if (length > PASSWORD_MAX) return [`Use at most ${PASSWORD_MAX} characters.`];
  checker ??= load();
  const { score, feedback } = (await checker).check(password, [...known]);
  if (score >= STRONG_ENOUGH) return [];
  const told = [feedback.warning, ...feedback.suggestions].filter((text): text is string => !!text);
  return told.length > 0 ? told : ['Add more words that do not belong together.'];
}
