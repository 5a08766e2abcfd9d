import type { QueuedMail, RenderedMail } from './mail.ts';
import { TEMPLATES } from './templates.ts';

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
