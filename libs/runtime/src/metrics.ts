import { Registry } from 'prom-client';

/** The registry of one process; every metric carries its unit in its name. */
export const createMetrics = (service: string): Registry => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  return registry;
};
