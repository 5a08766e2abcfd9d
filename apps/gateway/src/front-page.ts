interface Door {
  readonly method?: string;
  readonly path: string;
  readonly what: string;
}

const doors: readonly Door[] = [
  { path: '/graphql', method: 'POST', what: 'The graph: operations as JSON, with an access token as bearer' },
  { path: '/readyz', what: 'Whether the graph is ready, and each subgraph' },
  { path: '/livez', what: 'Whether the gateway runs' },
  { path: '/metrics', what: 'Counters and durations, for Prometheus' },
];

const devDoors: readonly Door[] = [
  { path: '/graphql', what: 'Explorer: the journey’s operations, ready to run as any person of the demo' },
  { path: '/dev/mail', what: 'Mails that would have been sent' },
  { path: '/dev/mail.json', what: 'The same as JSON; ?to= picks an address' },
  { path: '/dev/people', what: 'The people of the demo' },
  { path: '/dev/clock', method: 'POST', what: 'Moves the clock of every service: {"offsetMs": 86400000}' },
];

/** The page at `/`: what there is, and where. One file without scripts, fonts or pictures from elsewhere. */
export const frontPage = ({ development }: { readonly development: boolean }): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Crossing Hurdles</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; --line: light-dark(#d9dde3, #333a44); --quiet: light-dark(#596273, #a3adbb); --link: light-dark(#0b57c2, #8ab8ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 2.5rem 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 2rem 0 .5rem; font-size: 1rem; }
p { margin: 0; color: var(--quiet); }
ul { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
li { display: grid; grid-template-columns: 12rem 1fr; gap: .25rem 1rem; padding: .6rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
li span { color: var(--quiet); }
code { font: .95rem ui-monospace, monospace; }
a { color: var(--link); text-underline-offset: .2em; }
@media (max-width: 32rem) { li { grid-template-columns: 1fr; } }
</style>
</head>
<body>
<main>
<h1>Crossing Hurdles</h1>
<p>The network between people whose judgment AI needs and the organisations that need it. This is its gateway.</p>
${development ? section('For development', devDoors) : ''}
${section('For clients and operators', doors)}
</main>
</body>
</html>
`;

const section = (title: string, list: readonly Door[]): string =>
  `<section>\n<h2>${title}</h2>\n<ul>\n${list.map(line).join('\n')}\n</ul>\n</section>`;

// Only what a browser can open is a link.
const line = ({ method, path, what }: Door): string =>
  `<li>${method ? `<code>${method} ${path}</code>` : `<a href="${path}"><code>${path}</code></a>`}<span>${what}</span></li>`;
