import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { specCertificate } from './spec-certificate.ts';

/** A real mail server on this machine, and what it took. */
export interface SpecMailServer {
  readonly port: number;
  /** Its certificate, which nobody vouches for. */
  readonly cert: string;
  /** As they came, oldest first. */
  readonly taken: readonly string[];
  close(): Promise<void>;
}

/** For specs: a mail server that takes everything, unless the options say otherwise. */
export async function specMailServer(options: SMTPServerOptions = {}): Promise<SpecMailServer> {
  const taken: string[] = [];
  const { key, cert } = specCertificate();
  const server = new SMTPServer({
    authOptional: true,
    key,
    cert,
    onData: (stream, _session, done) =>
      void text(stream).then((mail) => {
        taken.push(mail);
        done();
      }),
    ...options,
  });
  // A client that leaves during STARTTLS is what a spec is about, not a failure of the server.
  server.on('error', () => {});
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return { port, cert, taken, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}

/** An answer of the server other than "taken". */
export const answer = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode });
