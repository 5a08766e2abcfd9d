import { handOverRefusals, refusalTally, type RefusalBatch, type Refused } from './refusal-tally.ts';

const refused = (actor: string, reason = 'FORBIDDEN'): Refused => ({
  actor,
  action: 'operation.refused',
  aggregate: 'operation',
  aggregateId: 'Mutation.suspendCompany',
  reason,
});

describe('refusalTally', () => {
  it('counts equal refusals together', () => {
    const tally = refusalTally();

    for (const one of [refused('a'), refused('b'), refused('a'), refused('a', 'NOT_FOUND')]) tally.note(one);

    expect(tally.take()).toEqual({
      counts: [
        { ...refused('a'), count: 2 },
        { ...refused('b'), count: 1 },
        { ...refused('a', 'NOT_FOUND'), count: 1 },
      ],
      uncounted: 0,
    });
    expect(tally.take()).toBeNull();
  });

  it('holds a flood of different ones to its limit, and says how many more there were', () => {
    const tally = refusalTally(3);

    for (let actor = 0; actor < 100_000; actor++) tally.note(refused(String(actor)));
    tally.note(refused('1'));

    const { counts, uncounted } = tally.take()!;
    expect(counts.map(({ count }) => count)).toEqual([1, 2, 1]);
    expect(uncounted).toBe(99_997);
  });
});

describe('handOverRefusals', () => {
  it('keeps what could not be handed over, and hands over the rest when it is stopped', async () => {
    const tally = refusalTally();
    const taken: RefusalBatch[] = [];
    let isDown = true;
    let attempts = 0;
    const send = async (batch: RefusalBatch) => {
      attempts += 1;
      if (isDown) throw new Error('down');
      taken.push(batch);
    };
    const stop = handOverRefusals({ tally, send, log: { warn: () => {} }, everyMs: 5 });
    tally.note(refused('a'));
    while (attempts < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    tally.note(refused('a'));
    isDown = false;

    await stop();

    expect(taken.flatMap(({ counts }) => counts)).toEqual([{ ...refused('a'), count: 2 }]);
  });
});
