import seeded from './languages.json' with { type: 'json' };

/**
 * How much text, speech and tooling a language has in AI today: a policy of the network, not a fact about the language.
 * LOW ones are where human judgment is scarcest.
 */
export type ResourceTier = 'HIGH' | 'MEDIUM' | 'LOW';

export interface SeededLanguage {
  readonly tag: string;
  readonly resourceTier: ResourceTier;
}

/** The policy's version: a changed tier is a new version. */
export const resourceTierPolicy: string = seeded.policyVersion;

/** The languages that pickers and views start with; every registered language is accepted beside them. */
export const languages: readonly SeededLanguage[] = Object.entries(seeded.tiers).flatMap(([tier, tags]) =>
  tags.split(' ').map((tag) => ({ tag, resourceTier: tier as ResourceTier })),
);

const tiers = new Map(languages.map(({ tag, resourceTier }) => [tag, resourceTier]));

/** The tier of a tag's language; one that the policy does not name is LOW. */
export const resourceTierOf = (tag: string): ResourceTier => tiers.get(tag.split('-')[0]!.toLowerCase()) ?? 'LOW';
