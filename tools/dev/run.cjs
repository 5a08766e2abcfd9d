// node tools/dev/run.cjs <script.ts> [arguments]: any other script of the repository, on any Node
const [script, ...args] = process.argv.slice(2);
require('./bootstrap.cjs').bootstrap(script, args);
