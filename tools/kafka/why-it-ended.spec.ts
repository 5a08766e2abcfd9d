import { whyItEnded } from './why-it-ended.ts';

const plan = { id: 2, role: 'broker', port: 19_093 } as const;
const why = (...lines: string[]): string => whyItEnded({ plan, log: 'logs/node-2.log', failure: 'ended during its start', lines });

describe('whyItEnded', () => {
  it('names the folder that another Kafka uses', () => {
    expect(
      why(
        'org.apache.kafka.common.KafkaException: Failed to acquire lock on file .lock in /data/node-2. A Kafka instance in another process or thread is using this directory.',
      ),
    ).toBe('/data/node-2 is in use by another Kafka: stop that one, or name another folder with --data.');
  });

  it('names the port that somebody took', () => {
    expect(why('org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:19091: Address already in use.')).toMatch(
      /^Port 19091, where Kafka should listen, is taken: .*--port/,
    );
  });

  it('gives the reason of anything else, and the log', () => {
    expect(why('[main] ERROR kafka.Kafka$', 'java.lang.OutOfMemoryError: Java heap space', '\tat kafka.Kafka.main(Kafka.scala)')).toBe(
      'Kafka’s node 2 ended during its start (java.lang.OutOfMemoryError: Java heap space): its log is logs/node-2.log',
    );
    expect(why()).toBe('Kafka’s node 2 ended during its start: its log is logs/node-2.log');
  });
});
