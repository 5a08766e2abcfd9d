import { bootstrapOf, layoutOf } from './layout.ts';
import { propertiesOf, propertiesText } from './properties.ts';

describe('layoutOf', () => {
  it('makes one broker its own controller', () => {
    const layout = layoutOf([19_091, 19_092]);

    expect(layout.nodes).toEqual([{ id: 1, role: 'combined', port: 19_092 }]);
    expect(bootstrapOf(layout)).toBe('127.0.0.1:19092');
  });

  it('puts a controller apart from more brokers, and names only these to clients', () => {
    const layout = layoutOf([19_091, 19_092, 19_093]);

    expect(layout.nodes.map(({ id, role }) => `${id} ${role}`)).toEqual(['100 controller', '1 broker', '2 broker']);
    expect(bootstrapOf(layout)).toBe('127.0.0.1:19092,127.0.0.1:19093');
  });
});

describe('propertiesOf', () => {
  const one = layoutOf([19_091, 19_092]);
  const three = layoutOf([19_091, 19_092, 19_093, 19_094]);

  it('lets a combined node listen to clients and to itself', () => {
    expect(propertiesOf({ node: one.nodes[0]!, layout: one, folder: '/data/node-1' })).toMatchObject({
      'process.roles': 'broker,controller',
      listeners: 'CLIENTS://127.0.0.1:19092,CONTROLLER://127.0.0.1:19091',
      'controller.quorum.voters': '1@127.0.0.1:19091',
      'log.dirs': '/data/node-1',
      'default.replication.factor': 1,
      'min.insync.replicas': 1,
    });
  });

  it('keeps three copies on three brokers, of which two must be in step, as production does', () => {
    expect(propertiesOf({ node: three.nodes[3]!, layout: three, folder: '/data/node-3' })).toMatchObject({
      'process.roles': 'broker',
      'node.id': 3,
      listeners: 'CLIENTS://127.0.0.1:19094',
      'controller.quorum.voters': '100@127.0.0.1:19091',
      'default.replication.factor': 3,
      'min.insync.replicas': 2,
      'offsets.topic.replication.factor': 3,
    });
  });

  it('gives a controller of its own no listener for clients', () => {
    const properties = propertiesOf({ node: three.nodes[0]!, layout: three, folder: '/data/node-100' });

    expect(properties.listeners).toBe('CONTROLLER://127.0.0.1:19091');
    expect(properties).not.toHaveProperty('inter.broker.listener.name');
  });

  it('asks clients for the one user that there is', () => {
    const sasl = { username: 'graph', password: 'a"b\\c' };

    const properties = propertiesOf({ node: one.nodes[0]!, layout: one, folder: '/data/node-1', sasl });

    expect(properties['listener.security.protocol.map']).toBe('CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT');
    expect(properties['listener.name.clients.plain.sasl.jaas.config']).toContain(String.raw`user_graph="a\"b\\c";`);
  });
});

describe('propertiesOf, with more users', () => {
  const layout = layoutOf([19_091, 19_092, 19_093]);
  const sasl = { username: 'admin', password: 'a', others: { matching: 'm' } };
  const of = (index: number) => propertiesOf({ node: layout.nodes[index]!, layout, folder: '/data/node', sasl });

  it('lets all of them sign in, and asks ACLs what they may do', () => {
    expect(of(1)['listener.name.clients.plain.sasl.jaas.config']).toMatch(/ user_matching="m" user_admin="a";$/);
    expect(of(1)['super.users']).toBe('User:admin;User:ANONYMOUS');
    expect(of(1)['authorizer.class.name']).toBe(of(0)['authorizer.class.name']);
  });
});

describe('propertiesText', () => {
  it('writes what is not ASCII, and backslashes, as Java reads them', () => {
    expect(propertiesText({ 'log.dirs': 'C:\\Zoë', 'node.id': 1 })).toBe('log.dirs=C:\\\\Zo\\u00eb\nnode.id=1\n');
  });
});
