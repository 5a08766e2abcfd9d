import { grantStaff } from '@crossing/tool-journey/demo/grant-staff.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { profiles } from '@crossing/tool-journey/demo/profiles.ts';
import { playJourney } from '@crossing/tool-journey/journey.ts';
import { criteriaMet, findingsPassed, manualChecks } from '@crossing/tool-journey/reviews.ts';
import { stage } from './stage.ts';

describe('all topics, dumped after a full journey and the attacks before it, hold no e-mail, name, phone or text of anybody', () => {
  const set = stage();

  it('in keys, headers or values', async () => {
    const { story } = await playJourney({ graph: set.client, grantStaff: grantStaff(set.operatorEnv) });
    await set.settled();
    const rows = await set.sql<{ topic: string; text: string }>(
      `SELECT topic, coalesce(convert_from(value, 'UTF8'), '') || headers::text || key AS text FROM bus.log`,
    );

    const people = [...Object.values(story.people), ...Object.values(set.story.people)];
    const secrets = [
      ...['@journey.example', '@attacks.example', DEMO_PASSWORD, profiles.nova.headline, profiles.nova.displayName],
      ...['Swahili radio', 'Overdue obligations', 'guess 1', '+49'],
      ...people.flatMap(({ name, email, token }) => [name, email, token]),
      ...[...criteriaMet, ...findingsPassed, ...manualChecks].map(({ note }) => note),
    ];
    const leaks = secrets.flatMap((secret) => rows.filter(({ text }) => text.includes(secret)).map(({ topic }) => `${topic}: ${secret}`));
    expect(new Set(rows.map(({ topic }) => topic)).size).toBeGreaterThanOrEqual(12);
    expect(leaks).toEqual([]);
  });
});
