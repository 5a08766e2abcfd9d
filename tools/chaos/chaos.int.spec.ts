import { argumentsFrom } from './arguments.ts';
import { conduct } from './conductor.ts';

const run = (words: string) =>
  conduct(argumentsFrom(`--bus log --seed 7 ${words}`.split(' ')), { say: () => {}, signal: new AbortController().signal });

describe('chaos on the log', () => {
  it('finds every event applied once and in order, whatever is killed', async () => {
    const outcome = await run('--seconds 12 --faults kill-relay,kill-consumer,cut-connections');

    expect(outcome).toMatchObject({ lost: 0, twice: 0, outOfOrder: 0, unrecovered: 0 });
    expect(outcome.events).toBeGreaterThan(200);
    expect(new Set(outcome.recoveries.map(({ kind }) => kind)).size).toBe(3);
  }, 180_000);

  it('notices that readers claim nothing when messages come twice', async () => {
    const { lost, twice } = await run('--seconds 1 --faults duplicate --sabotage inbox-claim');

    expect(twice).toBeGreaterThan(0);
    expect(lost).toBe(0);
  }, 180_000);

  it('leaves nothing behind when it is interrupted', async () => {
    const asked = new AbortController();
    const interrupted = conduct(argumentsFrom(['--seconds', '600', '--faults', 'none']), {
      say: (line) => line.includes('processes') && asked.abort(),
      signal: asked.signal,
    });

    await expect(interrupted).rejects.toThrow('aborted');
  }, 60_000);
});
