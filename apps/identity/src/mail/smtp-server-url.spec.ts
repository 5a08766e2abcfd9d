import { smtpServerOf } from './smtp-server-url.ts';

describe('smtpServerOf', () => {
  it('speaks TLS from the first byte, or insists on STARTTLS', () => {
    expect(smtpServerOf('smtps://nova:a%40b@mail.example.org')).toEqual({
      host: 'mail.example.org',
      port: 465,
      secure: true,
      requireTLS: false,
      ignoreTLS: false,
      auth: { user: 'nova', pass: 'a@b' },
    });
    expect(smtpServerOf('smtp://mail.example.org')).toMatchObject({ port: 587, secure: false, requireTLS: true, ignoreTLS: false });
    expect(smtpServerOf('smtp://127.0.0.1')).toMatchObject({ requireTLS: true });
  });

  it.each(['smtp://localhost:2525?tls=none', 'smtp://127.0.0.1:2525?tls=none', 'smtp://[::1]:2525?tls=none'])(
    'leaves out TLS on this machine, if told to: %s',
    (url) => {
      expect(smtpServerOf(url)).toMatchObject({ port: 2525, secure: false, requireTLS: false, ignoreTLS: true });
    },
  );

  it.each([
    ['mail.example.org', 'must be such as smtps://'],
    ['https://mail.example.org', 'must be such as smtps://'],
    ['smtps://', 'must be such as smtps://'],
    ['smtps://mail.example.org/inbox', 'must be such as smtps://'],
    ['smtp://mail.example.org?tls=none', 'only for an smtp server on this machine'],
    ['smtps://127.0.0.1?tls=none', 'only for an smtp server on this machine'],
    ['smtps://mail.example.org?tls.rejectUnauthorized=false', 'no parameter but tls=none'],
    ['smtp://nova@mail.example.org', 'both a user and a password'],
    ['smtp://nova:50%@mail.example.org', 'write %25'],
  ])('refuses %s and says what would be right', (url, why) => {
    expect(() => smtpServerOf(url)).toThrow(why);
  });
});
