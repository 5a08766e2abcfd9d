import { Counter, Gauge, type Registry } from 'prom-client';

interface MetricOptions<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
}

/** The gauge of that name in the registry, made if missing: both consumer groups of a process share one. Null without a registry. */
export function gaugeIn<Label extends string>(registry: Registry | undefined, options: MetricOptions<Label>): Gauge<Label> | null {
  if (!registry) return null;
  const known = registry.getSingleMetric(options.name);
  return known ? (known as Gauge<Label>) : new Gauge({ ...options, registers: [registry] });
}

/** The counter of that name, likewise. */
export function counterIn<Label extends string>(registry: Registry | undefined, options: MetricOptions<Label>): Counter<Label> | null {
  if (!registry) return null;
  const known = registry.getSingleMetric(options.name);
  return known ? (known as Counter<Label>) : new Counter({ ...options, registers: [registry] });
}
