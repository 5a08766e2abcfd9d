import { Type, type Static } from '@sinclair/typebox';
import { cefr, sensitiveContent } from '../enums.ts';
import { state } from '../event-contract.ts';
import { code, count, date, instant, list, nullable, openEnum, ordinal, person } from '../fields.ts';

const data = Type.Object({
  contributorId: person(),
  version: ordinal(),
  state: openEnum(['DRAFT', 'SUBMITTED', 'CHANGES_REQUESTED', 'NOT_ADMITTED', 'ACTIVE', 'PAUSED', 'RESTRICTED', 'SUSPENDED', 'CLOSED']),
  countryOfResidence: code('ISO 3166-1 alpha-2.'),
  timeZone: code('IANA.'),
  languages: list(
    Type.Object({
      tag: code('BCP 47.'),
      native: Type.Boolean(),
      listening: nullable(cefr()),
      reading: nullable(cefr()),
      speaking: nullable(cefr()),
      writing: nullable(cefr()),
    }),
  ),
  professions: list(Type.Object({ escoUri: code(), years: count() })),
  domains: list(code()),
  contentOptIns: list(sensitiveContent()),
  tiers: list(Type.Object({ domain: code('A domain, or ANY.'), tier: ordinal() })),
  verifiedClaims: list(
    Type.Object({
      kind: code('A kind of requirement that the claim answers, e.g. CREDENTIAL.'),
      code: code(),
      expiresOn: nullable(date()),
    }),
  ),
  visibility: openEnum(['HIDDEN', 'MATCHING_ONLY', 'VERIFIED_COMPANIES']),
  confirmedAt: instant('When the person last stood by what the profile says.'),
});

/** Coarse facts about a person, from the first submission on: no free text, name, identifier or rate (decisions D5). */
export const ProfileState = state({ name: 'ProfileState', service: 'contributor', aggregate: 'profile', key: 'contributorId', data });

export type ProfileState = Static<typeof data>;
