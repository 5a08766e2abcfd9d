import { draft, submit } from '../opportunity/revision.ts';
import { terms as stated } from '../spec-network.ts';
import { quorum, takenOver } from './vetting.ts';

const now = new Date('2026-03-02T09:00:00Z');
const pay = { payMinHourly: 1600n, floorMinor: 500n, floorPolicy: 'test', payMaxUsdCents: 2200n };
const terms = { ...stated, requirements: [] };

const revisionOf = (revision: number, because: Parameters<typeof submit>[2]) => {
  const submitted = submit(draft({ opportunityId: 'o', companyId: 'c', revision }, { terms, pay }), pay, because, now);
  if ('kind' in submitted) throw new Error(submitted.message);
  return submitted;
};

describe('takenOver', () => {
  it('takes no approval over that one reviewer gave, where two must have read it', () => {
    const read = revisionOf(1, []);
    const approval = quorum(read, ['rita'], now)!;

    expect(takenOver(revisionOf(2, []), { read, approval }, now)).toMatchObject({ revision: 2, copiedFrom: 1, firstReviewer: 'rita' });
    expect(takenOver(revisionOf(2, ['PAY_ABOVE_P99']), { read, approval }, now)).toBeNull();
  });
});
