import { profiles, workPreferences } from './demo/profiles.ts';
import { DEMO_PASSWORD } from './demo/people.ts';
import { companies } from './demo/companies.ts';
import { join } from './actor.ts';
import { admitProfile, registerCompany, submitCompany, submitProfile, verifyCompany } from './stories.ts';
import { actor, expectEqual, id, type Story } from './story.ts';
import type { Step } from './journey.ts';

const YEAR_MS = 365 * 86_400_000;
const CAST = { nova: 'Nova Firstday', olga: 'Olga Gründer', rita: 'Rita Review', ruben: 'Ruben Review' };

/** Steps 1–8: people join and are vetted, a company registers and is verified. */
export const joinSteps: readonly Step[] = [
  { title: 'four people register, confirm by mail and sign in', play: everybodyJoins },
  { title: 'the operator makes two of them trust reviewers', play: reviewersAreNamed },
  { title: 'Nova saves and submits her profile', play: novaSubmits },
  { title: 'Rita finds it in the queue and admits her', play: ritaAdmits },
  { title: 'Nova sets her hours and her minimum rate', play: novaSetsPreferences },
  { title: 'Olga registers Lantern Labs', play: olgaRegisters },
  { title: 'Olga completes and submits the company', play: olgaSubmits },
  { title: 'Rita records three checks and verifies it', play: ritaVerifies },
];

async function everybodyJoins(story: Story): Promise<void> {
  for (const [key, name] of Object.entries(CAST)) {
    story.people[key] = await join(story.graph, { name, email: `${key}.${story.mark}@journey.example` }, DEMO_PASSWORD);
  }
}

async function reviewersAreNamed(story: Story): Promise<void> {
  for (const key of ['rita', 'ruben']) await story.grantStaff(actor(story, key).email, 'TRUST_REVIEWER');
}

async function novaSubmits(story: Story): Promise<void> {
  const profile = await submitProfile(actor(story, 'nova'), profiles.nova);
  expectEqual('state', profile.state, 'SUBMITTED');
  story.ids['profile'] = profile.id;
}

interface Queue {
  readonly profilesAwaitingVetting: { edges: { node: { id: string; version: number; state: string } }[] };
}

async function ritaAdmits(story: Story): Promise<void> {
  const rita = actor(story, 'rita');
  const { profilesAwaitingVetting } = await rita.query<Queue>('ProfilesAwaitingVetting');
  const waiting = profilesAwaitingVetting.edges.find(({ node }) => node.id === id(story, 'profile'));
  if (!waiting) throw new Error('the profile is not in the queue');
  const admitted = await admitProfile(rita, waiting.node);
  expectEqual('state', admitted.state, 'ACTIVE');
  story.ids['profileVersion'] = String(admitted.version);
}

async function novaSetsPreferences(story: Story): Promise<void> {
  await actor(story, 'nova').mutate('SetWorkPreferences', workPreferences.nova);
}

async function olgaRegisters(story: Story): Promise<void> {
  story.ids['company'] = await registerCompany(actor(story, 'olga'), `Lantern Labs ${story.mark}`, `journey-${story.mark}`);
}

async function olgaSubmits(story: Story): Promise<void> {
  const { details } = companies.lantern;
  const company = await submitCompany(actor(story, 'olga'), id(story, 'company'), {
    ...details,
    legalName: `Lantern Labs ${story.mark}`,
  });
  expectEqual('state', company.state, 'SUBMITTED');
}

async function ritaVerifies(story: Story): Promise<void> {
  const company = await verifyCompany(actor(story, 'rita'), id(story, 'company'), new Date(Date.now() + YEAR_MS));
  expectEqual('state', company.state, 'VERIFIED');
}
