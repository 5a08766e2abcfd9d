import type { FastifyInstance } from 'fastify';
import type { Provider } from 'oidc-provider';
import { addInteractionRoutes, type InteractionDeps } from './interaction/interaction.routes.ts';
import { PAGE_STYLE } from './pages/page-style.ts';
import { securePage } from './pages/secure-page.ts';

interface Options extends Pick<InteractionDeps, 'signIn' | 'completeSignIn' | 'openClientSession' | 'formToken'> {
  readonly provider: () => Provider;
  readonly publicUrl: string;
}

const MOUNT = '/oidc';

/** `/oidc/*`: the provider, the pages that it sends people to, and their style. */
export async function addOidcRoutes(http: FastifyInstance, { provider, publicUrl, ...interaction }: Options): Promise<void> {
  const { host, protocol } = new URL(publicUrl);
  await addInteractionRoutes(http, { provider, publicUrl, ...interaction });
  await http.register(async (scope) => {
    scope.get(`${MOUNT}/page.css`, (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=3600').send(PAGE_STYLE),
    );
    await scope.register(async (bare) => {
      // The provider reads bodies itself.
      bare.removeAllContentTypeParsers();
      bare.addContentTypeParser('*', (_request, _body, done) => done(null));
      bare.all(`${MOUNT}/*`, (request, reply) => {
        const { raw } = request;
        for (const [name, value] of Object.entries(securePage)) reply.raw.setHeader(name, value);
        reply.hijack();
        // The origin is the public one, whatever the request claims.
        delete raw.headers.forwarded;
        Object.assign(raw.headers, { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) });
        Object.assign(raw, { originalUrl: raw.url, url: raw.url!.slice(MOUNT.length) });
        void provider().callback()(raw, reply.raw);
      });
    });
  });
}
