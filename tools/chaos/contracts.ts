import { fact, state, topicsOf, type FactContract, type StateContract, type TopicSpec } from '@crossing/contracts';
import { groupOf } from '@crossing/service/consumer-groups.ts';
import { Type } from '@sinclair/typebox';

/** The services that write; each reads what the other one wrote. */
export const SERVICES = ['contributor', 'matching'] as const;
export type Service = (typeof SERVICES)[number];

/** The things that each service writes about, so many that every partition has some. */
export const KEYS: readonly string[] = Array.from({ length: 24 }, (_none, index) => `thing-${index}`);

export interface Counted {
  readonly thingId: string;
  /** 1, 2, 3 … for each thing, in the order of the commits. */
  readonly n: number;
}

interface Contracts {
  readonly facts: FactContract<Counted>;
  readonly states: StateContract<Counted>;
}

const data = Type.Object({ thingId: Type.String(), n: Type.Integer() });
const contractsOf = (service: Service): Contracts => {
  const thing = { service, aggregate: 'chaos-thing', key: 'thingId', data } as const;
  return { facts: fact({ name: 'ThingHappened', event: 'happened', ...thing }), states: state({ name: 'ThingState', ...thing }) };
};

/** What a service publishes. */
export const CONTRACTS: Readonly<Record<Service, Contracts>> = {
  contributor: contractsOf('contributor'),
  matching: contractsOf('matching'),
};

export const TOPICS: readonly TopicSpec[] = topicsOf(SERVICES.flatMap((service) => Object.values(CONTRACTS[service])));

export const otherThan = (service: Service): Service => (service === 'contributor' ? 'matching' : 'contributor');

/** The groups by which a service reads, as in the product: facts for reactions, states for read models. */
export const groupsOf = (service: Service) => ({ reactions: groupOf(service, 'reactions'), projection: groupOf(service, 'projection') });
