import { createLifecycle } from './lifecycle.ts';
import { createLogger } from './logger.ts';

const log = createLogger({ service: 'test', level: 'silent' });

describe('createLifecycle', () => {
  it('drains in reverse order, once', async () => {
    const order: string[] = [];
    const lifecycle = createLifecycle(log, { exit: () => {} });
    lifecycle.onStop('database', () => void order.push('database'));
    lifecycle.onStop('http', async () => {
      await Promise.resolve();
      order.push('http');
    });

    await Promise.all([lifecycle.stop(), lifecycle.stop()]);

    expect(order).toEqual(['http', 'database']);
  });

  it('goes on with the next step when one fails', async () => {
    const order: string[] = [];
    const lifecycle = createLifecycle(log, { exit: () => {} });
    lifecycle.onStop('database', () => void order.push('database'));
    lifecycle.onStop('relay', () => Promise.reject(new Error('stuck')));

    await lifecycle.stop();

    expect(order).toEqual(['database']);
  });

  it('drains and ends well when it is asked to', async () => {
    const ended = new Promise<number>((resolve) => {
      const lifecycle = createLifecycle(log, { exit: resolve });
      lifecycle.onStop('nothing', () => {});
    });

    process.emit('SIGTERM');

    expect(await ended).toBe(0);
  });
});
