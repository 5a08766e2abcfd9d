import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Our files find what they read relative to themselves (`import.meta.dirname`). In a bundle they all have one place, so each
 * keeps the place that it had in the repository, seen from `dist/`, where its files are copied to.
 */
export const placesOfOrigin = (root: string): Plugin => ({
  name: 'places-of-origin',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const place = path.relative(root, file).replaceAll(path.sep, '/');
      if (!/^(apps|libs)\//.test(place)) return undefined;
      const contents = readFileSync(file, 'utf8')
        .replaceAll('import.meta.dirname', `(__dist + ${JSON.stringify(`/${path.posix.dirname(place)}`)})`)
        .replaceAll('import.meta.filename', `(__dist + ${JSON.stringify(`/${place}`)})`)
        .replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`);
      return { contents, loader: 'ts' };
    });
  },
});
