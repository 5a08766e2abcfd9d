import { setTimeout as sleep } from 'node:timers/promises';
import { eachOf, inTurn } from './several-tasks.ts';

describe('inTurn', () => {
  it('begins a task when the one before it has ended, also by failing', async () => {
    const said: string[] = [];
    const turn = inTurn();
    const task = (name: string, ms: number) => async () => {
      said.push(`${name} begins`);
      await sleep(ms);
      said.push(`${name} ends`);
      if (name === 'a') throw new Error('a failed');
      return name;
    };

    const outcomes = await Promise.allSettled([turn(task('a', 20)), turn(task('b', 1))]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });
});

describe('eachOf', () => {
  it('works on so many items at once, and on each once', async () => {
    let [now, most] = [0, 0];
    const done: number[] = [];

    await eachOf([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, (now += 1));
      await sleep(item);
      done.push(item);
      now -= 1;
    });

    expect(most).toBe(3);
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('begins no other item after a failure, and rejects when those at hand have ended', async () => {
    const ended: number[] = [];

    const work = eachOf([1, 2, 3, 4], 2, async (item) => {
      if (item === 1) throw new Error('bad');
      await sleep(20);
      ended.push(item);
    });

    await expect(work).rejects.toThrow('bad');
    expect(ended).toEqual([2]);
  });
});
