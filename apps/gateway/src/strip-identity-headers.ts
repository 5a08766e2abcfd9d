import type { FastifyInstance } from 'fastify';

const IDENTITY = /^x-(gateway|caller|(user|org|internal)-.*)$/;

/** Drops the headers by which processes of ours tell each other who somebody is: from outside they are forged (decisions D4). */
export function stripIdentityHeaders(http: FastifyInstance): void {
  http.addHook('onRequest', (request, _reply, done) => {
    for (const name of Object.keys(request.headers)) if (IDENTITY.test(name)) delete request.headers[name];
    done();
  });
}
