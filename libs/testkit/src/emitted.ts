import type { TestDatabase } from './test-database.ts';

export interface EmittedEvent {
  readonly type: string;
  readonly topic: string;
  readonly key: string;
  /** Parsed; null for a tombstone. */
  readonly data: Record<string, unknown> | null;
}

/** The events that a service has written to its outbox, in order. */
export async function emittedBy({ query }: TestDatabase, service: string): Promise<EmittedEvent[]> {
  const rows = await query<{ topic: string; key: string; headers: Record<string, string>; value: Buffer | null }>(
    `SELECT topic, key, headers, value FROM ${service.replaceAll('-', '_')}.outbox ORDER BY seq`,
  );
  return rows.map(({ topic, key, headers, value }) => ({
    type: headers['ce_type'] ?? '',
    topic,
    key,
    data: value === null ? null : (JSON.parse(value.toString()) as Record<string, unknown>),
  }));
}
