import { createLogger } from '@crossing/runtime';
import type { Assignment } from './assignment.ts';
import { consume } from './consume.ts';
import { relay } from './relay.ts';
import { write } from './write.ts';

// One process under chaos: what it is there for is its first argument. It ends at SIGTERM; the conductor starts another when it dies.
const assignment = JSON.parse(process.argv[2]!) as Assignment;
const log = createLogger({ service: `${assignment.service}.${assignment.role}.${assignment.index}`, level: 'info' });

if (assignment.role === 'writer') await write(assignment, log);
else {
  const stop = await (assignment.role === 'relay' ? relay(assignment, log) : consume(assignment, log));
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  await stop();
}
process.exit(0);
