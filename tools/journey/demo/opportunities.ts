import type { CompanyKey } from './companies.ts';

export interface DemoOpportunity {
  readonly key: string;
  readonly company: CompanyKey;
  /** As `OpportunityTermsInput`, given the calendar day it starts on and applications end. */
  readonly terms: (days: { readonly startsOn: string; readonly applyBy: string }) => Readonly<Record<string, unknown>>;
}

const usd = (amountMinor: number) => ({ amountMinor: String(amountMinor), currency: 'USD' });
const anyOf = (...atoms: readonly Readonly<Record<string, unknown>>[]) => ({ anyOf: atoms });
const esco = (id: string) => `http://data.europa.eu/esco/occupation/${id}`;

type Terms = Readonly<Record<string, unknown>> & { readonly title: string; readonly party: string };

function opportunity(key: string, company: CompanyKey, { party, ...terms }: Terms): DemoOpportunity {
  const base = {
    judgmentActions: ['EVALUATE'],
    complexityTier: 1,
    seats: 4,
    hoursPerWeek: { min: 5, max: 15 },
    payModel: 'HOURLY',
    paymentTermsDays: 14,
    sensitiveContent: [],
    noticeDays: 7,
    requirements: [],
    supplyChain: [
      { role: 'CONTRACTING_PARTY', disclosure: 'NAMED', name: party },
      { role: 'END_CLIENT', disclosure: 'SECTOR_ONLY', sector: 'Consumer software' },
    ],
    intendedUse: 'Training and evaluation of a general-purpose language model.',
  };
  return { key, company, terms: (days) => ({ ...base, ...terms, ...days }) };
}

/** The demo opportunities, in the order in which they are published. */
export const opportunities: readonly DemoOpportunity[] = [
  opportunity('swahili-transcription', 'lantern', {
    party: 'Lantern Labs',
    title: 'Swahili speech transcription labels',
    summary: 'Listen to short clips and correct what a model wrote down. Two minutes a clip, as many as you like.',
    workType: 'DATA_ANNOTATION',
    judgmentActions: ['LABEL', 'REFINE'],
    domain: 'LANGUAGE',
    payMin: usd(1600),
    payMax: usd(2200),
    requirements: [anyOf({ kind: 'LANGUAGE', code: 'sw', minLevel: 'B2' })],
  }),
  opportunity('hindi-preferences', 'lantern', {
    party: 'Lantern Labs',
    title: 'Hindi preference pairs',
    summary: 'Read two answers and say which one is better, and why. For people who write Hindi well.',
    workType: 'RLHF',
    judgmentActions: ['RANK'],
    domain: 'LANGUAGE',
    payMin: usd(1500),
    payMax: usd(2400),
    requirements: [anyOf({ kind: 'LANGUAGE', code: 'hi', minLevel: 'C1' })],
  }),
  opportunity('bounding-boxes', 'copperfern', {
    party: 'Copperfern Data',
    title: 'Bounding boxes on street scenes',
    summary: 'Draw boxes around what you see in photographs of streets. No experience needed; the guideline takes ten minutes.',
    workType: 'DATA_ANNOTATION',
    judgmentActions: ['LABEL'],
    domain: 'CONTENT_QUALITY',
    seats: 40,
    hoursPerWeek: { min: 1, max: 40 },
    payModel: 'PER_UNIT',
    payMin: usd(60),
    payMax: usd(90),
    estimatedMinutesPerUnit: 3,
  }),
  opportunity('code-review', 'copperfern', {
    party: 'Copperfern Data',
    title: 'Review generated server code',
    summary: 'Find what is wrong with a change that a model proposes, and say what would be right.',
    workType: 'AI_EVALUATION',
    domain: 'SOFTWARE.BACKEND',
    complexityTier: 2,
    payMin: usd(5500),
    payMax: usd(8000),
    requirements: [
      anyOf(
        { kind: 'SKILL', code: 'SOFTWARE.BACKEND' },
        { kind: 'PROFESSION', code: esco('f2b15a0e-e65a-438a-affb-29b9d50b77d1'), minLevel: '3' },
      ),
      anyOf({ kind: 'LANGUAGE', code: 'en', minLevel: 'C1' }),
    ],
  }),
  opportunity('ecg', 'halyard', {
    party: 'Halyard Medical AI Team',
    title: 'ECG interpretation, second opinion',
    summary: 'Compare what a model reads in a 12-lead ECG with what you read, and grade the difference.',
    workType: 'AI_EVALUATION',
    domain: 'HEALTHCARE.CARDIOLOGY',
    complexityTier: 4,
    seats: 6,
    hoursPerWeek: { min: 2, max: 8 },
    payMin: usd(11000),
    payMax: usd(15000),
    paymentTermsDays: 30,
    requirements: [
      {
        anyOf: [{ kind: 'PROFESSION', code: esco('9b889f07-c39c-464d-b9d9-b2daa650f9ac'), minLevel: '5' }],
        legallyRequired: true,
        justification: 'The evaluation is part of a medical device file and must come from a specialist (EU MDR, Annex XIV).',
      },
    ],
    intendedUse: 'Clinical evaluation of software that supports the reading of ECGs.',
  }),
];
