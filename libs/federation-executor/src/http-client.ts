import { Pool, type Dispatcher } from 'undici';
import { createCircuit, type Circuit } from './circuit.ts';
import { httpFailure, httpFailureReason, type HttpFailureReason } from './http-failure.ts';
import { isObject } from './json.ts';
import type { SubgraphAnswer } from './subgraph-request.ts';

export interface HttpClientOptions {
  /** For messages and metrics. */
  readonly name: string;
  /** Where the subgraph's GraphQL is. */
  readonly url: string;
  /** How many connections are kept; each carries one request at a time. 64 if not given. */
  readonly connections?: number;
  /** How large an answer may be in bytes; 20 000 000 if not given. */
  readonly maxAnswerBytes?: number;
  /** After how many failures in a row the subgraph is left alone, and for how many milliseconds; 10 and 1 000 if not given. */
  readonly breaker?: { readonly failures: number; readonly openMs: number };
  /** Told of each request when it has ended: for metrics. */
  readonly observe?: (request: ObservedRequest) => void;
}

export interface ObservedRequest {
  readonly subgraph: string;
  readonly durationMs: number;
  readonly outcome: 'answered' | HttpFailureReason;
  readonly attempts: number;
}

export interface HttpRequest {
  /** JSON. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How long the whole answer may take, a second attempt included. */
  readonly timeoutMs: number;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
  /** Whether it changes nothing, so that it may be sent again. */
  readonly isQuery: boolean;
}

export interface HttpClient {
  /** What the subgraph answered. Throws an error with an `httpFailureReason`. */
  post(request: HttpRequest): Promise<SubgraphAnswer & { readonly status: number }>;
  readonly circuit: Circuit['state'];
  close(): Promise<void>;
}

/** What undici says when a connection was never made or was closed by the other side while it was idle. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT']);

/** Speaks GraphQL over HTTP with one subgraph. */
export function httpClient(options: HttpClientOptions): HttpClient {
  const { name, url, connections = 64, maxAnswerBytes = 20_000_000, observe } = options;
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1, maxResponseSize: maxAnswerBytes });
  const circuit = createCircuit({ ...(options.breaker ?? { failures: 10, openMs: 1_000 }), now: () => performance.now() });
  const send = async (request: HttpRequest, signal: AbortSignal, onHeaders: () => void) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json', ...request.headers };
    const response = await pool.request({ method: 'POST', path: pathname + search, headers, body: request.body, signal });
    onHeaders();
    return { status: response.statusCode, ...(await answerOf(name, response)) };
  };
  const post: HttpClient['post'] = async (request) => {
    const started = performance.now();
    const deadline = AbortSignal.timeout(Math.max(1, Math.round(request.timeoutMs)));
    const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
    let attempts = 0;
    const end = (outcome: ObservedRequest['outcome']) =>
      observe?.({ subgraph: name, durationMs: performance.now() - started, outcome, attempts });
    if (!circuit.admit()) {
      end('circuit-open');
      throw httpFailure('circuit-open', `${name} has failed too often and is left alone for a moment`);
    }
    for (;;) {
      attempts += 1;
      let hasAnswered = false;
      try {
        const answer = await send(request, signal, () => (hasAnswered = true));
        circuit.succeeded();
        end('answered');
        return answer;
      } catch (error) {
        if (attempts === 1 && request.isQuery && !hasAnswered && !signal.aborted && NOT_SENT.has(codeOf(error))) continue;
        const failure = failureOf(error, name, { deadline, signal });
        const reason = httpFailureReason(failure)!;
        if (reason === 'aborted') circuit.abandoned();
        else circuit.failed();
        end(reason);
        throw failure;
      }
    }
  };
  return {
    post,
    get circuit() {
      return circuit.state;
    },
    close: () => pool.close(),
  };
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code);

function failureOf(error: unknown, name: string, { deadline, signal }: { deadline: AbortSignal; signal: AbortSignal }): Error {
  if (httpFailureReason(error)) return error as Error;
  if (deadline.aborted) return httpFailure('timeout', `${name} did not answer in time`, error);
  if (signal.aborted) return httpFailure('aborted', `Nobody waits for ${name} any more`, error);
  if (codeOf(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return httpFailure('too-large', `${name} answered with more than is taken`, error);
  return httpFailure('unreachable', `${name} cannot be reached or broke off`, error);
}

async function answerOf(name: string, { statusCode, body }: Dispatcher.ResponseData): Promise<SubgraphAnswer> {
  const text = await body.text();
  const answer = parsed(text);
  if (!isObject(answer)) throw httpFailure('malformed', `${name} answered ${statusCode} with something else than a JSON object`);
  const { data, errors } = answer;
  const hasData = data === undefined || data === null || isObject(data);
  const hasErrors = errors === undefined || errors === null || (Array.isArray(errors) && errors.every(isObject));
  if (!hasData || !hasErrors || (data === undefined && !(errors as unknown[] | undefined)?.length))
    throw httpFailure('malformed', `${name} answered ${statusCode} with JSON that is no GraphQL answer`);
  return answer as SubgraphAnswer;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
