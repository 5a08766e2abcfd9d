import { projectionLag } from './projection-lag.ts';

const at = (offset: bigint) => [{ topic: 't', partition: 0, offset }];
const until = (end: bigint) => ({ topic: 't', partition: 0, end });

describe('projectionLag', () => {
  let now = 0;
  const lag = () => ((now = 0), projectionLag(() => now));

  it('is none while the read models keep up, however much there is', () => {
    const subject = lag();

    for (let n = 1n; n < 100n; n++) {
      subject.saw(until(n));
      subject.committed(at(n - 1n));
      now += 10_000;
      subject.committed(at(n));
    }

    expect(subject.isBehind()).toBe(false);
  });

  it('is there when what was published 30 s ago is not applied, and gone when it is', () => {
    const subject = lag();
    subject.saw(until(10n));
    subject.committed(at(0n));
    now = 30_001;
    subject.committed(at(9n));
    const before = subject.isBehind();
    expect(subject.behindMs()).toBe(30_001);

    subject.committed(at(10n));

    expect([before, subject.isBehind(), subject.behindMs()]).toEqual([true, false, 0]);
    expect(subject.state()).toEqual({ status: 'ok' });
  });

  it('tells when the read models are past what had been seen at the last telling', () => {
    const subject = lag();
    subject.saw(until(10n));
    const first = subject.committed(at(0n));
    subject.saw(until(20n));

    const told = [9n, 10n, 19n, 20n].map((offset) => subject.committed(at(offset)));

    expect([first, ...told]).toEqual([true, false, true, false, true]);
  });
});
