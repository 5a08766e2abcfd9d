import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { explorerPage } from './page.ts';
import { readTabs } from './read-tabs.ts';

type Bundle = typeof import('@graphql-yoga/render-graphiql/graphiql');

const CSS = 'text/css; charset=utf-8';
const JS = 'text/javascript; charset=utf-8';

/** GraphiQL's parts, by the name under which the page asks for them. */
const parts: Readonly<Record<string, { readonly type: string; readonly of: (bundle: Bundle) => string }>> = {
  'graphiql.js': { type: JS, of: ({ js }) => js },
  'graphiql.css': { type: CSS, of: ({ css }) => css },
  'editor-worker.js': { type: JS, of: ({ editorWorkerService }) => editorWorkerService },
  'json-worker.js': { type: JS, of: ({ jsonWorker }) => jsonWorker },
  'graphql-worker.js': { type: JS, of: ({ graphqlWorker }) => graphqlWorker },
};

// Nothing from elsewhere: the explorer works without a network. Its editor writes styles into the page.
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; worker-src 'self'";

/** `GET /graphql`: GraphiQL with the journey's operations, served by this process alone. */
export function addExplorer(http: FastifyInstance): void {
  const page = explorerPage();
  http.get('/graphql', (_request, reply) => reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(page));
  http.get('/explorer/tabs.json', () => readTabs());
  http.get('/explorer/page.js', (request, reply) => {
    const source = readFileSync(join(import.meta.dirname, 'page.client.ts'), 'utf8');
    return sendPart(request, reply, JS, stripTypeScriptTypes(source));
  });
  http.get<{ Params: { part: string } }>('/explorer/:part', async (request, reply) => {
    const part = Object.hasOwn(parts, request.params.part) ? parts[request.params.part] : undefined;
    if (!part) return reply.callNotFound();
    // 9 MB of text: read when somebody opens the explorer, not at every start.
    return sendPart(request, reply, part.type, part.of(await import('@graphql-yoga/render-graphiql/graphiql')));
  });
}

function sendPart(request: FastifyRequest, reply: FastifyReply, type: string, text: string): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  void reply.header('etag', etag).header('cache-control', 'no-cache');
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.type(type).send(text);
}
