import type { LanguageProficiency, Profession } from '../profile/profile.ts';

/** What a caller may see of somebody; null where need-to-know forbids it (decisions D6). */
export interface ContributorCard {
  readonly contributorId: string;
  readonly displayName: string | null;
  readonly headline: string | null;
  readonly languages: readonly LanguageProficiency[] | null;
  readonly professions: readonly Profession[] | null;
}

/** A person about whom the caller may know nothing but that they are there. */
export const stub = (contributorId: string): ContributorCard => ({
  contributorId,
  displayName: null,
  headline: null,
  languages: null,
  professions: null,
});

export interface ContributorCards {
  /** The cards that the caller may see now; one statement. */
  findMany(contributorIds: readonly string[], now: Date): Promise<readonly ContributorCard[]>;
}
