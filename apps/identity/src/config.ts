import { defineConfig, setting, type ConfigOf } from '@crossing/runtime';
import { subgraphSettings } from '@crossing/service';
import { senderOf } from './mail/sender.ts';
import { sealingOf, type Sealing } from './sealing.ts';
import { smtpServerOf, type SmtpServer } from './mail/smtp-server-url.ts';

const MONTH = 30 * 86_400;

/** Identity's settings. */
export const identityConfig = defineConfig({
  ...subgraphSettings({ port: 4001 }),
  CALLER_TOKEN_PRIVATE_KEY: setting.secret({ meaning: 'JSON Web Key (Ed25519) that signs caller tokens.' }),
  SEALING_KEYS: setting.parsed<Sealing>(
    'list, by comma',
    {
      secret: true,
      meaning:
        'Keys (base64url, 32 bytes each) under which signing keys, tokens and second factors are kept: the current one, then retiring ones, which open what they sealed. Without them all of these are lost.',
    },
    sealingOf,
  ),
  SIGNING_KEY_DAYS: setting.integer({
    default: 90,
    min: 1,
    max: 3650,
    unit: 'days',
    meaning: 'How long a key signs tokens before the next one does.',
  }),
  ACCESS_TOKEN_SECONDS: setting.integer({
    default: 300,
    min: 60,
    max: 3600,
    unit: 'seconds',
    meaning: 'How long an access token lives before it is renewed.',
  }),
  SESSION_SECONDS: setting.integer({
    default: MONTH,
    min: 60,
    max: 31_536_000,
    unit: 'seconds',
    meaning: 'How long a sign-in lasts. It may be long: a session that is revoked or an account that is suspended ends its tokens at once.',
  }),
  SIGN_IN_FAILURES: setting.integer({
    default: 10,
    min: 1,
    max: 1000,
    unit: 'attempts',
    meaning: 'Wrong passwords for one address that are free; as many again for who is signed in and asked once more.',
  }),
  SIGN_IN_WINDOW_SECONDS: setting.integer({
    default: 900,
    min: 1,
    max: 86_400,
    unit: 'seconds',
    meaning: 'How long wrong passwords count, and how long one waits after too many.',
  }),
  ACCOUNT_MAILS_PER_HOUR: setting.integer({
    default: 5,
    min: 1,
    max: 1000,
    unit: 'mails',
    meaning:
      'Mails about a forgotten password, and invitations, that one address is sent in an hour, and changes of address that one person may begin.',
  }),
  INVITATIONS_PER_HOUR: setting.integer({
    default: 30,
    min: 1,
    max: 10_000,
    unit: 'mails',
    meaning: 'Invitations that one company may send in an hour, those that are sent again included.',
  }),
  TERMS_VERSION: setting.text({ default: '2026-01', meaning: 'The version of the terms that a new account must accept.' }),
  SMTP_URL: setting.optional(
    setting.parsed<SmtpServer>(
      'secret',
      {
        developmentOnly: true,
        secret: true,
        meaning:
          'Where mail goes out: smtps://user:password@mail.example.org (TLS, port 465) or smtp://… (STARTTLS, port 587); always encrypted, with a certificate that Node trusts (`NODE_EXTRA_CA_CERTS` for an authority of your own), except smtp://127.0.0.1:25?tls=none on this machine. Without it mail is kept for /dev/mail, which production refuses.',
      },
      smtpServerOf,
    ),
  ),
  MAIL_FROM: setting.parsed<string>(
    'text',
    {
      default: 'Crossing Hurdles <no-reply@crossing.example>',
      developmentOnly: true,
      meaning: 'The sender of every mail, e.g. Crossing Hurdles <no-reply@example.org>.',
    },
    (text) => {
      senderOf(text);
      return text;
    },
  ),
  PUBLIC_URL: setting.url({ default: 'http://127.0.0.1:4000', meaning: 'Where people reach the network.' }),
});

export type Config = ConfigOf<typeof identityConfig.settings>;

/** Reads the settings once, before anything else starts. */
export const readConfig = (): Config => identityConfig.read(process.env);

/** What the operator's commands need. */
const operatorConfig = defineConfig({
  DATABASE_URL: identityConfig.settings.DATABASE_URL,
  DATABASE_ROLE_SECRET: identityConfig.settings.DATABASE_ROLE_SECRET,
});

/** Reads the settings of the operator's commands. */
export const readOperatorConfig = (): ConfigOf<typeof operatorConfig.settings> => operatorConfig.read(process.env);
