import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '@crossing/tool-dev/complaint.ts';
import { startKafka } from './kafka.ts';

// Whether Kafka starts on this machine; afterwards its jars are there, and so are its classes for a quick start.
await runCommand(async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossing-kafka-'));
  try {
    const cluster = await startKafka({ brokers: 1, port: 'free', dataDir, say: console.log });
    console.log(`Kafka is up after ${Math.round(performance.now())} ms`);
    await cluster.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
