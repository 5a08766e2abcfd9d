import { startSpecGraph, type SpecGraph } from '../spec-graph.ts';
import { networkOf } from './cost-budget.ts';
import { limitsWith } from './spec-limits.ts';

// Twenty edges and their connection: 21 points.
const PAGE = '{ items { edges { name } } }';
let graph: SpecGraph;

beforeEach(async () => {
  graph = await startSpecGraph({
    limits: limitsWith({ COST_PER_MINUTE: 50, COST_PER_MINUTE_ANONYMOUS: 25 }),
    trustedProxies: ['127.0.0.1'],
  });
});

afterEach(() => graph.close());

const from = (address: string): { headers: Record<string, string> } => ({ headers: { 'x-forwarded-for': address } });

describe('the budget of a minute', () => {
  it('is an address’s where nobody is signed in', async () => {
    expect((await graph.ask(PAGE, from('192.0.2.1'))).status).toBe(200);
    graph.received.splice(0);

    const spent = await graph.ask(PAGE, from('192.0.2.1'));

    expect(spent).toMatchObject({
      status: 429,
      errors: [{ extensions: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) as number } }],
    });
    expect(graph.received).toEqual([]);
    expect((await graph.ask(PAGE, from('192.0.2.2'))).status).toBe(200);
  });

  it('is a person’s, wherever they ask from', async () => {
    const token = await graph.accessToken();
    const statuses = [];
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3'])
      statuses.push((await graph.ask(PAGE, { token, ...from(address) })).status);

    expect(statuses).toEqual([200, 200, 429]);
    expect((await graph.ask(PAGE, from('192.0.2.1'))).status).toBe(200);
  });

  it('is not spent by what is refused, and values cost nothing', async () => {
    for (let time = 0; time < 5; time += 1) await graph.ask('{ me items { edges { name } } }', from('192.0.2.1'));
    for (let time = 0; time < 5; time += 1) await graph.ask('{ list }', from('192.0.2.1'));

    expect((await graph.ask(PAGE, from('192.0.2.1'))).status).toBe(200);
  });
});

describe('who a request comes from', () => {
  it('is not what an untrusted client claims', async () => {
    const open = await startSpecGraph({ limits: limitsWith({ COST_PER_MINUTE_ANONYMOUS: 25 }) });

    const statuses = [(await open.ask(PAGE, from('192.0.2.1'))).status, (await open.ask(PAGE, from('192.0.2.2'))).status];

    await open.close();
    expect(statuses).toEqual([200, 429]);
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('is for %s the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
