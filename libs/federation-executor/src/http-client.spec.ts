import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { httpClient, type HttpClient, type HttpClientOptions, type ObservedRequest } from './http-client.ts';
import { httpFailureReason } from './http-failure.ts';

const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function listen(server: Server | TcpServer): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const url = await listen(server);
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return url;
}

function client(url: string, options: Partial<HttpClientOptions> = {}): HttpClient & { observed: ObservedRequest[] } {
  const observed: ObservedRequest[] = [];
  const made = httpClient({ name: 'shop', url, observe: (request) => void observed.push(request), ...options });
  open.push(made);
  return Object.assign(made, { observed });
}

const request = { body: '{"query":"{ a }"}', headers: {}, timeoutMs: 2_000, isQuery: true };
const ok = JSON.stringify({ data: { a: 1 } });
const reasonOf = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => 'answered', httpFailureReason);

describe('httpClient', () => {
  it('keeps its connections and sends one request at a time on each', async () => {
    const sockets = new Set<Socket>();
    const busy = new Set<Socket>();
    let wasPipelined = false;
    const url = await serve(({ socket }, response) => {
      wasPipelined ||= busy.has(socket);
      sockets.add(socket);
      busy.add(socket);
      setTimeout(() => (busy.delete(socket), response.end(ok)), 20);
    });
    const shop = client(url, { connections: 4 });

    for (let round = 0; round < 5; round += 1)
      expect(await Promise.all(Array.from({ length: 8 }, () => shop.post(request)))).toContainEqual({ status: 200, data: { a: 1 } });

    expect(sockets.size).toBe(4);
    expect(wasPipelined).toBe(false);
  });

  it.each([
    ['HTML with 200', '<html>Welcome</html>'],
    ['half an answer', '{"data":'],
    ['a list', '[1]'],
    ['data that is text', '{"data":"a"}'],
    ['errors that are no list', '{"data":null,"errors":{"message":"no"}}'],
    ['errors that are text', '{"data":null,"errors":["no"]}'],
    ['nothing', ''],
    ['an object without a result', '{}'],
  ])('calls %s malformed', async (_what, text) => {
    const url = await serve((_incoming, response) => void response.end(text));

    expect(await reasonOf(client(url).post(request))).toBe('malformed');
  });

  it('stops to read an answer that is too large or has no end', async () => {
    let sent = 0;
    const url = await serve((_incoming, response) => {
      const piece = 'x'.repeat(65_536);
      const more = (): void => {
        while (!response.destroyed && response.write(piece)) sent += piece.length;
        sent += piece.length;
      };
      response.on('drain', more).on('error', () => undefined);
      more();
    });

    expect(await reasonOf(client(url, { maxAnswerBytes: 1_000_000 }).post(request))).toBe('too-large');
    await sleep(50);
    expect(sent).toBeLessThan(20_000_000);
  });

  it.each([
    ['silent', () => undefined],
    ['slow', (response: { write: (text: string) => void }) => setInterval(() => response.write(' '), 20).unref()],
  ])('gives a subgraph that is %s up in time', async (_what, behave) => {
    const url = await serve((_incoming, response) => void behave(response));
    const before = performance.now();

    expect(await reasonOf(client(url).post({ ...request, timeoutMs: 150 }))).toBe('timeout');
    expect(performance.now() - before).toBeLessThan(1_500);
  });

  it('stops when nobody waits any more', async () => {
    const gone = Promise.withResolvers<void>();
    const url = await serve((incoming) => void incoming.socket.on('close', () => gone.resolve()));
    const caller = new AbortController();
    const answer = reasonOf(client(url).post({ ...request, signal: caller.signal }));
    await sleep(50);
    caller.abort();

    expect(await answer).toBe('aborted');
    await gone.promise;
  });

  it('sends a query once more when the connection was closed, a mutation never', async () => {
    let connections = 0;
    const server = createTcpServer((socket) => {
      connections += 1;
      const isFirst = connections % 2 === 1;
      socket
        .on('error', () => undefined)
        .once('data', () => (isFirst ? socket.destroy() : socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${ok.length}\r\n\r\n${ok}`)));
    });
    const url = await listen(server);
    open.push(server);
    const shop = client(url);

    expect(await shop.post(request)).toMatchObject({ data: { a: 1 } });
    expect(await reasonOf(shop.post({ ...request, isQuery: false }))).toBe('unreachable');
    expect(shop.observed.map(({ outcome, attempts }) => [outcome, attempts])).toEqual([
      ['answered', 2],
      ['unreachable', 1],
    ]);
  });

  it('leaves a broken subgraph alone, probes it with one request and takes it back', async () => {
    let isWell = false;
    let requests = 0;
    const url = await serve((_incoming, response) => {
      requests += 1;
      setTimeout(() => response.end(isWell ? ok : 'broken'), 20);
    });
    const shop = client(url, { breaker: { failures: 3, openMs: 100 } });
    for (let count = 0; count < 3; count += 1) expect(await reasonOf(shop.post(request))).toBe('malformed');

    expect(shop.circuit).toBe('open');
    expect(await reasonOf(shop.post(request))).toBe('circuit-open');
    expect(requests).toBe(3);
    await sleep(120);
    isWell = true;
    const probes = await Promise.all([reasonOf(shop.post(request)), reasonOf(shop.post(request))]);
    expect(probes).toEqual(['answered', 'circuit-open']);
    expect(shop.circuit).toBe('closed');
    expect(await reasonOf(shop.post(request))).toBe('answered');
  });
});
