import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { SMTPServerOptions } from 'smtp-server';
import { MailRefused } from './mail.ts';
import { senderOf } from './sender.ts';
import { smtpCarrier } from './smtp-carrier.ts';
import { smtpServerOf } from './smtp-server-url.ts';
import { answer, specMailServer, type SpecMailServer } from './spec-mail-server.ts';

const from = senderOf('Crossing Hurdles <no-reply@crossing.example>');
const mail = { mailId: '0199-a', to: 'nova@example.org', subject: 'Grüße', body: 'Zwei\n\nAbsätze', token: null };

describe('smtpCarrier', () => {
  const servers: SpecMailServer[] = [];
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  async function server(options: SMTPServerOptions = {}) {
    const started = await specMailServer(options);
    servers.push(started);
    const carry = (url: string) => smtpCarrier({ server: smtpServerOf(url), from })(mail);
    return { ...started, inClear: () => carry(`smtp://127.0.0.1:${started.port}?tls=none`), carry };
  }
  const failureOf = (sending: Promise<void>): Promise<Error> =>
    sending.then(
      () => new Error('nothing failed'),
      (error: Error) => error,
    );

  it('sends a mail that names its sender, and that no absence note answers', async () => {
    const { taken, inClear } = await server();

    await inClear();

    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatch(/^From: "?Crossing Hurdles"? <no-reply@crossing\.example>\r$/m);
    expect(taken[0]).toMatch(/^To: nova@example\.org\r$/m);
    expect(taken[0]).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(taken[0]).toContain('Zwei');
  });

  it('gives a repeated mail the same Message-ID', async () => {
    const { taken, inClear } = await server();

    await inClear();
    await inClear();

    expect(taken.map((text) => /^Message-ID: (.*)\r$/m.exec(text)![1])).toEqual(Array(2).fill('<0199-a@crossing.example>'));
  });

  it.each([
    ['at the recipient', { onRcptTo: (_to, _session, done) => done(answer(550, 'No <nova@example.org> here')) }],
    ['at the content', { onData: (stream, _session, done) => void stream.resume().on('end', () => done(answer(554, 'Spam'))) }],
  ] satisfies [string, SMTPServerOptions][])('says that a refusal %s is final, without the address', async (_where, options) => {
    const { inClear } = await server(options);

    const error = await failureOf(inClear());

    expect(error).toBeInstanceOf(MailRefused);
    expect(error.message).toMatch(/^The mail server answered 55[04] to (RCPT TO|DATA)$/);
  });

  it.each([
    ['a mailbox is busy', { onRcptTo: (_to, _session, done) => done(answer(451, 'Try again, nova@example.org')) }, '451 to RCPT TO'],
    ['we are not welcome', { onMailFrom: (_from, _session, done) => done(answer(550, 'Who are you?')) }, '550 to MAIL FROM'],
  ] satisfies [string, SMTPServerOptions, string][])('leaves it to be tried again when %s', async (_when, options, said) => {
    const { inClear } = await server(options);

    const error = await failureOf(inClear());

    expect(error).not.toBeInstanceOf(MailRefused);
    expect(error.message).toBe(`The mail server answered ${said}`);
  });

  it('leaves it to be tried again when no server answers', async () => {
    const { port, close } = await specMailServer();
    await close();

    const error = await failureOf(smtpCarrier({ server: smtpServerOf(`smtp://127.0.0.1:${port}?tls=none`), from })(mail));

    expect(error).not.toBeInstanceOf(MailRefused);
    expect(error.message).toContain('could not be used (E');
  });

  it.each([
    ['smtp', false],
    ['smtps', true],
  ])('signs in and sends over %s, encrypted, to a server whose certificate is good', async (scheme, secure) => {
    const seen: (boolean | string)[] = [];
    const { port, cert, taken, carry } = await server({
      secure,
      onAuth: ({ username }, { secure: encrypted }, done) => {
        seen.push(encrypted, username!);
        done(null, { user: username });
      },
    });
    const trusted = getCACertificates();
    setDefaultCACertificates([...trusted, cert]);
    try {
      await carry(`${scheme}://user:password@127.0.0.1:${port}`);
    } finally {
      setDefaultCACertificates(trusted);
    }

    expect(seen).toEqual([true, 'user']);
    expect(taken).toHaveLength(1);
  });

  it('says nothing to a server without STARTTLS, or whose certificate nobody vouches for', async () => {
    const heard: string[] = [];
    const options: SMTPServerOptions = {
      onAuth: ({ username }, _session, done) => {
        heard.push(username!);
        done(null, { user: username });
      },
    };
    const withoutTls = await server({ ...options, hideSTARTTLS: true, allowInsecureAuth: true });
    const selfSigned = await server(options);
    const selfSignedFromTheStart = await server({ ...options, secure: true });

    const failures = [
      await failureOf(withoutTls.carry(`smtp://user:password@127.0.0.1:${withoutTls.port}`)),
      await failureOf(selfSigned.carry(`smtp://user:password@127.0.0.1:${selfSigned.port}`)),
      await failureOf(selfSignedFromTheStart.carry(`smtps://user:password@127.0.0.1:${selfSignedFromTheStart.port}`)),
    ];

    expect(failures.map(({ message }) => message)).toEqual(Array(3).fill(expect.stringMatching(/could not be used|answered/)));
    expect(heard).toEqual([]);
    expect([withoutTls, selfSigned, selfSignedFromTheStart].flatMap(({ taken }) => taken)).toEqual([]);
  });
});
