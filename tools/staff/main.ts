// npm run staff -- grant someone@example.org TRUST_REVIEWER
// npm run staff -- status someone@example.org SUSPENDED
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { runCommand } from '@crossing/tool-dev/complaint.ts';
import { operatorEnvironment } from './access.ts';

const command = path.join(import.meta.dirname, '../../apps/identity/src/operator.ts');

await runCommand(async () => {
  const { status } = spawnSync(process.execPath, [command, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: operatorEnvironment(process.env),
  });
  process.exitCode = status ?? 1;
});
