import type { Consumer } from '@crossing/messaging';
import { describeWithKafka, eventually, kafkaForTests } from '@crossing/testkit';
import { operated, type OperatedService } from '../spec-operated.ts';
import { rebuildProjection } from './rebuild-projection.ts';

const SOON_MS = 20_000;
const names = Array.from({ length: 12 }, (_, n) => `thing-${String(n).padStart(2, '0')}`);

/** Whoever writes without a pause outruns every reader. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

/** What both adapters keep. */
function rebuilding(open: () => Promise<OperatedService>): void {
  let service: OperatedService;
  let consumer: Consumer | undefined;
  beforeEach(async () => {
    service = await open();
    // A broker that has just made a topic needs a moment for its leaders.
    await eventually(() => service.publish('thing-00', 0), SOON_MS);
  });
  afterEach(async () => {
    await consumer?.stop();
    consumer = undefined;
    await service.close();
  });
  const rebuild = async (...args: readonly string[]) => {
    const operation = service.operation(...args);
    await rebuildProjection(operation);
    return operation.said;
  };
  const shadows = () => service.test.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE '%_rebuild'");

  it('makes a corrupt read model equal to what the states say, while they keep coming and are read', async () => {
    const { test, things } = service;
    const expected: Record<string, number> = { 'thing-00': 0 };
    const state = async (name: string, n: number) => {
      await service.publish(name, n);
      expected[name] = n;
    };
    for (const [n, name] of names.entries()) await state(name, n);
    await state('gone', 1);
    await service.publish('gone', null);
    delete expected['gone'];
    consumer = service.consume();
    await eventually(async () => expect(await things()).toEqual(expected), SOON_MS);
    await test.query('UPDATE matching.thing_view SET n = -1');
    await test.query("DELETE FROM matching.thing_view WHERE thing_id = 'thing-03'");
    await test.query("INSERT INTO matching.thing_view (thing_id, n) VALUES ('never-was', 1)");
    await test.query("UPDATE matching.projected SET sequence = 1000000 WHERE key = 'thing-04'");
    await test.query("UPDATE matching.allotment SET taken = 7 WHERE thing_id = 'thing-05'");

    let running = true;
    const counts: number[] = [];
    const reader = (async () => {
      for (; running; await pause())
        counts.push((await test.query<{ n: number }>('SELECT count(*)::int AS n FROM matching.thing_view'))[0]!.n);
    })();
    const writer = (async () => {
      for (let n = 100; running; n += 1, await pause()) await state(names[n % names.length]!, n);
    })();
    const said = await rebuild('thing-view');
    await new Promise((resolve) => setTimeout(resolve, 100));
    running = false;
    await Promise.all([reader, writer]);

    await eventually(async () => expect(await things()).toEqual(expected), SOON_MS);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(12);
    expect(said[0]).toMatch(/^Replaying crossing\.matching\.thing-.*\.state\.v1 into matching_rebuild …$/);
    expect(said[1]).toMatch(/^matching\/thing-view is made anew from \d+ messages; its consumers waited \d+ ms/);
    expect(said.slice(2)).toEqual([
      // One was deleted and one invented; the writer may have brought the deleted one back.
      expect.stringMatching(/^ {2}thing_view: 12 rows, before 1[23]$/),
      '  allotment: as it was, since it also holds what no event tells',
      'Then dance.',
    ]);
    expect(await test.query('SELECT thing_id FROM matching.allotment WHERE taken = 7')).toEqual([{ thing_id: 'thing-05' }]);
    expect(await test.query('SELECT FROM matching.dead_letter')).toEqual([]);
    expect(await shadows()).toEqual([]);
  });

  it('passes over what is no event and what repeats an older state, and needs no consumer', async () => {
    await service.forge('no event');
    await service.publish('a', 0);
    await service.publish('a', 1);
    await service.publish('a', 0, 1);

    const said = await rebuild('thing-view');

    expect(await service.things()).toEqual({ 'thing-00': 0, a: 1 });
    expect(said).toContain('  1 of the messages make no event and were passed over: see npm run events -- dead-letters');
  });
}

describe('rebuild on the log in PostgreSQL', () => {
  rebuilding(operated);
});

describeWithKafka('rebuild on Kafka', () => {
  rebuilding(async () => operated({ KAFKA_BROKERS: await kafkaForTests() }));
});

describe('rebuild', () => {
  let service: OperatedService;
  beforeAll(async () => {
    service = await operated();
    await service.publish('a', 1);
    await service.test.query("INSERT INTO matching.thing_view (thing_id, n) VALUES ('old', 1)");
  });
  afterAll(() => service.close());
  const rebuild = (...args: readonly string[]) => rebuildProjection(service.operation(...args));

  it.each([
    [[], 'Say which projection of matching: thing-view, mixed-view, silent-view.'],
    [['things'], 'matching has no projection things; there is thing-view, mixed-view, silent-view.'],
    [['mixed-view'], 'allotment also holds what requests write: it cannot be made anew from events.'],
    [['silent-view'], /cannot be applied: relation "allotment" does not exist$/],
  ])('refuses %j, and changes nothing', async (args, sentence) => {
    await expect(rebuild(...args)).rejects.toThrow(sentence);

    expect(await service.things()).toEqual({ old: 1 });
    expect(await service.test.query("SELECT FROM pg_namespace WHERE nspname = 'matching_rebuild'")).toEqual([]);
  });

  it('refuses a table that others refer to, and a second rebuild at the same time', async () => {
    await service.test.query('CREATE TABLE matching.reference (thing_id text REFERENCES matching.thing_view)');
    await expect(rebuild('thing-view')).rejects.toThrow('thing_view is referenced by matching.reference: its rows cannot be replaced.');
    await service.test.query('DROP TABLE matching.reference');

    const both = await Promise.allSettled([rebuild('thing-view'), rebuild('thing-view')]);
    const reasons = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(reasons).toEqual(['Refused: A read model of matching is being rebuilt at this moment: wait for that one.']);
    expect(await service.things()).toEqual({ a: 1 });
  });

  it('removes what a rebuild that was killed has left', async () => {
    await service.test.query('CREATE SCHEMA matching_rebuild; CREATE TABLE matching_rebuild.thing_view (x integer)');

    await rebuild('thing-view');

    expect(await service.things()).toEqual({ a: 1 });
  });
});
