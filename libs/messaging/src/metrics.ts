import { Gauge, type Registry } from 'prom-client';

interface GaugeOptions<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
}

/** The gauge of that name in the registry, made if missing: both consumer groups of a process share one. Null without a registry. */
export function gaugeIn<Label extends string>(
  registry: Registry | undefined,
  { name, help, labelNames }: GaugeOptions<Label>,
): Gauge<Label> | null {
  if (!registry) return null;
  const known = registry.getSingleMetric(name);
  return known ? (known as Gauge<Label>) : new Gauge({ name, help, labelNames, registers: [registry] });
}
