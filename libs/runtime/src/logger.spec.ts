import { QueryFailedError } from 'typeorm';
import { runWithCause } from './cause.ts';
import { createLogger } from './logger.ts';

function listen(level = 'info') {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { lines, log: createLogger({ service: 'identity', level, destination }) };
}

describe('createLogger', () => {
  it('writes lines of the level and above, each with its service', () => {
    const { lines, log } = listen('warn');

    log.info({}, 'quiet');
    log.warn({ key: 'value' }, 'loud');

    expect(lines).toMatchObject([{ service: 'identity', level: 40, key: 'value', msg: 'loud' }]);
  });

  it('adds the correlation id of the request or event, to whatever it awaits too', async () => {
    const { lines, log } = listen();

    await runWithCause({ correlationId: 'c-1' }, async () => {
      await Promise.resolve();
      log.info({}, 'inside');
    });
    log.info({}, 'outside');

    expect(lines).toMatchObject([{ correlationId: 'c-1' }, { msg: 'outside' }]);
    expect(lines[1]).not.toHaveProperty('correlationId');
  });

  it('writes no secret and no address', () => {
    const { lines, log } = listen();

    log.info({ password: 'p4ss', input: { email: 'nova@example.org', token: 't0k' } }, 'careless');

    expect(lines[0]).toMatchObject({ password: '[redacted]', input: { email: '[redacted]', token: '[redacted]' } });
  });

  it('writes what broke in the database, without the values of the row', () => {
    const { lines, log } = listen();
    const driverError = Object.assign(new Error('duplicate key value violates unique constraint "account_email"'), {
      code: '23505',
      constraint: 'account_email',
      detail: 'Key (email)=(nova@example.org) already exists.',
    });

    log.error({ err: new QueryFailedError('INSERT INTO account VALUES ($1)', ['nova@example.org'], driverError) }, 'failed');

    expect(lines[0]).toMatchObject({
      err: { type: 'QueryFailedError', query: 'INSERT INTO account VALUES ($1)', cause: { code: '23505', constraint: 'account_email' } },
    });
    expect(JSON.stringify(lines[0])).not.toContain('nova@example.org');
  });

  it('follows causes, and not for ever', () => {
    const { lines, log } = listen();
    const circular = new Error('outer');
    circular.cause = new Error('inner', { cause: circular });

    log.error({ err: circular }, 'failed');

    expect(lines[0]).toMatchObject({ err: { message: 'outer', cause: { message: 'inner', cause: { message: 'outer' } } } });
  });
});
