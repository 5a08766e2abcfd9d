import { Complaint, runCommand } from '@crossing/tool-dev/complaint.ts';
import { commandFrom, USAGE } from './arguments.ts';
import { auditAccess } from './audit-access.ts';
import { list } from './list.ts';
import { verify } from './verify.ts';

// npm run audit: whether the audit logs are as they were written, and what is in them.
await runCommand(async () => {
  const command = commandFrom(process.argv.slice(2));
  if (command.name === 'help') return console.log(USAGE);
  const access = auditAccess(process.env);
  const print = (line: string): void => console.log(line);
  try {
    if (command.name === 'list') return await list(access, command, print);
    process.exitCode = (await verify(access, command, print)) ? 0 : 1;
  } catch (error) {
    throw error instanceof Complaint ? error : new Complaint(`${(error as Error).message} (npm run audit -- ${command.name})`);
  }
});
