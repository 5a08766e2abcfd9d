import { countryName } from './countries.ts';
import { domainName } from './domains.ts';
import { languageName } from './language-tag.ts';
import { occupationOf } from './occupations.ts';

/** One requirement, as people read it: `kind` and `code` as in the graph's RequirementAtom, `minLevel` in the kind's own terms. */
export interface LabelledRequirement {
  readonly kind: string;
  readonly code: string;
  readonly minLevel: string | null;
}

/** English text for a requirement, e.g. "Swahili, at least B2 in all four skills". Codes that have no name stand as they are. */
export function requirementLabel({ kind, code, minLevel }: LabelledRequirement): string {
  switch (kind) {
    case 'LANGUAGE':
      return `${languageName(code) ?? code}, at least ${minLevel ?? 'A1'} in all four skills`;
    case 'NATIVE_LANGUAGE':
      return `${languageName(code) ?? code} as a mother tongue`;
    case 'PROFESSION':
      return `${occupationOf(code)?.title ?? code}${Number(minLevel ?? 0) > 0 ? `, at least ${minLevel} years` : ''}`;
    case 'SKILL':
      return `Experience in ${domainName(code) ?? code}`;
    case 'TIER':
      return `Tier ${minLevel ?? '1'} or above in ${code === 'ANY' ? 'any domain' : (domainName(code) ?? code)}`;
    case 'COUNTRY':
      return `Lives in ${countryName(code) ?? code}`;
    case 'TIME_ZONE':
      return `Within ${minLevel ?? '2'} hours of ${code}`;
    case 'HOURS':
      return `At least ${minLevel ?? '0'} hours a week`;
    case 'CONTENT_OPT_IN':
      return `Agrees to see content of the kind ${code.toLowerCase().replace('_', ' ')}`;
    case 'CREDENTIAL':
      return `Verified credential ${code}`;
    case 'ASSESSMENT':
      return `Valid assessment ${code}`;
    case 'UNIQUENESS':
      return `Verified as one person (${code})`;
    default:
      return `${kind} ${code}`;
  }
}
