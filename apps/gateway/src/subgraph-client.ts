import type { Cause } from '@crossing/kernel';
import { signProof } from '@crossing/subgraph/proof.ts';
import { Pool, type Dispatcher } from 'undici';
import { SubgraphFailure } from './subgraph-failure.ts';

export interface SubgraphAddress {
  /** Kebab-case, as in the supergraph. */
  readonly name: string;
  /** Where its GraphQL is, e.g. `http://127.0.0.1:4001/graphql`. */
  readonly url: string;
  /** base64url HMAC key that proves the gateway to it. */
  readonly key: string;
}

export interface ProvenRequest {
  readonly body: string;
  /** Empty for anonymous requests. */
  readonly callerToken: string;
  readonly cause: Cause;
  /** What the client calls itself, where the subgraph has to know. */
  readonly userAgent?: string | undefined;
  readonly timeoutMs: number;
}

/** A request of a client that is passed on as it is. */
export interface PassedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  readonly timeoutMs: number;
}

export interface PassedAnswer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly body: Buffer;
}

export interface SubgraphAnswer {
  readonly status: number;
  /** Parsed JSON. */
  readonly body: unknown;
}

/** Speaks HTTP with one subgraph over kept-alive connections. Failures to answer are thrown as SubgraphFailure. */
export interface SubgraphClient {
  readonly name: string;
  readonly graphqlPath: string;
  /** With the gateway's proof (decisions D4). */
  post(path: string, request: ProvenRequest): Promise<SubgraphAnswer>;
  /** Without a proof: for health, metrics and the tools of development. */
  plain(
    method: 'GET' | 'POST',
    path: string,
    options: { readonly timeoutMs: number; readonly body?: string },
  ): Promise<Dispatcher.ResponseData>;
  /** Without a proof and with the client's own headers. */
  pass(request: PassedRequest): Promise<PassedAnswer>;
  close(): Promise<void>;
}

const CONNECTIONS = 64;

/** `answerBytes`: how large an answer may be; of a larger one nothing is used. */
export function subgraphClient({ name, url, key }: SubgraphAddress, answerBytes: number): SubgraphClient {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS, maxResponseSize: answerBytes });
  const send = async <T>(
    options: Dispatcher.RequestOptions,
    timeoutMs: number,
    read: (response: Dispatcher.ResponseData) => Promise<T>,
  ) => {
    const signal = AbortSignal.timeout(Math.max(1, Math.round(timeoutMs)));
    try {
      return await read(await pool.request({ ...options, signal }));
    } catch (error) {
      if (signal.aborted)
        throw new SubgraphFailure('timeout', `${name} did not answer within ${Math.round(timeoutMs)} ms`, { cause: error });
      throw new SubgraphFailure('unavailable', `${name} cannot be reached or did not answer with JSON`, { cause: error });
    }
  };
  return {
    name,
    graphqlPath: pathname === '/' ? '/graphql' : pathname,
    post: (path, { body, callerToken, cause, userAgent, timeoutMs }) => {
      const headers = {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-gateway': signProof(key, { subgraph: name, callerToken, body }),
        'x-correlation-id': cause.correlationId,
        ...(userAgent && { 'user-agent': userAgent }),
        ...(callerToken && { 'x-caller': callerToken }),
        ...(cause.traceparent && { traceparent: cause.traceparent }),
      };
      return send({ method: 'POST', path, headers, body }, timeoutMs, async (response) => ({
        status: response.statusCode,
        body: await response.body.json(),
      }));
    },
    plain: (method, path, { timeoutMs, body }) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      return send({ method, path, headers, body: body ?? null }, timeoutMs, (response) => Promise.resolve(response));
    },
    pass: ({ method, timeoutMs, ...request }) =>
      send({ ...request, method: method as Dispatcher.HttpMethod }, timeoutMs, async (response) => ({
        status: response.statusCode,
        headers: response.headers,
        body: Buffer.from(await response.body.arrayBuffer()),
      })),
    close: () => pool.close(),
  };
}
