import type { Layout, NodePlan, Sasl } from './layout.ts';

export interface NodeSettings {
  readonly node: NodePlan;
  readonly layout: Layout;
  /** Where the node keeps its records. */
  readonly folder: string;
  readonly sasl?: Sasl;
}

type Properties = Readonly<Record<string, string | number | boolean>>;

/** The settings of one node; what is not named here is as Kafka has it. */
export function propertiesOf({ node, layout, folder, sasl }: NodeSettings): Properties {
  const isBroker = node.role !== 'controller';
  const isController = node.role !== 'broker';
  const brokers = layout.nodes.filter(({ role }) => role !== 'controller').length;
  return {
    'process.roles': node.role === 'combined' ? 'broker,controller' : node.role,
    'node.id': node.id,
    // Not the newer quorum that keeps its members' ports in the log: with this one a folder may be started on other ports.
    'controller.quorum.voters': `${layout.controller.id}@127.0.0.1:${layout.controller.port}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: [
      ...(isBroker ? [`CLIENTS://127.0.0.1:${node.port}`] : []),
      ...(isController ? [`CONTROLLER://127.0.0.1:${layout.controller.port}`] : []),
    ].join(','),
    'listener.security.protocol.map': `CLIENTS:${sasl ? 'SASL_PLAINTEXT' : 'PLAINTEXT'},CONTROLLER:PLAINTEXT`,
    ...(isBroker && { 'inter.broker.listener.name': 'CLIENTS' }),
    ...(isBroker && sasl && saslProperties(sasl)),
    ...(sasl?.others && authorizer(sasl)),
    'log.dirs': folder,
    ...replication(brokers),
    // Services make their topics, with the partitions and the retention that they need.
    'auto.create.topics.enable': false,
    // A group of one machine gains nothing from waiting for more members.
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.num.partitions': 4,
    // After a SIGKILL the controller takes a broker for alive this long, and lets it in again only then (9 s and 2 s by default).
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    // 128 MB by default, more than half of the memory that a node gets here.
    'log.cleaner.dedupe.buffer.size': 4 << 20,
  };
}

/** As many copies as production has, as far as there are brokers for them. */
function replication(brokers: number): Properties {
  const copies = Math.min(3, brokers);
  const inSync = Math.max(1, copies - 1);
  return {
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': 1,
  };
}

/** Clients sign in as any user; brokers among themselves as the first one. */
function saslProperties({ username, password, others }: Sasl): Properties {
  const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const users = Object.entries({ ...others, [username]: password }).map(([name, secret]) => [`user_${name}`, secret] as const);
  const login = { username, password, ...Object.fromEntries(users) };
  const options = Object.entries(login).map(([name, value]) => `${name}=${quoted(value)}`);
  return {
    'sasl.enabled.mechanisms': 'PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'listener.name.clients.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required ${options.join(' ')};`,
  };
}

/** At the controller's door nobody signs in, so the brokers have no name there; only this machine reaches it. */
const authorizer = ({ username }: Sasl): Properties => ({
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': `User:${username};User:ANONYMOUS`,
});

/** As Java reads it: a backslash begins an escape, and what is not ASCII must be one. */
export const propertiesText = (properties: Properties): string =>
  Object.entries(properties)
    .map(
      ([name, value]) =>
        `${name}=${String(value)
          .replace(/\\/g, '\\\\')
          .replace(/[^\x20-\x7e]/g, unicodeEscape)}\n`,
    )
    .join('');

const unicodeEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
