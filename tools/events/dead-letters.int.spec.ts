import type { DeadLetterEntry } from '@crossing/messaging/dead-letter-list.ts';
import { schemaOf } from '@crossing/runtime';
import { giveUp, list, listLines, PAGE, show } from './dead-letters.ts';
import { SERVICES } from './graph-access.ts';
import { collected, specGraph, type SpecGraph } from './spec-graph.ts';

let graph: SpecGraph;
beforeAll(async () => {
  graph = await specGraph();
  await park('contributor', 'a', 30);
  await park('matching', 'b', 30);
});
afterAll(() => graph.close());

/** A parked message and those that wait behind it. */
async function park(service: string, key: string, count: number): Promise<void> {
  await graph.test.query(
    `INSERT INTO ${schemaOf(service)}.dead_letter (consumer, topic, partition, "offset", key, event_id, headers, value, status, reason, first_at, last_at)
     SELECT $1, 'crossing.matching.offer.fact.v1', 0, n, $2, NULL, '{"ce_type": "spec"}', '{"n": 1}', CASE n WHEN 1 THEN 'parked' ELSE 'blocked' END, 'because', $3, $3
     FROM generate_series(1, $4) n`,
    [`${service}.reactions`, key, new Date('2026-03-01T09:30:00Z'), count],
  );
}

const listed = async (page: number, services = SERVICES) => {
  const out = collected();
  await list(graph.access, { services, page, asked: 'dead-letters list' }, out);
  return out.lines;
};
const idOf = async (schema: string, offset: number) =>
  (await graph.test.query<{ id: string }>(`SELECT id FROM ${schema}.dead_letter WHERE "offset" = $1`, [offset]))[0]!.id;

describe('dead-letters list', () => {
  it('shows 50 a page over all services, how many there are, and how to go on', async () => {
    const [first, second] = [await listed(1), await listed(2)];

    expect(first).toHaveLength(1 + PAGE + 3);
    expect(first[1]).toMatch(/^contributor +\d+ +parked +2026-03-01T09:30:00\.000Z +contributor\.reactions .* because$/);
    expect(first.slice(-2)).toEqual(['1 to 50 of 60 dead letters.', 'The next page: npm run events -- dead-letters list --page 2']);
    expect(second.slice(-2)).toEqual(['', '51 to 60 of 60 dead letters.']);
    const ids = [...first, ...second].filter((line) => /blocked|parked/.test(line)).map((line) => line.split(/ +/).slice(0, 2).join(' '));
    expect(new Set(ids).size).toBe(60);
  });

  it('shows those of one service, or that there are none, and complains about a page that is not there', async () => {
    expect((await listed(1, ['matching'])).at(-1)).toBe('1 to 30 of 30 dead letters.');
    expect(await listed(1, ['identity'])).toEqual(['There are no dead letters.']);
    await expect(listed(3)).rejects.toThrow('There are 60 dead letters, on 2 pages.');
  });

  it('keeps a long reason to one line', () => {
    const at = new Date(0);
    const letter: DeadLetterEntry = {
      ...{ id: 1n, consumer: 'c', topic: 't', partition: 0, offset: 0n, key: 'k', status: 'parked', attempts: 0, firstAt: at, lastAt: at },
      reason: `two\nlines ${'x'.repeat(200)}`,
    };
    expect(listLines([['matching', letter]], { total: 1, page: 1, asked: '' })[1]).toMatch(/ two lines x{60,}…$/);
  });
});

describe('dead-letters show', () => {
  it('shows headers, value, reason and what can be done', async () => {
    const out = collected();
    const id = await idOf('matching', 1);

    await show(graph.access, 'matching', BigInt(id), out);

    expect(out.lines[0]).toBe(`matching ${id}: parked`);
    expect(out.lines).toEqual(expect.arrayContaining(['reason     because', 'key        b', '  ce_type: spec', '    "n": 1']));
    expect(out.lines.at(-2)).toMatch(/dead-letters redrive matching --key b$/);
    await expect(show(graph.access, 'matching', 999_999n, out)).rejects.toThrow('matching has no dead letter 999999');
  });
});

describe('dead-letters discard', () => {
  it('gives one up once, keeps why and who, and says what follows', async () => {
    const [out, id] = [collected(), BigInt(await idOf('matching', 1))];

    await giveUp(graph.access, 'matching', id, 'sent by mistake', out);

    expect(out.lines[0]).toContain(`matching ${id} is given up: matching.reactions will never apply this message`);
    expect(out.lines[1]).toBe('29 letters of its key are left: npm run events -- dead-letters redrive matching --key b');
    await expect(giveUp(graph.access, 'matching', id, 'again', out)).rejects.toThrow(`matching has no open dead letter ${id}`);
    await show(graph.access, 'matching', id, out);
    expect(out.lines).toContain('reason     because; given up: sent by mistake');
    const audited = await graph.test.query('SELECT actor_ref, action, aggregate_id FROM matching.audit_entry');
    expect(audited).toEqual([{ actor_ref: 'operator', action: 'dead-letter.discarded', aggregate_id: String(id) }]);
  });
});
