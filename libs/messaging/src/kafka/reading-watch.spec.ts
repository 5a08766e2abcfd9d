import { setTimeout as sleep } from 'node:timers/promises';
import { watchReading, type ReadingWatch } from './reading-watch.ts';

const STARVED_MS = 1_500;

describe('watchReading', () => {
  let barks: string[];
  let watch: ReadingWatch;
  beforeEach(() => {
    barks = [];
    watch = watchReading({ stallMs: 60_000, starvedMs: STARVED_MS, bark: (reason) => barks.push(reason) });
    watch.assigned({ things: [0, 1] });
  });
  afterEach(() => watch.stop());

  /** As kafkajs does, for so long: it reads partition 0, and 1 as well if `both`. */
  async function read(ms: number, both: boolean): Promise<void> {
    for (const since = performance.now(); performance.now() - since < ms; await sleep(100)) {
      watch.fetched('things', 0);
      if (both) watch.fetched('things', 1);
    }
  }

  it('says nothing while all partitions are read', async () => {
    await read(2 * STARVED_MS, true);

    expect(barks).toEqual([]);
  }, 20_000);

  it('names the partition that is not read any more while another one is', async () => {
    await read(2 * STARVED_MS, false);

    expect(barks[0]).toMatch(/^has not fetched things\/1 for \d s$/);
  }, 20_000);

  it('does not hold long work, or a rebalance, against it', async () => {
    await watch.during(() => read(2 * STARVED_MS, false));
    await watch.rebalancing(() => read(2 * STARVED_MS, false));

    expect(barks).toEqual([]);
  }, 20_000);

  it('says that a rebalance hangs, even if fetching goes on', async () => {
    watch.stop();
    watch = watchReading({ stallMs: STARVED_MS, starvedMs: 60_000, bark: (reason) => barks.push(reason) });
    watch.assigned({ things: [0, 1] });
    await watch.rebalancing(() => read(2 * STARVED_MS, true));

    expect(barks[0]).toBe('hangs in a rebalance');
  }, 20_000);

  it('forgets partitions that somebody else has now', async () => {
    watch.assigned({ things: [0] });
    await read(2 * STARVED_MS, false);

    expect(barks).toEqual([]);
  }, 20_000);
});
