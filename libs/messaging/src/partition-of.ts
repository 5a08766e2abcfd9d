import kafkajs from 'kafkajs';

const choose = kafkajs.Partitioners.DefaultPartitioner();
const metadata = new Map<number, Parameters<typeof choose>[0]['partitionMetadata']>();

/** The partition where Kafka's own clients put a key (murmur2): a log may move to Kafka, and keys stay where they are. */
export function partitionOf(topic: string, key: string, partitions: number): number {
  let partitionMetadata = metadata.get(partitions);
  if (!partitionMetadata) {
    partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
      partitionId,
      partitionErrorCode: 0,
      leader: 0,
      replicas: [],
      isr: [],
    }));
    metadata.set(partitions, partitionMetadata);
  }
  return choose({ topic, partitionMetadata, message: { key, value: null } });
}
