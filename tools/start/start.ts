import { runCommand } from '@crossing/tool-dev/complaint.ts';
import { dataDirOf } from '@crossing/tool-dev/data-folder.ts';
import { startGraph } from '@crossing/tool-dev/graph.ts';
import { portOf } from '@crossing/tool-dev/ports.ts';
import { DEMO_PASSWORD, demoPeople } from '@crossing/tool-journey/demo/people.ts';
import { doorsOf } from './doors.ts';

// npm start: the whole graph in development. PORT, DATA_DIR, DATABASE_URL and SUBGRAPH_<NAME>_URL are honoured.
const say = (line: string): void => console.log(`${String(Math.round(performance.now())).padStart(6)} ms  ${line}`);

await runCommand(async () => {
  const asked = new AbortController();
  let ended: (code: number) => void;
  const end = new Promise<number>((resolve) => (ended = resolve));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // Asked a second time: do not wait.
      if (asked.signal.aborted) process.exit(1);
      say('Draining …');
      asked.abort();
      ended(0);
    });

  const graph = await startGraph({
    port: portOf(process.env.PORT),
    dataDir: dataDirOf(process.env.DATA_DIR),
    seed: true,
    env: process.env,
    demoPeople: demoPeople.map((person) => ({ ...person, password: DEMO_PASSWORD })),
    say,
    onCrash: () => ended(1),
    signal: asked.signal,
  }).catch((error) => {
    if (asked.signal.aborted) process.exit(0);
    throw error;
  });
  console.log(doorsOf(graph));
  const code = await end;
  await graph.stop();
  process.exit(code);
});
