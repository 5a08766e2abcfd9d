import type { SentMail } from './outbox.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

const STYLE = `:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:44rem;padding:1.5rem 1rem 4rem}
h1{font-size:1.4rem;margin:0 0 .25rem}p.hint{margin:0 0 1.5rem;opacity:.75}
article{border:1px solid var(--line);border-radius:.6rem;margin:0 0 1rem;padding:1rem}
h2{font-size:1.05rem;margin:0}header p{font-size:.9rem;margin:.1rem 0 .8rem;opacity:.75;overflow-wrap:anywhere}
pre{font:inherit;margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
code{background:var(--line);border-radius:.3rem;padding:.1rem .3rem;overflow-wrap:anywhere}`;

/** The page of mails that development kept, newest first. Everything in it is escaped; it loads nothing. */
export function mailPage(mails: readonly SentMail[]): string {
  const list = mails.length === 0 ? '<p>No mail yet. Register an account and it will be here.</p>' : mails.map(article).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Development mail</title><style>${STYLE}</style></head>
<body><h1>Development mail</h1><p class="hint">Kept here instead of being sent (without SMTP_URL), newest first.</p>
<main>${list}</main></body></html>`;
}

const article = ({ to, subject, body, token, sentAt }: SentMail): string =>
  `<article><header><h2>${escaped(subject)}</h2><p>to ${escaped(to)}, <time datetime="${sentAt.toISOString()}">${sentAt.toISOString().replace('T', ' ').slice(0, 19)} UTC</time></p></header>
<pre>${token ? escaped(body).replace(escaped(token), `<code>${escaped(token)}</code>`) : escaped(body)}</pre></article>`;
