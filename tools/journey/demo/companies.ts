import { people, type DemoPerson } from './people.ts';

export interface DemoCompany {
  readonly key: string;
  readonly founder: DemoPerson;
  /** As `SaveCompanyInput`, without the id and version. */
  readonly details: {
    readonly legalName: string;
    readonly kind: string;
    readonly registrationCountry: string;
    readonly registrationNumber: string;
    readonly lei: string;
    readonly domains: readonly string[];
    readonly paymentTermsDays: number;
  };
}

/** The demo companies: fictional, with LEIs that look unassigned and have correct check digits. */
export const companies = {
  lantern: company('lantern', people.olga, 'Lantern Labs', 'AI_LAB', 'DE', 'HRB 100001', 'ZZZZ00LANTERNLABS009', 'lantern.example', 14),
  copperfern: company(
    'copperfern',
    people.coppola,
    'Copperfern Data',
    'DATA_PLATFORM',
    'IE',
    '700002',
    'ZZZZ00COPPERFERN0003',
    'copperfern.example',
    7,
  ),
  halyard: company(
    'halyard',
    people.hana,
    'Halyard Medical AI Team',
    'ENTERPRISE_AI_TEAM',
    'NL',
    '80000003',
    'ZZZZ00HALYARDMED0025',
    'halyard.example',
    30,
  ),
} as const satisfies Readonly<Record<string, DemoCompany>>;

export type CompanyKey = keyof typeof companies;

function company(
  key: string,
  founder: DemoPerson,
  legalName: string,
  kind: string,
  registrationCountry: string,
  registrationNumber: string,
  lei: string,
  domain: string,
  paymentTermsDays: number,
): DemoCompany {
  return { key, founder, details: { legalName, kind, registrationCountry, registrationNumber, lei, domains: [domain], paymentTermsDays } };
}
