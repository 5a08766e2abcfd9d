import type { KafkaCluster, KafkaNode } from './kafka.ts';

/** A node as a person calls it. */
const nameOf = ({ id, role }: KafkaNode): string => (role === 'controller' ? `the controller (${id})` : `broker ${id}`);

/** The line of `--json`. */
export const jsonOf = ({ bootstrap, nodes }: Pick<KafkaCluster, 'bootstrap' | 'nodes'>): string =>
  JSON.stringify({ brokers: bootstrap, pids: Object.fromEntries(nodes.map(({ id, pid }) => [id, pid])) });

/** Where the cluster is, how the graph uses it, and how to end a part of it. */
export const greeting = ({ bootstrap, nodes }: Pick<KafkaCluster, 'bootstrap' | 'nodes'>): string => `
Kafka is ready. The graph uses it when it is started with

  KAFKA_BROKERS=${bootstrap} npm start

${nodes.map((node) => `  ${nameOf(node)}: port ${node.port}, process ${node.pid}`).join('\n')}

Ctrl-C stops ${nodes.length === 1 ? 'it' : 'all of them; kill -9 one of the processes to see the others go on'}.
`;

/** That a node ended although nobody asked it to, and which ones go on. */
export const farewell = (node: KafkaNode, how: string, left: readonly KafkaNode[]): string =>
  `${nameOf(node)} ended (${how}); ${left.length === 0 ? 'no node is left' : `still there: ${left.map(nameOf).join(', ')}`}`;
