import { argumentsFrom } from './arguments.ts';
import { kindsOn } from './kinds.ts';

describe('argumentsFrom', () => {
  it('has a value for everything, and a seed by chance', () => {
    expect(argumentsFrom([], () => 0.5)).toEqual({
      ...{ help: false, json: false, bus: 'log', seconds: 60, seed: 1_073_741_824, rate: 60, logs: null, sabotage: null },
      faults: kindsOn('log'),
    });
  });

  it('takes what it is told', () => {
    const words = '--bus kafka --seconds 120 --seed 7 --faults poison,kill-broker,poison --rate 10 --logs here --json'.split(' ');

    expect(argumentsFrom(words)).toMatchObject({
      ...{ bus: 'kafka', seconds: 120, seed: 7, rate: 10, logs: 'here', json: true },
      faults: ['poison', 'kill-broker'],
    });
    expect(argumentsFrom(['--faults', 'none']).faults).toEqual([]);
  });

  it('lets a sabotage meet the faults that its guard is there for', () => {
    expect(argumentsFrom(['--sabotage', 'version-check']).faults).toEqual(['duplicate']);
    expect(argumentsFrom(['--sabotage', 'version-check', '--faults', 'poison']).faults).toEqual(['poison']);
  });

  it.each([
    [['--bus', 'carrier-pigeon'], '--bus must be one of log, kafka, not carrier-pigeon.'],
    [['--faults', 'kill-broker'], /--faults must be one of .*, not kill-broker\./],
    [['--sabotage', 'everything'], /--sabotage must be one of inbox-claim, .*, not everything\./],
    [['--sabotage', 'coverage-check'], 'Only Kafka’s answers are checked for coverage'],
    [['--seconds', '0'], '--seconds must be a whole number from 1 to 86400, not 0.'],
    [['--sceond', '5'], /Unknown option '--sceond'.*npm run chaos -- \[--bus/],
  ])('complains about %p', (words, complaint) => {
    expect(() => argumentsFrom(words)).toThrow(complaint);
  });
});
