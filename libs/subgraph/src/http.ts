import { randomUUID } from 'node:crypto';
import type { Cause } from '@crossing/kernel';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { errorCodes, type ErrorCodeName } from './error-codes.ts';
import { failure } from './failure.ts';
import { answerBrokenRequest, socketOptions, type SocketLimits } from './http-sockets.ts';
import type { Log } from './log.ts';
import { Refusal } from './refusal.ts';

export interface HttpOptions {
  readonly log: Log;
  /** In bytes; larger bodies are answered 413 before they are read. */
  readonly bodyLimit: number;
  /** For a server that strangers reach. */
  readonly socket?: SocketLimits;
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For tells the client's address. */
  readonly trustedProxies?: readonly string[];
  /** Lets logs find the cause of what they tell; hand in the runtime's `runWithCause`. */
  readonly runWithCause?: (cause: Cause, work: () => void) => void;
}

const OPERATIONS: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);
const causes = new WeakMap<FastifyRequest, Cause>();

/** A Fastify server that takes JSON only, answers every failure as JSON, and gives each request a cause. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { log, bodyLimit, socket, trustedProxies, runWithCause = (_cause, work) => work() } = options;
  const http: FastifyInstance = fastify({
    ...{ bodyLimit, logger: false, routerOptions: { ignoreTrailingSlash: true } },
    ...(socket && socketOptions(socket)),
    ...(trustedProxies && { trustProxy: [...trustedProxies] }),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => void answerFailure(error, request as FastifyRequest, reply as FastifyReply, log),
  });
  if (socket) http.server.maxConnections = socket.connections;
  http.removeContentTypeParser('text/plain');
  http.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-correlation-id', causeOf(request).correlationId).header('x-content-type-options', 'nosniff');
    done();
  });
  // After the body is read: its events would lose the asynchronous context that begins here.
  http.addHook('preValidation', (request, _reply, done) => runWithCause(causeOf(request), done));
  http.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const fields = { ...causeOf(request), method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    // What asks for health every second would drown the rest.
    if (OPERATIONS.has(route)) log.debug(fields, 'Answered.');
    else log.info(fields, 'Answered.');
    done();
  });
  http.setErrorHandler<FastifyError>((error, request, reply) => answerFailure(error, request, reply, log));
  http.setNotFoundHandler((request, reply) => {
    void reply.code(404).send(failure('NOT_FOUND', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`));
  });
  return http;
}

/** The cause of a request: from its headers when a caller sent them, otherwise new. */
export function causeOf(request: FastifyRequest): Cause {
  const known = causes.get(request);
  if (known) return known;
  const { 'x-correlation-id': correlationId, traceparent } = request.headers;
  const cause: Cause = {
    correlationId: typeof correlationId === 'string' && /^[\w-]{8,64}$/.test(correlationId) ? correlationId : randomUUID(),
    ...(typeof traceparent === 'string' && /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/.test(traceparent) && { traceparent }),
  };
  causes.set(request, cause);
  return cause;
}

function answerFailure(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  if (error instanceof Refusal) return reply.code(statusOf(error.code)).send(failure(error.code, error.message, error.details));
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return reply.code(status).send(failure('BAD_USER_INPUT', error.message));
  const { correlationId } = causeOf(request);
  log.error({ err: error, correlationId, route: request.routeOptions.url }, 'A request failed.');
  return reply.code(500).send(failure('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', { correlationId }));
}

// Outside GraphQL there is no field to be null: what is 200 there has its plain HTTP status here.
function statusOf(code: ErrorCodeName): number {
  if (code === 'NOT_FOUND') return 404;
  if (code === 'SERVICE_UNAVAILABLE') return 503;
  return code === 'IDEMPOTENCY_CONFLICT' ? 409 : errorCodes[code].http;
}
