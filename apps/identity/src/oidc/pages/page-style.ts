/** The one style of the pages: readable at 320 px, by keyboard and in the dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: light-dark(#f4f5f7, #14161a); color: light-dark(#16181d, #eceef2); }
main { width: min(100%, 26rem); padding: 1.5rem; border-radius: .75rem; background: light-dark(#fff, #1e2127); border: 1px solid light-dark(#d5d9e0, #3a3f49); overflow-wrap: anywhere; }
.brand { margin: 0 0 1rem; font-weight: 600; color: light-dark(#4a5160, #aab2c0); }
p { margin: .5rem 0 0; }
h1 { margin: 0 0 .5rem; font-size: 1.4rem; line-height: 1.25; }
form { display: grid; gap: 1rem; margin-top: 1rem; }
form + form { margin-top: .75rem; }
.field { display: grid; gap: .25rem; }
label { font-weight: 600; }
.hint, .error { margin: 0; font-size: .9rem; }
.hint { color: light-dark(#4a5160, #aab2c0); }
.error { font-weight: 600; color: light-dark(#b3261e, #ff8a80); }
input { font: inherit; width: 100%; padding: .6rem .7rem; min-height: 2.75rem; border: 1px solid light-dark(#6b7280, #8b93a3); border-radius: .4rem; background: light-dark(#fff, #14161a); color: inherit; }
input[aria-invalid="true"] { border-color: light-dark(#b3261e, #ff8a80); }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .6rem 1rem; border-radius: .4rem; border: 1px solid light-dark(#1f4fd8, #8fb0ff); background: light-dark(#1f4fd8, #8fb0ff); color: light-dark(#fff, #10131a); cursor: pointer; }
button.quiet { background: transparent; color: light-dark(#1f4fd8, #a9c2ff); }
:focus-visible { outline: 3px solid light-dark(#c2410c, #ffb74d); outline-offset: 2px; }
[role="alert"] { margin: 1rem 0 0; padding: .6rem .75rem; border-left: .3rem solid light-dark(#b3261e, #ff8a80); background: light-dark(#fdecea, #3a2020); }
ul { margin: .75rem 0 0; padding-left: 1.2rem; }
`.trimStart();
