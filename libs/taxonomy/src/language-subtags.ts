import registry from './language-subtags.json' with { type: 'json' };

export type SubtagKind = 'language' | 'extlang' | 'script' | 'region' | 'variant';

/** A registered subtag (IANA language subtag registry); `code` in lower case. */
export interface Subtag {
  readonly code: string;
  readonly name: string;
  /** What to say instead of a deprecated one. */
  readonly preferred: string | null;
  /** What it has to follow (extended languages, variants). */
  readonly prefix: string | null;
}

/** The date of the registry's file, `YYYY-MM-DD`. */
export const languageRegistryDate: string = registry.fileDate;

/**
 * Looks a subtag up, in any case; null if IANA has not registered it.
 * It searches the one string of its kind instead of holding 9 000 objects: tens of microseconds, and no memory.
 */
export function subtagOf(kind: SubtagKind, subtag: string): Subtag | null {
  const lines = registry[kind];
  const code = subtag.toLowerCase();
  const start = lines.startsWith(`${code}\t`) ? 0 : lines.indexOf(`\n${code}\t`) + 1;
  if (start === 0 && !lines.startsWith(`${code}\t`)) return null;
  const end = lines.indexOf('\n', start);
  const [, name, preferred, prefix] = lines.slice(start, end === -1 ? undefined : end).split('\t');
  return { code, name: name!, preferred: preferred || null, prefix: prefix || null };
}
