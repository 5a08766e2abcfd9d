import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { assetsOf } from './assets.ts';
import { neverLoaded, shippedAside } from './externals.ts';
import { placesOfOrigin } from './places-of-origin.ts';

// node tools/build/build.ts apps/<name>: one file that runs on Node alone, dist/main.js, and beside it what it reads at run time:
// SDL, migrations and data under the paths that they have in the repository, and a package.json for what cannot be bundled.
const root = path.join(import.meta.dirname, '../..');
const app = path.resolve(process.argv[2] ?? '.');
const dist = path.join(app, 'dist');

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [path.join(app, 'src/main.ts')],
  outdir: dist,
  bundle: true,
  // What is imported on demand stays apart.
  splitting: true,
  chunkNames: '[name]-[hash]',
  platform: 'node',
  target: 'node26',
  format: 'esm',
  sourcemap: true,
  // Class names are error names and entity names.
  keepNames: true,
  // Node’s own one is deprecated and says so.
  alias: { punycode: 'punycode/punycode.js' },
  metafile: true,
  external: [...neverLoaded, ...shippedAside],
  plugins: [placesOfOrigin(root)],
  logLevel: 'warning',
  banner: {
    js: [
      "import{createRequire as __createRequire}from'node:module';",
      'const require=__createRequire(import.meta.url),__filename=import.meta.filename,__dirname=import.meta.dirname,__dist=import.meta.dirname;',
    ].join(''),
  },
});

const inputs = Object.keys(metafile.inputs);
for (const asset of assetsOf(root, path.relative(root, app), inputs)) {
  const target = path.join(dist, asset);
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(path.join(root, asset), target);
}
const version = (name: string): string => JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
const imported = Object.values(metafile.outputs).flatMap((output) => output.imports.map((one) => one.path));
const dependencies = Object.fromEntries(shippedAside.filter((name) => imported.includes(name)).map((name) => [name, version(name)]));
writeFileSync(path.join(dist, 'package.json'), `${JSON.stringify({ private: true, type: 'module', dependencies }, null, 2)}\n`);

const { bytes } = metafile.outputs[path.relative(root, path.join(dist, 'main.js')).replaceAll(path.sep, '/')]!;
console.log(`${path.relative(root, dist)}/main.js ${Math.round(bytes / 1024)} kB`);
