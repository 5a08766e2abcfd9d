import { parseArgs } from 'node:util';
import { redrive, type RedriveReport } from '@crossing/messaging';
import { consumerGroups } from '../consumer-groups.ts';
import type { SubgraphConfig } from '../subgraph-config.ts';
import { compose } from './compose.ts';
import { Refused, type Operation } from './operator-command.ts';

/** `redrive [--group G] [--key K]`: applies the dead letters, key by key and in their order. False when a key failed again. */
export async function redriveGroups<Config extends SubgraphConfig, Stores>(operation: Operation<Config, Stores>): Promise<boolean> {
  const { subgraph, args, log, say } = operation;
  const { group: wanted, key } = valuesOf(args);
  const { app, close } = await compose(subgraph, log);
  try {
    const all = consumerGroups(subgraph.name, app);
    const groups = all.filter(({ group, kind }) => wanted === undefined || wanted === group || wanted === kind);
    if (groups.length === 0) {
      const there = all.map(({ group }) => group).join(', ') || 'none';
      throw new Refused(`${subgraph.name} has no group ${wanted ?? 'at all'}; there is ${there}.`);
    }
    let good = true;
    for (const one of groups) {
      const report = await redrive({ ...one, ...(key !== undefined && { key }) });
      linesOf(one.group, report).forEach(say);
      good &&= report.failed.length === 0;
    }
    return good;
  } finally {
    await close();
  }
}

function valuesOf(args: readonly string[]): { readonly group?: string; readonly key?: string } {
  try {
    return parseArgs({ args: [...args], options: { group: { type: 'string' }, key: { type: 'string' } } }).values;
  } catch (error) {
    throw new Refused(`${(error as Error).message.split(/[.\n]/)[0]}: redrive [--group …] [--key …]`, { cause: error });
  }
}

/** What a redrive did to a group, for the operator. */
export function linesOf(group: string, { redriven, failed }: RedriveReport): string[] {
  const events = `${redriven} ${redriven === 1 ? 'event' : 'events'} applied`;
  if (failed.length === 0) return [`${group}: ${redriven === 0 ? 'nothing to redrive' : events}.`];
  const keys = failed.length === 1 ? '1 key failed again, and keeps' : `${failed.length} keys failed again, and keep`;
  return [
    `${group}: ${events}; ${keys} what waits behind:`,
    ...failed.map(({ topic, key, reason }) => `  ${topic}, key ${key}: ${reason}`),
  ];
}
