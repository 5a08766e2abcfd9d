import type { RefusalBatch } from '@crossing/runtime/refusal-tally.ts';
import { startSpecGraph, type SpecGraph } from './spec-graph.ts';
import { NOVA } from './spec-subgraphs.ts';

let graph: SpecGraph;
beforeEach(async () => {
  graph = await startSpecGraph({ production: true });
});
afterEach(() => graph.close());

/** What identity was told by the time the gateway was closed. */
async function reported(): Promise<RefusalBatch['counts']> {
  await graph.gateway.close();
  return graph.reported.flatMap(({ counts }) => counts);
}

describe('noteRefusals', () => {
  it('reports who was refused what, counted', async () => {
    for (const _again of [1, 2, 3]) await graph.ask('{ mine: queue }', { token: await graph.accessToken() });
    await graph.ask('{ mine: queue }');
    await graph.ask('{ list }', { token: 'not.a.token' });
    await graph.ask('{ list }');

    const operation = { action: 'operation.refused', aggregate: 'operation' };
    expect(await reported()).toEqual([
      { ...operation, actor: NOVA, aggregateId: 'Query.queue', reason: 'FORBIDDEN', count: 3 },
      { ...operation, actor: 'anonymous', aggregateId: 'Query.queue', reason: 'UNAUTHENTICATED', count: 1 },
      { ...operation, actor: 'anonymous', aggregateId: 'access-token', reason: 'UNAUTHENTICATED', count: 1 },
    ]);
  });

  it('names no word that the client chose', async () => {
    await graph.ask('{ novaAtExample: missing }');
    await graph.ask(`{ ${Array.from({ length: 31 }, (_one, index) => `novaAtExample${index}: list`).join(' ')} }`);

    const text = JSON.stringify(await reported());
    expect(text).toContain('Query.missing');
    expect(text).toContain('QUERY_TOO_EXPENSIVE');
    expect(text).not.toContain('novaAtExample');
  });

  it('is no trouble to the client while identity is away', async () => {
    await graph.stopIdentity();

    expect((await graph.ask('{ mine: queue }')).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(await reported()).toEqual([]);
  });
});
