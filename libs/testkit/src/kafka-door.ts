import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { whatKafkaLacks } from '@crossing/tool-kafka/availability.ts';
import { kafkaJars } from '@crossing/tool-kafka/jars.ts';
import { startKafka, type KafkaCluster } from '@crossing/tool-kafka/kafka.ts';

/**
 * Where the workers of a jest run ask for its Kafka, since none of them could start one for all. `GET /jars` answers when the jars
 * are there, `GET /node` with the brokers; the first one who asks waits for the start. Answers with how to close the door again.
 */
export async function openKafkaDoor(newFolder: () => string): Promise<() => Promise<void>> {
  process.env['TEST_KAFKA_LACKS'] = (await whatKafkaLacks()) ?? '';
  let jars: Promise<string> | undefined;
  let node: Promise<KafkaCluster> | undefined;
  let dataDir: string | undefined;
  const start = (): Promise<KafkaCluster> => startKafka({ brokers: 1, port: 'free', dataDir: (dataDir = newFolder()) });

  const server = createServer((request, response) => {
    const answer = request.url === '/jars' ? (jars ??= kafkaJars()) : (node ??= start()).then(({ bootstrap }) => bootstrap);
    answer.then(
      (text) => response.end(text),
      (error: Error) => response.writeHead(503).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  process.env['TEST_KAFKA_DOOR'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return async () => {
    server.close();
    await node?.then(
      (cluster) => cluster.stop(),
      () => {},
    );
    if (dataDir) rmSync(dataDir, { recursive: true, force: true });
  };
}
