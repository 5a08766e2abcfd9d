import { anonymous } from './actor.ts';
import { eventually } from './graph-client.ts';
import { actor, expectEqual, id, type Story } from './story.ts';
import type { Step } from './journey.ts';

const HOUR_MS = 3_600_000;
const MINUTES_WORKED = 90;

/** Steps 18–22: work, what it is worth, the track record, and what a suspension leaves standing. */
export const workSteps: readonly Step[] = [
  { title: 'two hours later Nova submits 90 minutes of work', play: novaSubmitsWork },
  { title: 'Olga accepts it and owes 27.00 USD', play: olgaAcceptsWork },
  { title: 'Olga completes the engagement', play: olgaCompletes },
  { title: 'Nova has a track record with the company’s name', play: novaHasARecord },
  { title: 'Rita suspends the company: its work is gone from view, what it owes is not', play: ritaSuspends },
];

async function novaSubmitsWork(story: Story): Promise<void> {
  await story.graph.moveClock(2 * HOUR_MS);
  const to = new Date(Date.now() + 2 * HOUR_MS - 60_000);
  const submitted = await actor(story, 'nova').mutate<{ workRecord: { id: string; state: string; autoAcceptsAt: string } }>('SubmitWork', {
    engagementId: id(story, 'engagement'),
    kind: 'TIME',
    quantity: MINUTES_WORKED,
    from: new Date(to.getTime() - MINUTES_WORKED * 60_000).toISOString(),
    to: to.toISOString(),
    idempotencyKey: `work-${story.mark}`,
  });
  expectEqual('state', submitted.workRecord.state, 'SUBMITTED');
  story.ids['work'] = submitted.workRecord.id;
}

interface Accepted {
  readonly workRecord: { readonly obligation: { readonly amount: { readonly amountMinor: string; readonly currency: string } } };
}

async function olgaAcceptsWork(story: Story): Promise<void> {
  const { workRecord } = await actor(story, 'olga').mutate<Accepted>('AcceptWork', { workRecordId: id(story, 'work') });
  expectEqual('what is owed', workRecord.obligation.amount, { amountMinor: '2700', currency: 'USD' });
}

async function olgaCompletes(story: Story): Promise<void> {
  const completed = await actor(story, 'olga').mutate<{ engagement: { state: string } }>('CompleteEngagement', {
    engagementId: id(story, 'engagement'),
  });
  expectEqual('state', completed.engagement.state, 'COMPLETED');
}

interface Home {
  readonly viewer: {
    readonly trackRecord: {
      readonly edges: { readonly node: { readonly minutes: number; readonly company: { readonly legalName: string } | null } }[];
    };
    readonly engagements: {
      readonly edges: {
        readonly node: { readonly company: { readonly legalName: string }; readonly work: { readonly edges: { readonly node: object }[] } };
      }[];
    };
  };
}

async function novaHasARecord(story: Story): Promise<void> {
  const home = await eventually(
    'the track record',
    () => actor(story, 'nova').query<Home>('Home'),
    ({ viewer }) => viewer.trackRecord.edges.length === 1,
  );
  const entry = home.viewer.trackRecord.edges[0]!.node;
  expectEqual('minutes', entry.minutes, MINUTES_WORKED);
  expectEqual('company', entry.company?.legalName, `Lantern Labs ${story.mark}`);
}

async function ritaSuspends(story: Story): Promise<void> {
  const rita = actor(story, 'rita');
  const read = await rita.query<{ company: { version: number } }>('query ($id: ID!) { company(id: $id) { version } }', {
    id: id(story, 'company'),
  });
  const suspended = await rita.mutate<{ heldOpportunities: number }>('SuspendCompany', {
    companyId: id(story, 'company'),
    expectedVersion: read.company.version,
    reason: 'Overdue obligations reported by three contributors.',
  });
  expectEqual('held', suspended.heldOpportunities, 2);
  const feed = await anonymous(story.graph).query<{ opportunities: { edges: { node: { id: string } }[] } }>('Opportunities');
  expectEqual(
    'still seen',
    feed.opportunities.edges.some(({ node }) => node.id === id(story, 'opportunity')),
    false,
  );
  const { viewer } = await actor(story, 'nova').query<Home>('Home');
  expectEqual('who owes', viewer.engagements.edges[0]?.node.company.legalName, `Lantern Labs ${story.mark}`);
  expectEqual('work still readable', viewer.engagements.edges[0]?.node.work.edges.length, 1);
}
