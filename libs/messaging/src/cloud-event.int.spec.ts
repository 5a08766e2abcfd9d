import { eventually, TEST_ROLE_SECRET, testDatabase, type TestDatabase } from '@crossing/testkit';
import { CloudEvent, HTTP, Kafka, type KafkaMessage } from 'cloudevents';
import type { OutgoingMessage } from './bus.ts';
import { consuming, type Consuming } from './consuming.fixture.ts';
import { envelopeOf } from './envelope.ts';
import { ThingHappened, ThingState } from './service.fixture.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

let database: TestDatabase;
let my: Consuming;
let sent: OutgoingMessage[];

beforeEach(async () => {
  database = await testDatabase({ service: 'matching' });
  my = await consuming(database, TEST_ROLE_SECRET);
  sent = [];
  await my.replaceRelay({
    ...my.bus,
    async publish(messages) {
      sent.push(...messages);
      await my.bus.publish(messages);
    },
  });
});
afterEach(async () => {
  await my.close();
  await database.drop();
});

const sentOf = (count: number): Promise<OutgoingMessage[]> =>
  eventually(() => {
    expect(sent).toHaveLength(count);
    return sent;
  });

/** The message as the official library reads it: without its own leniency, which takes events that are none. */
function strictly({ key, headers, value }: OutgoingMessage): CloudEvent<unknown> {
  const event = Kafka.toEvent<unknown>({ key, headers, value, body: value } as KafkaMessage);
  return new CloudEvent({ ...(event as CloudEvent<unknown>) }, true);
}

describe('a message that the relay sends', () => {
  it('is a CloudEvent 1.0 in Kafka’s binary mode, by the official library', async () => {
    await my.service.transact({ correlationId: 'spec', traceparent }, async (tx) => {
      tx.emit(ThingHappened, 'k', { n: 7 });
      tx.emit(ThingHappened, 'k', { n: 8 });
    });
    const [first, second] = await sentOf(2);

    expect(strictly(first!).toJSON()).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'matching.thing.happened.v1',
      source: '/matching',
      subject: 'k',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      dataschema: ThingHappened.schema.$id,
      datacontenttype: 'application/json',
      partitionkey: 'k',
      sequence: '1',
      correlationid: 'spec',
      data: { n: 7 },
    });
    expect(strictly(second!)).toMatchObject({ sequence: '2', data: { n: 8 } });
    expect(strictly(second!).id).not.toBe(strictly(first!).id);
  });

  it('has the attributes as headers, and the trace as a header of its own if there is one', async () => {
    await my.service.transact({ correlationId: 'spec', traceparent }, async (tx) => tx.emit(ThingHappened, 'k', { n: 1 }));
    await my.service.transact({ correlationId: 'spec' }, async (tx) => tx.emit(ThingState, 'k', { n: 1 }));
    const [traced, untraced] = await sentOf(2);
    const attributes = [
      'specversion',
      'id',
      'type',
      'source',
      'subject',
      'time',
      'dataschema',
      'partitionkey',
      'sequence',
      'correlationid',
    ];
    const names = ['content-type', ...attributes.map((name) => `ce_${name}`)];

    expect(Object.keys(untraced!.headers).toSorted()).toEqual(names.toSorted());
    expect(Object.keys(traced!.headers).toSorted()).toEqual([...names, 'traceparent'].toSorted());
    expect(traced!.headers['traceparent']).toBe(traceparent);
  });

  it('comes out of the official library as it went in', async () => {
    await my.service.happen('k', 7);
    const [message] = await sentOf(1);

    const { key, headers, value } = Kafka.binary(strictly(message!)) as KafkaMessage<object>;

    expect(key).toBe('k');
    expect(headers).toMatchObject(message!.headers);
    expect(JSON.stringify(value)).toBe(message!.value!.toString());
  });

  it('is an event without data when it is a tombstone: no value, all headers', async () => {
    await my.service.transact({ correlationId: 'spec' }, async (tx) => tx.tombstone(ThingState, 'k'));
    const [message] = await sentOf(1);

    expect(message!.value).toBeNull();
    expect(envelopeOf(message!)).toMatchObject({ type: ThingState.type, sequence: 1n });
    // The library’s Kafka binding knows no tombstones; its HTTP binding has the same attributes under another prefix.
    const headers = Object.fromEntries(Object.entries(message!.headers).map(([name, text]) => [name.replace('ce_', 'ce-'), text]));
    const event = new CloudEvent({ ...(HTTP.toEvent<unknown>({ headers, body: undefined }) as CloudEvent<unknown>) }, true);
    expect(event).toMatchObject({ type: 'matching.thing.state.v1', subject: 'k', partitionkey: 'k', sequence: '1' });
    expect(event.data).toBeUndefined();
  });
});

describe('a message that the official library makes', () => {
  it('is an event to the consumer', async () => {
    my.consume();
    const event = new CloudEvent({
      ...{ id: crypto.randomUUID(), type: ThingHappened.type, source: '/matching', subject: 'k', datacontenttype: 'application/json' },
      ...{ partitionkey: 'k', sequence: '1', data: { n: 3 } },
    });
    const { key, headers, value } = Kafka.binary(event) as KafkaMessage<object>;
    const present = Object.fromEntries(
      Object.entries(headers as Record<string, string | undefined>).filter(([, text]) => text !== undefined),
    );

    await my.bus.publish([
      {
        topic: ThingHappened.topic,
        key: String(key),
        headers: present as Record<string, string>,
        value: Buffer.from(JSON.stringify(value)),
      },
    ]);

    await eventually(async () => expect(await my.effects('k')).toEqual([3]));
    expect(await my.letters()).toEqual([]);
  });
});
