import type { SettingRow } from '@crossing/runtime';
import { table } from './markdown.ts';

/** A process and the settings of its `config.ts`. */
export interface ConfiguredApp {
  readonly name: string;
  readonly rows: readonly SettingRow[];
}

const intro = `# Configuration

Every setting of every process, generated from the \`config.ts\` of each app by \`npm run docs\`. A process reads its environment once, when it starts, and refuses to start with a missing or wrong value, naming all of them. \`NAME_FILE\` may name a file that holds the value of \`NAME\`. With \`NODE_ENV=production\` what is only meant for development does not count as a default.

\`npm start\` sets what the processes need of each other (addresses, keys, the database) and leaves the rest to your environment; it also reads:

| setting | default | meaning |
|---|---|---|
| PORT | 4000 | Where the gateway listens; the subgraphs take the four ports above it. With another port PostgreSQL takes a free one. 0 takes free ones. |
| DATA_DIR | .data | Where database, secrets and logs are kept. |
| DATABASE_URL | the PostgreSQL that comes with the project, on port 5433 | Another PostgreSQL 18 to use, as a role that may create roles and schemas. |
| SUBGRAPH_\\<NAME\\>_URL | started here | Where a subgraph answers that runs elsewhere: it is not started here. |
`;

/** docs/configuration.md: the settings that every subgraph has stand once. */
export function configurationPage(gateway: ConfiguredApp, subgraphs: readonly ConfiguredApp[]): string {
  const [first, ...others] = subgraphs;
  const shared = (first?.rows ?? []).filter((row) => others.every(({ rows }) => rows.some((other) => same(row, other))));
  const own = ({ rows }: ConfiguredApp): SettingRow[] => rows.filter((row) => !shared.some((other) => same(row, other)));
  return [
    intro,
    ...section(gateway.name, gateway.rows),
    ...section('Every subgraph', shared),
    ...subgraphs.flatMap((subgraph) => section(subgraph.name, own(subgraph))),
  ].join('\n');
}

const same = (a: SettingRow, b: SettingRow): boolean => JSON.stringify(a) === JSON.stringify(b);

const section = (title: string, rows: readonly SettingRow[]): string[] =>
  rows.length === 0
    ? []
    : [
        `## ${title}\n`,
        table(
          ['setting', 'type', 'unit', 'default', 'meaning'],
          rows.map((row) => [row.name, row.type, row.unit, row.default, row.meaning]),
        ),
      ];
