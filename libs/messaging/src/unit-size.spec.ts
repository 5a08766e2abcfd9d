import { unitSize } from './unit-size.ts';

describe('unitSize', () => {
  it('is a quarter after each conflict, never less than one event, and comes back one by one', () => {
    const size = unitSize(100);

    const after = [1, 2, 3, 4, 5].map(() => {
      size.conflicted();
      return size.current();
    });
    for (let n = 0; n < 200; n += 1) size.committed(10);

    expect(after).toEqual([25, 6, 1, 1, 1]);
    expect(size.current()).toBe(100);
  });

  it('is a half after a transaction that kept others from its rows for long', () => {
    const size = unitSize(100);

    size.committed(2_000);

    expect(size.current()).toBe(50);
  });
});
