import fc from 'fast-check';
import { payFor } from '@crossing/kernel';
import { accrue, amountFor, fallDue } from './obligation.ts';
import type { WorkRecord } from '../work/work-record.ts';

const usd = (amountMinor: bigint) => ({ amountMinor, currency: 'USD' });

describe('amountFor', () => {
  it.each([
    [1, 1n, 0n],
    [30, 1n, 1n],
    [29, 1n, 0n],
    [90, 1500n, 2250n],
    [1, 1500n, 25n],
    [7, 1999n, 233n],
  ])('owes for %i minutes at %i an hour %i, rounded half up once', (quantity, rate, owed) => {
    const hourly = { payModel: 'HOURLY', pay: usd(rate), estimatedMinutesPerUnit: null } as const;

    expect(amountFor({ kind: 'TIME', quantity }, hourly)).toEqual(usd(owed));
  });

  it('pays training under a rate per piece for the pieces that the time would have made', () => {
    const perUnit = { payModel: 'PER_UNIT', pay: usd(125n), estimatedMinutesPerUnit: 5 } as const;

    expect(amountFor({ kind: 'TRAINING', quantity: 60 }, perUnit)).toEqual(usd(1500n));
    expect(amountFor({ kind: 'TRAINING', quantity: 1 }, perUnit)).toEqual(usd(25n));
    expect(amountFor({ kind: 'UNIT', quantity: 3 }, perUnit)).toEqual(usd(375n));
  });

  it('never owes less for more work, nor more than half a cent off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (minutes, rate) => {
        const { amountMinor } = payFor(minutes, usd(rate));
        const exact = BigInt(minutes) * rate;

        expect(amountMinor * 60n - exact).toBeLessThanOrEqual(30n);
        expect(amountMinor * 60n - exact).toBeGreaterThan(-30n);
        expect(payFor(minutes + 1, usd(rate)).amountMinor).toBeGreaterThanOrEqual(amountMinor);
      }),
    );
  });
});

describe('an obligation', () => {
  const now = new Date('2026-03-02T09:00:00Z');
  const work = { workRecordId: 'w', engagementId: 'e', contributorId: 'p', companyId: 'c', kind: 'TIME', quantity: 90 } as WorkRecord;
  const offer = { payModel: 'HOURLY', pay: usd(1500n), estimatedMinutesPerUnit: null, paymentTermsDays: 14 } as const;

  it('falls due once, when its day has come', () => {
    const obligation = accrue(work, offer, { obligationId: 'o', now });
    const due = fallDue(obligation, obligation.dueAt);

    expect(obligation.dueAt).toEqual(new Date('2026-03-16T09:00:00Z'));
    expect(fallDue(obligation, new Date('2026-03-16T08:59:59.999Z'))).toBeNull();
    expect(due).toMatchObject({ state: 'DUE', version: 2 });
    expect(fallDue(due!, obligation.dueAt)).toBeNull();
  });
});
