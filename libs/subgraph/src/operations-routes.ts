import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What `/readyz` answers; `down` means: send no requests. */
export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'down';
}

interface Options {
  readonly health: () => HealthReport | Promise<HealthReport>;
  /** Where the process counts; its own by default. */
  readonly metrics?: Registry;
}

/** `/livez`, `/readyz` and `/metrics`, for those who operate the process. */
export function addOperationsRoutes(http: FastifyInstance, { health, metrics = ownRegistry() }: Options): void {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers: [metrics],
  });
  http.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode };
    duration.observe(labels, reply.elapsedTime / 1000);
  });
  http.get('/livez', () => ({ status: 'ok' }));
  http.get('/readyz', async (_request, reply) => {
    const report = await health();
    return reply.code(report.status === 'down' ? 503 : 200).send(report);
  });
  http.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
}

function ownRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
