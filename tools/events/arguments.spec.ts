import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { commandFrom } from './arguments.ts';

describe('commandFrom', () => {
  it.each([
    [[], { name: 'help' }],
    [['tail', 'x', '--help'], { name: 'help' }],
    [['tail', 'offer'], { name: 'tail', topic: 'offer', from: 'now', count: null, key: null, json: false }],
    [
      ['tail', 'offer', '--from', 'beginning', '--count=2', '--key', 'k', '--json'],
      { name: 'tail', topic: 'offer', from: 'beginning', count: 2, key: 'k', json: true },
    ],
    [
      ['tail', 'offer', '--from', '2026-03-01T09:30:00Z'],
      { name: 'tail', topic: 'offer', from: new Date('2026-03-01T09:30:00Z'), count: null, key: null, json: false },
    ],
    [['lag'], { name: 'lag' }],
    [['dead-letters'], { name: 'list', service: null, page: 1 }],
    [['dead-letters', '--page', '3'], { name: 'list', service: null, page: 3 }],
    [['dead-letters', 'list', '--service', 'matching'], { name: 'list', service: 'matching', page: 1 }],
    [['dead-letters', 'show', 'matching', '7'], { name: 'show', service: 'matching', id: 7n }],
    [['dead-letters', 'redrive', 'matching'], { name: 'redrive', service: 'matching', group: null, key: null }],
    [
      ['dead-letters', 'redrive', 'matching', '--group', 'reactions', '--key', 'k'],
      { name: 'redrive', service: 'matching', group: 'reactions', key: 'k' },
    ],
    [
      ['dead-letters', 'discard', 'matching', '7', '--reason', 'a test'],
      { name: 'discard', service: 'matching', id: 7n, reason: 'a test' },
    ],
    [['rebuild', 'matching/company-view'], { name: 'rebuild', service: 'matching', projection: 'company-view' }],
    [['rebuild', 'matching'], { name: 'rebuild', service: 'matching', projection: '' }],
  ])('reads %j', (words, command) => {
    expect(commandFrom(words)).toEqual(command);
  });

  it.each([
    [['tial'], 'tial is none of tail, lag, dead-letters, rebuild: npm run events -- --help'],
    [['tail'], 'The topic is missing: npm run events -- tail <topic> [--from …] [--count …] [--key …] [--json]'],
    [['tail', 'a', 'b'], 'b is one word too many: npm run events -- tail <topic> [--from …] [--count …] [--key …] [--json]'],
    [
      ['tail', 'a', '--from', 'yesterday'],
      '--from must be beginning, or a time such as 2026-03-01 or 2026-03-01T09:30:00Z, not yesterday.',
    ],
    [
      ['tail', 'a', '--from', '2026-13-01'],
      '--from must be beginning, or a time such as 2026-03-01 or 2026-03-01T09:30:00Z, not 2026-13-01.',
    ],
    [['tail', 'a', '--count', '0'], '--count must be a whole number from 1, not 0.'],
    [['lag', '--json'], "Unknown option '--json': npm run events -- lag"],
    [['dead-letters', 'show', 'matching', 'seven'], '<id> must be a whole number from 1, not seven.'],
    [['dead-letters', 'discard', 'matching', '7'], 'Say why the message is given up: --reason "…" is kept with it.'],
    [['dead-letters', 'drop'], 'drop is none of list, show, redrive, discard: npm run events -- dead-letters [list|show|redrive|discard]'],
    [['rebuild'], 'The service/projection is missing: npm run events -- rebuild <service>/<projection>'],
  ])('says in a sentence what is wrong with %j', (words, sentence) => {
    expect(() => commandFrom(words)).toThrow(new Complaint(sentence));
  });
});
