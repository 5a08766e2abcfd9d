/** The page around GraphiQL: who acts, and where everything else is. Its script is page.client.ts. */
export const explorerPage = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Explorer – Crossing Hurdles</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/explorer/graphiql.css">
<style>
html, body { height: 100%; }
body { display: flex; flex-direction: column; margin: 0; font: .9rem/1.4 system-ui, sans-serif; }
#bar { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; padding: .5rem .9rem; color: #e9edf3; background: #1d2735; }
#bar a { color: #a9cbff; }
#bar strong { margin-right: auto; }
#bar label { display: flex; align-items: center; gap: .5rem; white-space: nowrap; }
#bar select, #bar button { max-width: min(22rem, 60vw); padding: .25rem .5rem; border: 1px solid #52637a; border-radius: .3rem; color: inherit; font: inherit; background: #2b394c; }
#bar button:disabled { opacity: .5; }
#said { flex-basis: 100%; margin: 0; color: #ffd9a0; }
#said:empty { display: none; }
#explorer { flex: 1; min-height: 0; }
#explorer .graphiql-container { height: 100%; min-height: 0; }
/* GraphiQL moves a tab away as soon as it is pressed, so the click misses it. */
#explorer .graphiql-tab { transform: none !important; }
</style>
</head>
<body>
<header id="bar">
<strong>Explorer</strong>
<label>Act as <select id="people"><option value="">nobody (not signed in)</option></select></label>
<button id="copy" type="button" disabled>Copy token</button>
<a href="/dev/mail">Mails</a>
<a href="/">All doors</a>
<p id="said" role="status"></p>
</header>
<div id="explorer"></div>
<script src="/explorer/graphiql.js"></script>
<script type="module" src="/explorer/page.js"></script>
</body>
</html>
`;
