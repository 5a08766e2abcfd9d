import { startSpecGraph, type SpecGraph } from './spec-graph.ts';

let graph: SpecGraph;

beforeEach(async () => {
  graph = await startSpecGraph();
});

afterEach(() => graph.close());

describe('when something fails', () => {
  it('masks a fault of a subgraph and keeps the other fields', async () => {
    const answer = await graph.ask('{ list broken missing }', { headers: { 'x-correlation-id': 'correlated-1' } });

    expect(answer.data).toEqual({ list: ['20'], broken: null, missing: null });
    expect(answer.errors).toMatchObject([
      { path: ['broken'], extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'correlated-1' } },
      { path: ['missing'], extensions: { code: 'NOT_FOUND' } },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/SELECT|10\.0\.0\.7|127\.0\.0\.1|serviceName|response|stack/);
    expect(graph.faults).toContainEqual(expect.objectContaining({ correlationId: 'correlated-1', path: 'broken' }));
  });

  it('answers within the deadline when a subgraph hangs, with the fields of the others', async () => {
    const token = await graph.accessToken();
    const before = performance.now();

    const answer = await graph.ask('{ me slow }', { token });

    expect(performance.now() - before).toBeLessThan(3_000);
    expect(answer).toMatchObject({
      status: 200,
      data: { me: expect.any(String) as string, slow: null },
      errors: [{ path: ['slow'], extensions: { code: 'SUBGRAPH_TIMEOUT' } }],
    });
  });

  it('answers the others’ fields when a subgraph is gone', async () => {
    await graph.stopIdentity();

    expect(await graph.ask('{ list }')).toEqual({ status: 200, data: { list: ['20'] } });
    const answer = await graph.ask('mutation { signIn(input: { email: "e", password: "x" }) { __typename } }');
    expect(answer).toMatchObject({ data: { signIn: null }, errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' }, path: ['signIn'] }] });
    expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|identity/);
  });

  it('tells how the graph is, and stays in service without a subgraph that was there', async () => {
    expect((await graph.gateway.inject('/readyz')).json()).toEqual({
      status: 'ok',
      checks: { supergraph: { status: 'ok' }, identity: { status: 'ok' }, matching: { status: 'ok' } },
    });
    await graph.stopIdentity();
    const readiness = await graph.gateway.inject('/readyz');

    expect(readiness.statusCode).toBe(200);
    expect(readiness.json()).toMatchObject({ status: 'degraded', checks: { identity: { status: 'down' } } });
  });

  it('lists its doors at the front', async () => {
    const page = await graph.gateway.inject('/');

    expect(page.headers['content-type']).toMatch('text/html');
    expect(page.body).not.toMatch(/https?:\/\//);
    expect(page.body).not.toContain('/dev/');
  });
});
