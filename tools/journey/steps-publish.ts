import { opportunities } from './demo/opportunities.ts';
import { anonymous } from './actor.ts';
import { approveOpportunity, publishOpportunity, submitOpportunity } from './stories.ts';
import { actor, expectEqual, id, type Story } from './story.ts';
import type { Step } from './journey.ts';

const DAY_MS = 86_400_000;
const day = (fromToday: number): string => new Date(Date.now() + fromToday * DAY_MS).toISOString().slice(0, 10);

/** The days that every opportunity of the story has: it starts today, and applications end in a month. */
export const storyDays = () => ({ startsOn: day(0), applyBy: day(30) });

/** Steps 9–12: an opportunity is written, vetted by two people, published, and seen by everybody. */
export const publishSteps: readonly Step[] = [
  { title: 'Olga drafts and submits an opportunity; it cannot be published yet', play: olgaDrafts },
  { title: 'Rita approves, a second reviewer is needed, Ruben approves', play: twoApprove },
  { title: 'Olga publishes it, and a second one', play: olgaPublishes },
  { title: 'anybody sees it', play: anybodySees },
];

const termsOf = (story: Story, key: string) => {
  const terms = opportunities.find((opportunity) => opportunity.key === key)!.terms(storyDays());
  return { ...terms, title: `${String(terms['title'])} ${story.mark}` };
};

async function olgaDrafts(story: Story): Promise<void> {
  const olga = actor(story, 'olga');
  const opportunityId = await submitOpportunity(olga, id(story, 'company'), termsOf(story, 'swahili-transcription'), `first-${story.mark}`);
  story.ids['opportunity'] = opportunityId;
  await olga.mutate('PublishOpportunity', { opportunityId, revision: 1 }, 'RevisionNotApproved');
}

async function twoApprove(story: Story): Promise<void> {
  const opportunityId = id(story, 'opportunity');
  expectEqual('first approval', await approveOpportunity(actor(story, 'rita'), opportunityId), 'SecondReviewNeeded');
  expectEqual('the same reviewer again', await approveOpportunity(actor(story, 'rita'), opportunityId), 'WrongState');
  expectEqual('second approval', await approveOpportunity(actor(story, 'ruben'), opportunityId), 'DecideOpportunitySuccess');
}

async function olgaPublishes(story: Story): Promise<void> {
  const olga = actor(story, 'olga');
  const published = await olga.mutate<{ opportunity: { publication: string } }>('PublishOpportunity', {
    opportunityId: id(story, 'opportunity'),
    revision: 1,
  });
  expectEqual('publication', published.opportunity.publication, 'PUBLISHED');
  const second = await submitOpportunity(olga, id(story, 'company'), termsOf(story, 'hindi-preferences'), `second-${story.mark}`);
  await publishOpportunity(olga, [actor(story, 'rita'), actor(story, 'ruben')], second);
  story.ids['nearMiss'] = second;
}

interface Feed {
  readonly opportunities: { edges: { node: { id: string; company: { legalName: string }; terms: { title: string } | null } }[] };
}

async function anybodySees(story: Story): Promise<void> {
  const { opportunities: feed } = await anonymous(story.graph).query<Feed>('Opportunities');
  const seen = feed.edges.find(({ node }) => node.id === id(story, 'opportunity'));
  expectEqual('title', seen?.node.terms?.title, `Swahili speech transcription labels ${story.mark}`);
  expectEqual('company', seen?.node.company.legalName, `Lantern Labs ${story.mark}`);
}
