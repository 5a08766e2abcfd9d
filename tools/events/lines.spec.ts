import type { Message } from '@crossing/messaging';
import { columns, counted, duration } from './columns.ts';
import { groupLines, outboxLines } from './lag.ts';
import { jsonOf, linesOf } from './message-lines.ts';

const headers = { ce_id: 'i', ce_type: 'matching.offer.issued.v1', ce_time: '2026-03-01T09:30:00Z', ce_sequence: '7' };
const message: Message = { topic: 't', partition: 2, offset: 12n, key: 'k', headers, value: Buffer.from('{"n": 1}') };

describe('a message', () => {
  it('is shown with time, type, key and sequence, then its data', () => {
    expect(linesOf(message)).toBe('2026-03-01T09:30:00Z  matching.offer.issued.v1  k  #7\n  {"n":1}');
    expect(linesOf({ ...message, headers: {}, value: null })).toBe('no time  no type  k  no sequence\n  (a tombstone: the key is erased)');
    expect(linesOf({ ...message, value: Buffer.from('{') })).toMatch(/\(not JSON\) \{$/);
  });

  it('is one line of JSON', () => {
    const { data, ...rest } = JSON.parse(jsonOf(message)) as Record<string, unknown>;
    expect(data).toEqual({ n: 1 });
    expect(rest).toEqual({
      ...{ topic: 't', partition: 2, offset: 12, key: 'k', sequence: 7, headers },
      ...{ time: '2026-03-01T09:30:00Z', type: 'matching.offer.issued.v1', id: 'i' },
    });
    expect(JSON.parse(jsonOf({ ...message, value: null }))).toMatchObject({ data: null });
    expect(JSON.parse(jsonOf({ ...message, value: Buffer.from('{') }))).toMatchObject({ text: '{' });
  });
});

describe('columns', () => {
  it('are as wide as their widest cell, with numbers to the right', () => {
    expect(
      columns(
        ['group', 'n'],
        [
          ['matching.projection', 7n],
          ['x', 1234n],
        ],
      ),
    ).toEqual(['group                   n', 'matching.projection     7', 'x                    1234']);
  });

  it('have words beside them', () => {
    expect([counted(1n, 'event'), counted(2, 'event')]).toEqual(['1 event', '2 events']);
    expect([400, 12_345, 180_000, 18_000_000, 200_000_000].map(duration)).toEqual(['0.4 s', '12 s', '3 min', '5 h', '2 d']);
  });
});

describe('lag', () => {
  it('shows each partition, and totals by group', () => {
    const one = { group: 'matching.projection', topic: 't', partition: 0, committed: 3n, end: 5n };
    const lines = groupLines([one, { ...one, partition: 1, committed: 4n, end: 4n }, { ...one, group: 'a.reactions', end: 4n }]);

    expect(lines.slice(0, 2)).toEqual([
      'group                topic  partition  committed  end  waiting',
      'matching.projection  t              0          3    5        2',
    ]);
    expect(lines).toContain('matching.projection: 2 waiting of 2 partitions of 1 topic');
    expect(lines).toContain('a.reactions: 1 waiting of 1 partition of 1 topic');
    expect(lines).toContain('all groups: 3 waiting');
    expect(groupLines([])).toEqual(['No group has read anything from this bus yet.']);
  });

  it('shows what waits in an outbox, since when, and what is parked', () => {
    const now = new Date('2026-03-01T09:30:00Z');
    const oldest = new Date(now.getTime() - 3_000);

    expect(outboxLines('matching', { rows: 0, parked: 0, oldest: null, firstParked: [] }, now)).toEqual([
      'outbox of matching: nothing waits',
    ]);
    const parkedRow = { seq: 4n, topic: 't', key: 'k', error: 'too long' };
    expect(outboxLines('matching', { rows: 9, parked: 7, oldest, firstParked: [parkedRow] }, now)).toEqual([
      'outbox of matching: 2 events waiting, the oldest for 3.0 s; 7 parked, each blocks its key',
      '  parked: seq 4, t, key k: too long',
      '  and 6 more',
    ]);
  });
});
