// npm start
require('./bootstrap.cjs').bootstrap('tools/start/start.ts', process.argv.slice(2));
