import type { SourceFile } from './sources.ts';

const ROOTS = /^(?:apps|libs|tools|infra|docs|\.ci)\//;
/** Names that stand for many: `<service>`, `*.store.ts`, `…`. */
const PLACEHOLDER = /[<>*…{}$]/;

/** Files and folders that a page names, in code or as the goal of a link, and that are not there. */
export function missingNamedPaths(files: readonly SourceFile[]): readonly string[] {
  const known = new Set(files.flatMap(({ path }) => withFolders(path)));
  return files
    .filter(({ path }) => path.endsWith('.md') && path !== 'CHANGELOG.md')
    .flatMap((page) =>
      [...inCode(page.text), ...linked(page)]
        .filter((named) => !known.has(named.replace(/\/$/, '')))
        .map((named) => `${page.path} names ${named}, which is not there`),
    );
}

const inCode = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, code]) => code!.replace(/:\d+$/, ''))
    .filter((code) => ROOTS.test(code) && !PLACEHOLDER.test(code) && !code.includes(' '));

const linked = ({ path, text }: SourceFile): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g)]
    .map(([, goal]) => goal!)
    .filter((goal) => !/^<?[a-z]+:/.test(goal))
    .map((goal) => new URL(goal, `file:///${path}`).pathname.slice(1));

function withFolders(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}
