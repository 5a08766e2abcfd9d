import { Complaint, runCommand } from '@crossing/tool-dev/complaint.ts';
import { dataDirOf, runningGraph } from '@crossing/tool-dev/data-folder.ts';
import { secretsOf } from '@crossing/tool-dev/secrets.ts';

// npm run staff -- grant someone@example.org TRUST_REVIEWER: identity's own command, on the database of the graph that runs
// from DATA_DIR, or on the one that DATABASE_URL and DATABASE_ROLE_SECRET name.
const operator = new URL('../../apps/identity/src/operator.ts', import.meta.url);

await runCommand(async () => {
  if (!process.env.DATABASE_URL) Object.assign(process.env, settingsOfRunningGraph());
  await import(operator.href);
});

function settingsOfRunningGraph(): Record<string, string> {
  const dataDir = dataDirOf(process.env.DATA_DIR);
  const graph = runningGraph(dataDir);
  if (!graph)
    throw new Complaint(`No graph runs from ${dataDir}: npm start first, or name its folder in DATA_DIR, or its database in DATABASE_URL.`);
  return { DATABASE_URL: graph.databaseUrl, DATABASE_ROLE_SECRET: secretsOf(dataDir).databaseRoleSecret };
}
