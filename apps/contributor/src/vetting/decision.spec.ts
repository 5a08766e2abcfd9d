import { checkVerdict, VETTING_CRITERIA, type Verdict } from './decision.ts';

const now = new Date('2026-02-01T09:00:00Z');
const findings = (met: boolean, note: string) => VETTING_CRITERIA.map((criterion) => ({ criterion, met, note }));
const rulesOf = (verdict: Verdict) => {
  const result = checkVerdict(verdict, now);
  return 'kind' in result ? result.issues.map(({ path, rule }) => `${path}: ${rule}`) : [];
};

describe('checkVerdict', () => {
  it('admits without notes, and asks for changes where something is not met and says why', () => {
    const [first, ...rest] = findings(true, '');

    expect(rulesOf({ outcome: 'ADMIT', criteria: findings(true, ''), reapplyAfter: null })).toEqual([]);
    const unmet = { ...first!, met: false, note: 'Which hospital?' };
    expect(rulesOf({ outcome: 'REQUEST_CHANGES', criteria: [unmet, ...rest], reapplyAfter: null })).toEqual([]);
    expect(rulesOf({ outcome: 'REQUEST_CHANGES', criteria: findings(true, ''), reapplyAfter: null })).toEqual(['criteria: unmet']);
    expect(rulesOf({ outcome: 'ADMIT', criteria: [{ ...unmet, note: ' ' }, ...rest], reapplyAfter: null })).toEqual([
      'criteria.0.note: min-length',
    ]);
  });

  it.each(['2026-02-01', '2026-07-31'])('turns away until %s', (reapplyAfter) => {
    expect(rulesOf({ outcome: 'NOT_ADMIT', criteria: findings(false, 'Why.'), reapplyAfter })).toEqual([]);
  });

  it.each(['2026-01-31', '2026-08-01', null])('does not turn away until %s', (reapplyAfter) => {
    expect(rulesOf({ outcome: 'NOT_ADMIT', criteria: findings(false, 'Why.'), reapplyAfter })).toEqual(['reapplyAfter: range']);
  });

  it('names a date with NOT_ADMIT only, and every missing criterion at once', () => {
    expect(rulesOf({ outcome: 'ADMIT', criteria: findings(true, ''), reapplyAfter: '2026-03-01' })).toEqual(['reapplyAfter: forbidden']);
    expect(rulesOf({ outcome: 'ADMIT', criteria: [], reapplyAfter: null })).toEqual(Array(4).fill('criteria: complete'));
  });
});
