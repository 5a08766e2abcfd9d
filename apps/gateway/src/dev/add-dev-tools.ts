import type { FastifyInstance } from 'fastify';
import { addExplorer } from '../explorer/explorer.ts';
import type { SubgraphClient } from '../subgraph-client.ts';
import { actAs } from './act-as.ts';
import { moveClocks } from './move-clocks.ts';
import { passMail } from './pass-mail.ts';
import { readPeople } from './people.ts';

interface Options {
  /** Path of the demo's people, if there is a demo. */
  readonly peopleFile: string | null;
}

/** The doors of development: the explorer at `GET /graphql`, mails, the people of the demo, the clock. */
export const addDevTools =
  ({ peopleFile }: Options) =>
  async (http: FastifyInstance, clients: ReadonlyMap<string, SubgraphClient>): Promise<void> => {
    const people = peopleFile === null ? [] : readPeople(peopleFile);
    addExplorer(http);
    actAs(http, people);
    passMail(http, clients.get('identity')!);
    moveClocks(http, [...clients.values()]);
  };
