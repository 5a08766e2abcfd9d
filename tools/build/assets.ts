import { existsSync, globSync } from 'node:fs';
import path from 'node:path';

const readAtRunTime = '{src,migrations*}/**/*.{graphql,sql,json,csv,txt,html,css,js,svg,wasm,client.ts}';

/** What a bundle reads at run time, as paths of the repository: the data files of every project that went into it. */
export function assetsOf(root: string, app: string, inputs: readonly string[]): readonly string[] {
  const projects = new Set(
    inputs.map((input) => /^(?:apps|libs)\/[^/]+/.exec(input.replaceAll(path.sep, '/'))?.[0]).filter((project) => project !== undefined),
  );
  const files = [...projects].flatMap((project) => globSync(`${project}/${readAtRunTime}`, { cwd: root }));
  const supergraph = 'infra/supergraph.graphql';
  return path.basename(app) === 'gateway' && existsSync(path.join(root, supergraph)) ? [...files, supergraph] : files;
}
