/** A file of the repository. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const MAX_LINES = 250;
const isCode = ({ path }: SourceFile): boolean =>
  /\.(ts|tsx|mjs|cjs|sql|graphql|yml|sh)$/.test(path) && path !== 'infra/supergraph.graphql';

/** Files with more lines than anybody reads at once: two subjects in one. */
export const longFiles = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(isCode)
    .map((file) => ({ path: file.path, lines: file.text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines; split it by subject, ${MAX_LINES} are the limit`);

const machinePath = /(?:^|[^a-z.\w])\/(?:work|farm|root|home\/[a-z]+|Users\/[a-z]+)\//;

/** Paths of somebody's machine. */
export const machinePaths = (files: readonly SourceFile[]): readonly string[] =>
  files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (machinePath.test(line) ? [`${path}:${index + 1} names a path of one machine`] : [])),
  );

const databaseClock =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\s*\(\s*\)|\b(?:current_timestamp|current_date|current_time|localtimestamp|localtime)\b/i;
const looksLikeSql = /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER)\b/;

/** SQL that asks the database for the time: it is handed in, so that tests and the demo can move it (decisions D8). */
export const databaseClocks = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(({ path }) => /^(?:apps|libs)\//.test(path) && !path.endsWith('.spec.ts'))
    .filter((file) => sqlOf(file).some((sql) => databaseClock.test(sql.replace(/--.*$/gm, ''))))
    .map(({ path }) => `${path} asks the database for the time: hand it in from deps.clock`);

function sqlOf({ path, text }: SourceFile): readonly string[] {
  if (path.endsWith('.sql')) return [text];
  if (!path.endsWith('.ts')) return [];
  return [...text.matchAll(/`[^`]*`|'[^'\n]*'/g)].map(([literal]) => literal).filter((literal) => looksLikeSql.test(literal));
}
