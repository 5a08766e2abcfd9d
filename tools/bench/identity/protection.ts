import { readFileSync } from 'node:fs';
import { actor } from '@crossing/tool-journey/story.ts';
import { Pool } from 'undici';
import { median } from '../statistics.ts';
import type { MeasuredGateway, Stage } from './stage.ts';

/** What the protection costs for one kind of request. */
export interface Cost {
  readonly name: string;
  /** CPU milliseconds of the gateway's process for a request, the medians of the rounds. */
  readonly guardedMs: number;
  readonly bareMs: number;
  /** The median of the rounds' ratios. */
  readonly ratio: number;
  /** Requests that one gateway answered otherwise than the other. */
  readonly differences: number;
}

const CONNECTIONS = 16;
const WARM_UP = 600;
const OPERATIONS = new URL('../../../apps/gateway/src/explorer/operations/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, OPERATIONS), 'utf8');

/** CPU of a gateway for each request, with and without what protects it, in turn. */
export async function protectionCosts(stage: Stage, { rounds, requests }: { rounds: number; requests: number }): Promise<readonly Cost[]> {
  const { token } = actor(stage.story, 'nova');
  const kinds = [
    { name: 'the home screen of a person, over four subgraphs', query: read('21-home.graphql'), token },
    { name: 'the list of opportunities, of anybody', query: read('12-opportunities.graphql'), token: null },
    { name: 'who is signed in', query: '{ viewer { id status } }', token },
  ];
  const costs: Cost[] = [];
  for (const kind of kinds) costs.push(await costOf(stage, kind, { rounds, requests }));
  return costs;
}

interface Kind {
  readonly name: string;
  readonly query: string;
  readonly token: string | null;
}

async function costOf({ guarded, bare }: Stage, kind: Kind, { rounds, requests }: { rounds: number; requests: number }): Promise<Cost> {
  const measured = new Map<MeasuredGateway, number[]>([
    [guarded, []],
    [bare, []],
  ]);
  const answers = new Map<string, number>();
  for (const gateway of measured.keys()) await load(gateway, kind, WARM_UP);
  for (let round = 0; round < rounds; round += 1) {
    // Nobody is always the first.
    for (const gateway of round % 2 === 0 ? [guarded, bare] : [bare, guarded]) {
      const before = gateway.cpuMs();
      for (const answer of await load(gateway, kind, requests)) answers.set(answer, (answers.get(answer) ?? 0) + 1);
      measured.get(gateway)!.push((gateway.cpuMs() - before) / requests);
    }
  }
  const [guardedMs, bareMs] = [measured.get(guarded)!, measured.get(bare)!];
  const most = Math.max(...answers.values());
  return {
    name: kind.name,
    guardedMs: median(guardedMs),
    bareMs: median(bareMs),
    ratio: median(guardedMs.map((ms, round) => ms / bareMs[round]!)),
    differences: [...answers.values()].reduce((sum, count) => sum + count, 0) - most,
  };
}

/** So many requests over 16 connections; what was answered. */
async function load({ url }: MeasuredGateway, { query, token }: Kind, requests: number): Promise<readonly string[]> {
  const pool = new Pool(url, { connections: CONNECTIONS });
  const body = JSON.stringify({ query, variables: {} });
  const headers = { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) };
  const answers: string[] = [];
  let left = requests;
  async function client(): Promise<void> {
    while (left > 0) {
      left -= 1;
      const response = await pool.request({ method: 'POST', path: '/graphql', headers, body });
      answers.push(`${response.statusCode} ${await response.body.text()}`);
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  await pool.close();
  return answers;
}
