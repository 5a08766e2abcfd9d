/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | null | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

function textOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'html' in part ? part.html : part.map(({ html }) => html).join('');
}

/** Writes HTML; whatever is put into it is escaped unless it was written by `html` as well. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: texts.map((text, at) => text + textOf(parts[at] ?? null)).join(''),
});

/** A whole page; all of it works without scripts. */
export const page = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Crossing Hurdles</title>
        <link rel="stylesheet" href="/oidc/page.css" />
      </head>
      <body>
        <main>
          <p class="brand">Crossing Hurdles</p>
          ${body}
        </main>
      </body>
    </html>`.html;
