import { connect, type AddressInfo } from 'node:net';
import { startSpecGraph, type SpecGraph } from '../spec-graph.ts';
import { limitsWith } from './spec-limits.ts';

let graph: SpecGraph;
let port: number;

beforeAll(async () => {
  graph = await startSpecGraph({
    production: true,
    limits: limitsWith({ HEADER_LIMIT: 2_000, REQUEST_TIMEOUT: 500, CONNECTION_LIMIT: 3, SUBGRAPH_ANSWER_LIMIT: 100_000 }),
  });
  await graph.gateway.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = graph.gateway.server.address() as AddressInfo);
});

afterAll(() => graph.close());

/** Sends these bytes on a connection of its own, and answers all that came until it was closed. */
const send = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(5_000, () => socket.destroy(new Error('Nobody closed the connection.')));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', (error) => (answer += error.message));
    socket.on('close', () => resolve(answer));
  });

const isJson = (answer: string): void => {
  expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
};

describe('a connection', () => {
  it('is closed when its request does not arrive in time', async () => {
    const [head, body] = await Promise.all([
      send('POST /graphql HTTP/1.1\r\nHost: a\r\n'),
      send('POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'),
    ]);

    for (const answer of [head, body]) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    isJson(head);
  });

  it('takes no larger headers', async () => {
    const answer = await send(`GET / HTTP/1.1\r\nHost: a\r\nX-Large: ${'x'.repeat(3_000)}\r\n\r\n`);

    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    isJson(answer);
  });

  it('answers what is no HTTP as JSON', async () => {
    const answer = await send('nonsense\r\n\r\n');

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    isJson(answer);
  });

  it('is refused when too many are open', async () => {
    const open = Array.from({ length: 3 }, () => send('GET / HTTP/1.1\r\n'));
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect(await send('GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).not.toContain('200 OK');

    await Promise.all(open);
    expect(await send('GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain('200 OK');
  });
});

describe('an answer', () => {
  it('to a URL that is none is JSON', async () => {
    const answer = await graph.gateway.inject('/%zz');

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it('of a subgraph that is too large is dropped, and the other fields are answered', async () => {
    const token = await graph.accessToken();

    const answer = await graph.ask('{ me large(bytes: 200000) }', { token });

    expect(answer).toMatchObject({
      status: 200,
      data: { me: expect.any(String) as string, large: null },
      errors: [{ path: ['large'], extensions: { code: 'SERVICE_UNAVAILABLE' } }],
    });
  });
});
