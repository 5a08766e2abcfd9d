import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { profiles, workPreferences } from '@crossing/tool-journey/demo/profiles.ts';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { criteriaMet, findingsPassed, manualChecks } from '@crossing/tool-journey/reviews.ts';
import type { Story } from '@crossing/tool-journey/story.ts';
import { openScene, type Scene } from './scene.ts';

const SERVICES = ['identity', 'contributor', 'company_verification', 'matching'];

describe('the topics after a whole journey', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play());
  });
  afterAll(() => scene.end());

  it('hold no e-mail, name, headline, note or rate', async () => {
    const waiting = SERVICES.map((service) => `SELECT 1 FROM ${service}.outbox`).join(' UNION ALL ');
    await eventually(
      'everything published',
      () => scene.sql(waiting),
      (rows) => rows.length === 0,
    );
    const rows = await scene.sql<{ topic: string; text: string }>(
      `SELECT topic, coalesce(convert_from(value, 'UTF8'), '') || headers::text || key AS text FROM bus.log`,
    );
    const people = Object.values(story.people);
    const secrets: readonly (string | RegExp)[] = [
      '@journey.example',
      DEMO_PASSWORD,
      ...people.flatMap(({ name, token }) => [name, token]),
      profiles.nova.displayName,
      profiles.nova.headline,
      'Swahili radio',
      'Overdue obligations',
      ...[...criteriaMet, ...findingsPassed, ...manualChecks].map(({ note }) => note),
      'minHourly',
      // However it is written: "900", 900 or "900 USD".
      new RegExp(`\\b${workPreferences.nova.minHourly.amountMinor}\\b`),
    ];
    const holds = (text: string, secret: string | RegExp) => (typeof secret === 'string' ? text.includes(secret) : secret.test(text));
    const leaks = secrets.flatMap((secret) => rows.filter(({ text }) => holds(text, secret)).map(({ topic }) => `${topic}: ${secret}`));

    expect(new Set(rows.map(({ topic }) => topic)).size).toBeGreaterThanOrEqual(12);
    expect(leaks).toEqual([]);
  });
});
