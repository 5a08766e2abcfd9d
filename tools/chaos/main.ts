import { runCommand } from '@crossing/tool-dev/complaint.ts';
import { argumentsFrom, USAGE, type Arguments } from './arguments.ts';
import { conduct, type Outcome } from './conductor.ts';
import { rowOf, rowsOf, tableText } from './table.ts';

// npm run chaos: see USAGE. Progress goes to the standard error, so that the standard output is for the figures.
await runCommand(async () => {
  const options = argumentsFrom(process.argv.slice(2));
  if (options.help) return console.log(USAGE);
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Asked a second time: do not wait.
      if (asked.signal.aborted) process.exit(1);
      console.error('Stopping …');
      asked.abort();
    });
  }
  const outcome = await conduct(options, { say: (line) => console.error(line), signal: asked.signal }).catch((error: unknown) => {
    if (asked.signal.aborted) process.exit(130);
    throw error;
  });
  report(options, outcome);
  process.exit(outcome.lost + outcome.twice + outcome.outOfOrder === 0 ? 0 : 1);
});

function report({ json, faults, bus, seconds, seed, sabotage }: Arguments, { recoveries, unrecovered, ...figures }: Outcome): void {
  const rows = rowsOf(faults, recoveries);
  const { fault, ...all } = rowOf('all', recoveries);
  const { events, lost, twice, outOfOrder, ...records } = figures;
  const total = { fault, events, lost, twice, outOfOrder, ...all, unrecovered, ...records, bus, seconds, seed, sabotage };
  if (json) return [...rows, total].forEach((row) => console.log(JSON.stringify(row)));
  console.log(tableText([...rows, { fault, ...all }]));
  console.log(`\n${events} events: ${lost} lost, ${twice} twice, ${outOfOrder} out of order (${bus}, seed ${seed})`);
  console.log(
    `${records.records} records, ${records.repeats} of them repeats; ${records.behindNewer} states behind a newer one, ${records.staleTails} of them last.`,
  );
}
