import { MAX_AMOUNT_MINOR, type Money } from '@crossing/kernel';
import { invalidInput, type InputIssue, type InvalidInput } from './problems.ts';

// NUL cannot be stored by PostgreSQL; a lone surrogate is no character (Unicode 16, D76).
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Collects every broken rule of an input, so that a person sees them all at once. */
export class InputCheck {
  readonly issues: InputIssue[] = [];

  /** Adds an issue unless `ok`. */
  that(ok: boolean, path: string, rule: string, message: string): boolean {
    if (!ok) this.issues.push({ path, rule, message });
    return ok;
  }

  /** NFC, trimmed, no NUL or lone surrogate, length within `min`..`max` characters. Answers the cleaned text. */
  text(path: string, value: string, { min = 1, max }: { min?: number; max: number }): string {
    if (
      !this.that(!UNSTORABLE.test(value), path, 'characters', `${path} holds a character that is not text (NUL or half a surrogate pair).`)
    )
      return '';
    const clean = value.normalize('NFC').trim();
    const length = [...clean].length;
    this.that(length >= min, path, 'min-length', min === 1 ? `${path} must not be empty.` : `${path} needs at least ${min} characters.`);
    this.that(length <= max, path, 'max-length', `${path} has ${length} characters; at most ${max} are allowed.`);
    return clean;
  }

  /** As `text`, for a field that may be absent: null and blank answer null. */
  optionalText(path: string, value: string | null | undefined, limits: { min?: number; max: number }): string | null {
    return value == null || value.trim() === '' ? null : this.text(path, value, limits);
  }

  integer(path: string, value: number, { min, max }: { min: number; max: number }): number {
    this.that(
      Number.isSafeInteger(value) && value >= min && value <= max,
      path,
      'range',
      `${path} must be a whole number from ${min} to ${max}.`,
    );
    return value;
  }

  money(path: string, value: Money, { min = 1n }: { min?: bigint } = {}): Money {
    this.that(
      value.amountMinor >= min && value.amountMinor <= MAX_AMOUNT_MINOR,
      `${path}.amountMinor`,
      'range',
      `${path}.amountMinor must be from ${min} to ${MAX_AMOUNT_MINOR} minor units.`,
    );
    return value;
  }

  /** Length within limits and no value twice. */
  list<T>(
    path: string,
    values: readonly T[],
    { min = 0, max, key = String }: { min?: number; max: number; key?: (value: T) => string },
  ): readonly T[] {
    this.that(values.length >= min, path, 'min-items', `${path} needs at least ${min} ${min === 1 ? 'entry' : 'entries'}.`);
    this.that(values.length <= max, path, 'max-items', `${path} has ${values.length} entries; at most ${max} are allowed.`);
    this.that(new Set(values.map(key)).size === values.length, path, 'unique', `${path} names something twice.`);
    return values;
  }

  /** The problem to answer with, or null when every rule holds. */
  problem(): InvalidInput | null {
    return this.issues.length === 0 ? null : invalidInput(this.issues);
  }
}
