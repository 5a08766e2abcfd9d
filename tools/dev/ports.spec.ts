import { createServer, type AddressInfo } from 'node:net';
import { portOf, portsFrom, requireFree } from './ports.ts';

describe('ports', () => {
  it('gives the subgraphs the ports after the gateway’s', async () => {
    expect(await portsFrom(4000)).toEqual({
      gateway: 4000,
      identity: 4001,
      contributor: 4002,
      'company-verification': 4003,
      matching: 4004,
    });
  });

  it('takes five different free ones for 0', async () => {
    expect(new Set(Object.values(await portsFrom(0))).size).toBe(5);
  });

  it('names the port that is taken and what to do', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    await expect(requireFree({ gateway: port })).rejects.toThrow(new RegExp(`Port ${port}, where gateway should listen, is taken.*PORT=`));
    server.close();
  });

  it.each(['abc', '-1', '70000', '4000.5'])('refuses PORT=%s', (setting) => {
    expect(() => portOf(setting)).toThrow(/PORT must be/);
  });
});
