// npm run bench -- events [--json] [--rounds 3]: commit → applied, relay and consumer, on both buses, beside a plain outbox and
// beside kafkajs as documented.
import { parseArgs } from 'node:util';
import type { Backbone } from './backbone.ts';
import { onKafka, onLog } from './crossing.ts';
import { kafkajsDefaults } from './kafkajs-defaults.ts';
import { latency } from './latency.ts';
import { plainOutbox } from './plain-outbox.ts';
import { figuresOf, goalsOf, tableOf, type Round } from './report.ts';
import { setStage, type Stage } from './stage.ts';
import { throughput } from './throughput.ts';

const EVENTS = 20_000;
/** The alternatives take milliseconds for each: enough to tell their rate. */
const EVENTS_OF_ALTERNATIVES = 2_000;
/** The p99 that our backbone may have, on each bus. */
const MOST_MS = { log: 60, kafka: 100 };

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } },
  strict: false,
});

const stage = await setStage();
try {
  const [log, kafka] = [await onLog(stage), await onKafka(stage)];
  const backbones = [log, kafka, plainOutbox(stage), kafkajsDefaults(stage)];
  const rounds = new Map<Backbone, Round[]>(backbones.map((backbone) => [backbone, []]));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    // Nobody is always the first.
    for (const backbone of [...backbones.slice(round % 4), ...backbones.slice(0, round % 4)])
      rounds.get(backbone)!.push(await measure(stage, backbone));
  }
  await Promise.all(backbones.map((backbone) => backbone.close()));
  const figures = new Map([...rounds].map(([{ name }, all]) => [name, figuresOf(all)]));
  const goals = [
    ...goalsOf(log.name, MOST_MS.log, figures.get(log.name)!),
    ...goalsOf(kafka.name, MOST_MS.kafka, figures.get(kafka.name)!),
  ];
  // What ours loses is a fault, what an alternative loses is a finding.
  const lost = [log, kafka].reduce((sum, { name }) => sum + figures.get(name)!.lost, 0);
  const differences = [...figures.values()].reduce((sum, each) => sum + each.differences, lost);
  console.log(
    `Node ${process.version}; CPU: ms of this process for 1 000 events; lost: committed and never applied\n${tableOf(figures)}\n`,
  );
  for (const { name, goal, value, met } of goals) console.log(`${name.padEnd(74)} ${goal}: ${value}${met ? '' : '   NOT MET'}`);
  console.log(`Differences between what was committed and what was applied: ${differences}`);
  if (values.json) console.log(JSON.stringify({ subject: 'events', goals, differences }));
  if (differences > 0) process.exitCode = 1;
} finally {
  await stage.stop();
}

async function measure(on: Stage, backbone: Backbone): Promise<Round> {
  const events = backbone.isOurs ? EVENTS : EVENTS_OF_ALTERNATIVES;
  const facts = await throughput(on, backbone, 'fact', events);
  const states = backbone.isOurs && (await throughput(on, backbone, 'state', events));
  return { latency: await latency(on, backbone), facts, ...(states && { states }) };
}
