import { randomUUID } from 'node:crypto';
import { CompanyRegistered, EngagementStarted, OpportunityState } from '@crossing/contracts';
import { postgresLog } from '@crossing/messaging';
import type { OutgoingMessage } from '@crossing/messaging/bus.ts';
import { partitionOf } from '@crossing/messaging/partition-of.ts';
import { roleUrl } from '@crossing/runtime';
import { id } from '@crossing/tool-journey/story.ts';
import { uuidOf } from '../src/scene.ts';
import { stage } from './stage.ts';

type Service = 'identity' | 'company-verification' | 'matching';

const PARTITIONS = 6;
const quiet = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

describe('an event three times, out of order, with a gap, of unknown type or malformed is applied once or put aside; its partition moves on', () => {
  const set = stage();
  beforeAll(() => set.settled());

  /** As the service itself, whose relay went mad. */
  async function publish(service: Service, messages: readonly OutgoingMessage[]): Promise<void> {
    const url = roleUrl(set.databaseUrl, { service, kind: 'worker', secret: set.secrets.databaseRoleSecret });
    const bus = await postgresLog({ url, log: quiet });
    try {
      await bus.publish(messages);
    } finally {
      await bus.close();
    }
    await set.settled();
  }
  const stored = async (type: string, key: string) =>
    (
      await set.sql<{ topic: string; key: string; headers: Record<string, string>; value: Buffer }>(
        `SELECT topic, key, headers, value FROM bus.log WHERE headers->>'ce_type' = $1 AND key = $2 ORDER BY off DESC LIMIT 1`,
        [type, key],
      )
    )[0]!;
  const letters = (service: string, key: string) =>
    set.sql(`SELECT status, reason FROM ${service}.dead_letter WHERE key = $1 ORDER BY id`, [key]);
  const registered = (companyId: string, headers: Readonly<Record<string, string>> = {}, value?: string) => ({
    topic: CompanyRegistered.topic,
    key: companyId,
    headers: {
      ...{ ce_id: randomUUID(), ce_type: CompanyRegistered.type, ce_sequence: '1', ce_time: new Date().toISOString() },
      ...headers,
    },
    value: Buffer.from(value ?? JSON.stringify({ companyId, registeredBy: randomUUID(), registeredAt: new Date().toISOString() })),
  });
  /** A company whose events share a partition with those of another. */
  function neighbourOf(companyId: string): string {
    const partition = (key: string): number => partitionOf(CompanyRegistered.topic, key, PARTITIONS);
    for (;;) {
      const other = randomUUID();
      if (partition(other) === partition(companyId)) return other;
    }
  }
  const isKnown = async (companyId: string): Promise<boolean> =>
    (await set.sql('SELECT 1 FROM company_verification.company WHERE company_id = $1', [companyId])).length === 1;

  it('three times: the placement is charged once', async () => {
    const engagementId = uuidOf(id(set.story, 'engagement'));
    const charges = () => set.sql('SELECT * FROM company_verification.ledger_entry WHERE engagement_id = $1', [engagementId]);
    const [before, events] = [await charges(), await set.events()];
    expect(before).toHaveLength(1);
    const started = await stored(EngagementStarted.type, engagementId);

    await publish('matching', [started, started, started]);

    expect(await charges()).toEqual(before);
    expect(await letters('company_verification', engagementId)).toEqual([]);
    expect(await set.events()).toBe(events + 3);
  });

  it('out of order and with a gap: the newest stays, whatever comes late', async () => {
    const opportunityId = randomUUID();
    const known = await stored(OpportunityState.type, uuidOf(id(set.story, 'opportunity')));
    const data = JSON.parse(known.value.toString()) as object;
    const snapshot = (sequence: number, title: string) => ({
      ...known,
      key: opportunityId,
      headers: { ...known.headers, ce_id: randomUUID(), ce_sequence: String(sequence) },
      // By the row's own version the late ones would be newer: the sequence alone tells.
      value: Buffer.from(JSON.stringify({ ...data, opportunityId, version: 1_000 - sequence, title })),
    });
    const titles = () => set.sql('SELECT title FROM matching.opportunity_view WHERE opportunity_id = $1', [opportunityId]);

    const newest = snapshot(7, 'The newest');
    await publish('company-verification', [newest]);
    await publish('company-verification', [snapshot(2, 'Late'), newest, snapshot(5, 'Later')]);

    expect(await titles()).toEqual([{ title: 'The newest' }]);
    expect(await letters('matching', opportunityId)).toEqual([]);
    // Erased, it stays so.
    await publish('company-verification', [{ ...snapshot(8, ''), value: null }, snapshot(6, 'After its end')]);
    expect(await titles()).toEqual([]);
  });

  it('of unknown type: passed over', async () => {
    const companyId = randomUUID();

    await publish('identity', [registered(companyId, { ce_type: 'identity.company.adopted.v9' }), registered(companyId)]);

    expect(await isKnown(companyId)).toBe(true);
    expect(await letters('company_verification', companyId)).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, string | undefined, string, RegExp]>([
    ['without an id', { ce_id: '' }, undefined, 'malformed', /ce_id is not a UUID/],
    ['with an id that is SQL', { ce_id: "'; DROP TABLE company; --" }, undefined, 'malformed', /ce_id is not a UUID/],
    ['without a place in its order', { ce_sequence: '-1' }, undefined, 'malformed', /ce_sequence is not a number/],
    ['from no time', { ce_time: 'yesterday' }, undefined, 'malformed', /ce_time is not an instant/],
    ['that is no JSON', {}, '{', 'parked', /is not JSON/],
    ['against its contract', {}, '{"companyId": 1}', 'parked', /CompanyRegistered/],
    ['that is empty', {}, '', 'parked', /is not JSON/],
  ])(
    'malformed, %s: put aside with its reason, and the next of its partition is applied',
    async (_what, headers, value, status, reason) => {
      const companyId = randomUUID();
      const next = neighbourOf(companyId);

      await publish('identity', [registered(companyId, headers, value), registered(next)]);

      expect(await isKnown(next)).toBe(true);
      expect(await isKnown(companyId)).toBe(false);
      expect(await letters('company_verification', companyId)).toEqual([{ status, reason: expect.stringMatching(reason) as string }]);
    },
  );

  it('of another service: nobody may publish on topics that are not theirs', async () => {
    const started = await stored(EngagementStarted.type, uuidOf(id(set.story, 'engagement')));

    await expect(publish('identity', [started])).rejects.toThrow('identity_worker may not publish');
  });
});
