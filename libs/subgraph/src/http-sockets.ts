import type { Socket } from 'node:net';
import type { FastifyServerOptions } from 'fastify';
import { failure } from './failure.ts';

/** What a server takes from connections before it knows what they ask. */
export interface SocketLimits {
  readonly headerBytes: number;
  /** How long a request may take to arrive, in ms: a client that sends a byte now and then holds no connection. */
  readonly requestMs: number;
  /** How many connections are open at once; further ones are closed. */
  readonly connections: number;
}

/** How often sockets are looked at; Node's own 30 s would let a slow client stay as long. */
const CHECKED_EVERY_MS = 1_000;

/** Fastify's options for `limits`. */
export const socketOptions = ({ headerBytes, requestMs }: SocketLimits): FastifyServerOptions & { readonly http: object } => ({
  requestTimeout: requestMs,
  http: {
    maxHeaderSize: headerBytes,
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: CHECKED_EVERY_MS,
  },
});

const STATUS: Readonly<Record<string, readonly [line: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers of the request are too large.'],
};

/** Answers what is no HTTP, as JSON like every other failure, and closes the connection. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [line, message] = STATUS[error.code ?? ''] ?? ['400 Bad Request', 'This is no HTTP request.'];
  const body = JSON.stringify(failure('BAD_USER_INPUT', message));
  const head = [
    `HTTP/1.1 ${line}`,
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Content-Type: application/json; charset=utf-8',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
