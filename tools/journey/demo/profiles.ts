const esco = (id: string) => `http://data.europa.eu/esco/occupation/${id}`;
const native = (tag: string) => ({ tag, native: true });
const cefr = (tag: string, level: string) => ({ tag, native: false, listening: level, reading: level, speaking: level, writing: level });

interface Background {
  readonly displayName: string;
  readonly headline: string;
  readonly countryOfResidence: string;
  readonly timeZone: string;
  readonly languages: readonly object[];
  readonly professions: readonly { readonly escoUri: string; readonly years: number }[];
  readonly domains: readonly string[];
  readonly contentOptIns?: readonly string[];
}

const profile = (background: Background) => ({
  contentOptIns: [],
  visibility: 'VERIFIED_COMPANIES',
  discoveredThrough: 'PUBLIC_FEED',
  ...background,
});

/** The demo contributors' profiles, as `SaveProfileInput`. All of them are fictional. */
export const profiles = {
  nova: profile({
    displayName: 'Nova Firstday',
    headline: 'Writes carefully, reads everything twice, has never done this before',
    countryOfResidence: 'KE',
    timeZone: 'Africa/Nairobi',
    languages: [native('en-KE'), cefr('sw-KE', 'C1')],
    professions: [{ escoUri: esco('b06a1dde-e5a1-4219-9491-2bedd0282e4b'), years: 2 }],
    domains: ['CONTENT_QUALITY.EDITING', 'LANGUAGE'],
  }),
  testa: profile({
    displayName: 'Dr. Testa Cardiola',
    headline: 'Cardiologist who reads an ECG before breakfast',
    countryOfResidence: 'DE',
    timeZone: 'Europe/Berlin',
    languages: [native('de'), cefr('en', 'C1')],
    professions: [{ escoUri: esco('9b889f07-c39c-464d-b9d9-b2daa650f9ac'), years: 14 }],
    domains: ['HEALTHCARE.CARDIOLOGY'],
  }),
  asha: profile({
    displayName: 'Asha Sampleworth',
    headline: 'Hindi editor with an ear for register',
    countryOfResidence: 'IN',
    timeZone: 'Asia/Kolkata',
    languages: [native('hi-IN'), cefr('en', 'C1')],
    professions: [{ escoUri: esco('ac734172-ae9a-41ab-80a0-a7b33694e027'), years: 6 }],
    domains: ['LANGUAGE.LINGUISTICS', 'CONTENT_QUALITY.EDITING'],
  }),
  juma: profile({
    displayName: 'Juma Mfano',
    headline: 'Swahili voice, radio background',
    countryOfResidence: 'KE',
    timeZone: 'Africa/Nairobi',
    languages: [native('sw-KE'), cefr('en', 'B2')],
    professions: [],
    domains: ['LANGUAGE'],
  }),
  devlin: profile({
    displayName: 'Devlin Stackfield',
    headline: 'Back-end developer, reviews code for a living',
    countryOfResidence: 'GB',
    timeZone: 'Europe/London',
    languages: [native('en-GB')],
    professions: [{ escoUri: esco('f2b15a0e-e65a-438a-affb-29b9d50b77d1'), years: 9 }],
    domains: ['SOFTWARE.BACKEND', 'SOFTWARE.SECURITY'],
    contentOptIns: ['HATE', 'CBRN'],
  }),
  polly: profile({
    displayName: 'Polly Glotte',
    headline: 'Translator between four languages and their jokes',
    countryOfResidence: 'FR',
    timeZone: 'Europe/Paris',
    languages: [native('fr'), cefr('en', 'C2'), cefr('hi', 'B1'), cefr('de', 'B2')],
    professions: [{ escoUri: esco('1a07bd7d-2e1d-4930-a84a-1a442b8f2a44'), years: 11 }],
    domains: ['LANGUAGE.TRANSLATION'],
  }),
} as const;

/** What each of them gives and asks, as `SetWorkPreferencesInput`; private to them. */
export const workPreferences = {
  nova: preferences(5, 20, '900', 'USD'),
  testa: preferences(2, 8, '7500', 'EUR'),
  asha: preferences(10, 30, '90000', 'INR'),
  juma: preferences(10, 40, '100000', 'KES'),
  devlin: preferences(5, 15, '4500', 'GBP'),
  polly: preferences(5, 25, '2000', 'EUR'),
} as const;

function preferences(min: number, max: number, amountMinor: string, currency: string) {
  return { hoursPerWeek: { min, max }, minHourly: { amountMinor, currency } };
}

export type ContributorKey = keyof typeof profiles;
