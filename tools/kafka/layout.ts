/** What a node of the cluster does; `combined` is broker and controller in one process. */
export type KafkaRole = 'broker' | 'controller' | 'combined';

/** A node as it is planned, before it runs. */
export interface NodePlan {
  readonly id: number;
  readonly role: KafkaRole;
  /** Where clients reach a broker; where brokers reach a controller of its own. */
  readonly port: number;
}

/** User and password that clients must name. */
export interface Sasl {
  readonly username: string;
  readonly password: string;
  /** More users, each with its password: they may do what ACLs allow and nothing else, while the first one may do everything. */
  readonly others?: Readonly<Record<string, string>>;
}

/** Every node of a cluster, and where its controller listens. */
export interface Layout {
  readonly nodes: readonly NodePlan[];
  readonly controller: { readonly id: number; readonly port: number };
}

const CONTROLLER_ID = 100;

/** The fewest and the most brokers that one cluster may have. */
export const BROKERS = { min: 1, max: 9 } as const;

/** One broker is its own controller; more have a controller apart, so that any of them may be killed. The first port is the controller's. */
export function layoutOf([controllerPort, ...brokerPorts]: readonly [number, ...number[]]): Layout {
  if (brokerPorts.length === 1) {
    return { nodes: [{ id: 1, role: 'combined', port: brokerPorts[0]! }], controller: { id: 1, port: controllerPort } };
  }
  const brokers = brokerPorts.map((port, index): NodePlan => ({ id: index + 1, role: 'broker', port }));
  const controller = { id: CONTROLLER_ID, port: controllerPort };
  return { nodes: [{ ...controller, role: 'controller' }, ...brokers], controller };
}

/** The brokers among the nodes, as clients name them. */
export const bootstrapOf = ({ nodes }: Layout): string =>
  nodes
    .filter(({ role }) => role !== 'controller')
    .map(({ port }) => `127.0.0.1:${port}`)
    .join(',');
