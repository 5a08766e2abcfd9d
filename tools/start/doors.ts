import type { Graph } from '@crossing/tool-dev/graph.ts';
import { DEMO_PASSWORD, demoPeople } from '@crossing/tool-journey/demo/people.ts';

/** Where to go and who to be, for whoever just started a graph. */
export const doorsOf = ({ url }: Graph): string => `
  Crossing Hurdles is running.

  Everything        ${url}/
  Explorer          ${url}/graphql     the journey's operations as tabs; choose at its top whom to act as
  Mails             ${url}/dev/mail    what would have been sent
  Move the clock    npm run clock -- +14d

  Demo people; each signs in with the password "${DEMO_PASSWORD}"
${demoPeople.map(({ email, name, role }) => `    ${email.padEnd(32)}${name}, ${role}`).join('\n')}

  Ctrl-C drains and stops everything; the next start continues with the data.
`;
