import { newAuditKey } from '@crossing/runtime/audit/spec-audit-key.ts';
import { identityConfig } from './config.ts';

const needed = {
  ...{
    DATABASE_URL: 'postgres://x',
    DATABASE_ROLE_SECRET: 's',
    GATEWAY_KEYS: Buffer.alloc(32).toString('base64url'),
    CALLER_TOKEN_KEYS: '{}',
  },
  ...{ AUDIT_PRIVATE_KEY: newAuditKey('audit'), AUDIT_DIR: '/audit' },
  ...{ CALLER_TOKEN_PRIVATE_KEY: '{}' },
  SEALING_KEYS: Buffer.alloc(32, 1).toString('base64url'),
};
const inProduction = { ...needed, NODE_ENV: 'production', MAIL_FROM: 'no-reply@example.org', SMTP_URL: 'smtps://mail.example.org' };

describe('identity’s configuration', () => {
  it('keeps mail in development, where no mail server is named', () => {
    expect(identityConfig.read(needed).SMTP_URL).toBeNull();
  });

  it('refuses production without a mail server or with the sender of development, and says why', () => {
    const { SMTP_URL: _url, MAIL_FROM: _from, ...rest } = inProduction;

    expect(identityConfig.read(inProduction).SMTP_URL).toMatchObject({ host: 'mail.example.org', secure: true });
    expect(() => identityConfig.read(rest)).toThrow(/SMTP_URL must be set in production: .*kept for \/dev\/mail, which production refuses/);
    expect(() => identityConfig.read(rest)).toThrow('MAIL_FROM must be set in production');
  });

  it('refuses a mail server that would be spoken to in clear', () => {
    expect(() => identityConfig.read({ ...inProduction, SMTP_URL: 'smtp://mail.example.org?tls=none' })).toThrow(
      'SMTP_URL may say tls=none only for an smtp server on this machine',
    );
  });
});
