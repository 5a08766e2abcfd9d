import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Complaint, runCommand } from '@crossing/tool-dev/complaint.ts';
import { startGraph } from '@crossing/tool-dev/graph.ts';

// node tools/build/smoke.ts: the bundles that `npm run build` made start as a graph of their own and answer.
await runCommand(async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossing-bundles-'));
  const graph = await startGraph({ port: 0, dataDir, bundles: true, say: console.log });
  try {
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { id } opportunities(first: 1) { pageInfo { hasNextPage } } }' }),
    });
    const { data, errors } = (await response.json()) as { data?: { opportunities: object | null }; errors?: object[] };
    if (errors || !data?.opportunities) throw new Complaint(`The bundles answer ${JSON.stringify({ data, errors })}.`);
    console.log(`The bundles answered after ${Math.round(performance.now())} ms.`);
  } finally {
    await graph.stop();
    rmSync(dataDir, { recursive: true });
  }
});
