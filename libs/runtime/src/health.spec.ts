import { createHealth } from './health.ts';

describe('createHealth', () => {
  it('is well without parts, and as well as the worst of them', async () => {
    const health = createHealth();
    expect(await health.report()).toEqual({ status: 'ok', parts: {} });

    health.add('database', () => ({ status: 'ok' }));
    health.add('relay', async () => ({ status: 'degraded', detail: 'one is parked' }));

    expect(await health.report()).toEqual({
      status: 'degraded',
      parts: { database: { status: 'ok' }, relay: { status: 'degraded', detail: 'one is parked' } },
    });
  });

  it('is down when a check throws, and does not say with which words', async () => {
    const health = createHealth();
    health.add('database', () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:5432')));

    const report = await health.report();

    expect(report.status).toBe('down');
    expect(JSON.stringify(report)).not.toContain('10.0.0.7');
  });
});
