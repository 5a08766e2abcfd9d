import type { QueuedMail, RenderedMail, TemplateName } from './mail.ts';

interface Template {
  readonly subject: string;
  readonly body: string;
}

/** English for now; a further language is a further entry under its BCP 47 language. */
const TEMPLATES: Readonly<Record<string, Readonly<Record<TemplateName, Template>>>> = {
  en: {
    'confirm-email': {
      subject: 'Confirm your address',
      body: `Welcome to Crossing Hurdles.

Confirm your address with this token, within {hours} hours:

{token}

In the app, paste it where it asks for it; with the API, call verifyEmail with it.

Joining is free, and so is everything else here for contributors: if anybody asks you for money, tell us.

If you did not register, ignore this mail.`,
    },
    'already-registered': {
      subject: 'You already have an account',
      body: `Somebody, probably you, tried to register with this address.

You already have an account: sign in with your password.

If it was not you, there is nothing to do: nobody has learned anything about you.`,
    },
  },
};

/** Fills a template. Throws for a placeholder that has no value. */
export function renderMail({ mailId, to, template, locale, data }: QueuedMail): RenderedMail {
  const { subject, body } = (TEMPLATES[locale.split('-')[0]!] ?? TEMPLATES['en']!)[template];
  return { mailId, to, subject, body: filled(body, data), token: data['token'] ?? null };
}

const filled = (text: string, data: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = data[name];
    if (value === undefined) throw new Error(`The mail has no ${name}`);
    return value;
  });
