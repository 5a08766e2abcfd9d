import { verify } from '@node-rs/argon2';
import pg from 'pg';
import { join, trySignIn, type Actor } from '@crossing/tool-journey/actor.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { graphClient, type GraphClient } from '@crossing/tool-journey/graph-client.ts';
import { median } from '../statistics.ts';
import type { Stage } from './stage.ts';

/** How fast people get in, and what the time tells of who is there. */
export interface SignIns {
  readonly perSecond: number;
  /** What the hash of the password alone would allow, on the same machine. */
  readonly hashesPerSecond: number;
  readonly wrongMs: number;
  readonly unknownMs: number;
  /** How many attempts were answered otherwise than they should be. */
  readonly differences: number;
}

const PEOPLE = 8;
const AT_ONCE = 4;
/** Fewer than the wrong passwords after which an account waits. */
const WRONG_IN_A_ROW = 2;
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';

export async function signIns({ graph }: Stage, { rounds, attempts }: { rounds: number; attempts: number }): Promise<SignIns> {
  const client = graphClient(graph.url);
  const people: Actor[] = [];
  for (let n = 0; n < PEOPLE; n += 1)
    people.push(await join(client, { name: `Person ${n}`, email: `person-${n}@bench.example` }, DEMO_PASSWORD));
  const passwordHash = await hashOf(graph.databaseUrl, people[0]!.email);
  const [rates, hashes]: [number[], number[]] = [[], []];
  const timing = { wrong: [] as number[], unknown: [] as number[] };
  let differences = 0;
  for (let round = 0; round < rounds; round += 1) {
    const signIn = async (n: number): Promise<void> =>
      void (differences += (await trySignIn(client, people[n % PEOPLE]!, DEMO_PASSWORD)) ? 0 : 1);
    rates.push(await perSecond(attempts, signIn));
    hashes.push(await perSecond(attempts, async () => void (await verify(passwordHash, DEMO_PASSWORD))));
    differences += await timeRefusals(client, people, timing);
  }
  const [wrongMs, unknownMs] = [median(timing.wrong), median(timing.unknown)];
  return { perSecond: median(rates), hashesPerSecond: median(hashes), wrongMs, unknownMs, differences };
}

/** The password's hash as it is kept: its parameters are in it. */
async function hashOf(connectionString: string, email: string): Promise<string> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ password_hash: string }>('SELECT password_hash FROM identity.account WHERE email = $1', [email]);
  await client.end();
  return rows[0]!.password_hash;
}

async function perSecond(times: number, work: (n: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let n = 0;
  async function worker(): Promise<void> {
    while (n < times) await work(n++);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return (times * 1000) / (performance.now() - began);
}

/** Wrong passwords and unknown addresses in turn, so that both meet the same load; how many answers were not the one they share. */
async function timeRefusals(client: GraphClient, people: readonly Actor[], timing: Record<'wrong' | 'unknown', number[]>): Promise<number> {
  let differences = 0;
  for (const { name, email } of people) {
    for (let n = 0; n < WRONG_IN_A_ROW; n += 1) {
      const unknown = `nobody-${crypto.randomUUID()}@bench.example`;
      for (const [what, address] of [['wrong', email] as const, ['unknown', unknown] as const]) {
        const began = performance.now();
        const { data } = await client.ask<{ signIn: { __typename: string } }>({
          operation: SIGN_IN,
          variables: { input: { email: address, password: 'never the right one' } },
        });
        timing[what].push(performance.now() - began);
        if (data?.signIn.__typename !== 'InvalidCredentials') differences += 1;
      }
    }
    // The right password forgives what was wrong before.
    await trySignIn(client, { name, email }, DEMO_PASSWORD);
  }
  return differences;
}
