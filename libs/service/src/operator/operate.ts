import { createLogger } from '@crossing/runtime';
import type { SubgraphConfig } from '../subgraph-config.ts';
import { Refused, type Operated, type Operation } from './operator-command.ts';
import { rebuildProjection } from './rebuild-projection.ts';
import { redriveGroups } from './redrive-groups.ts';

interface OperateOptions<Config extends SubgraphConfig, Stores> extends Operated<Config, Stores> {
  readonly command: string;
  readonly args: readonly string[];
  readonly assertMigrated: () => Promise<void>;
}

const COMMANDS = { redrive: redriveGroups, rebuild: rebuildProjection };

const isCommand = (text: string): text is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, text);

/** Runs an operator's command on the service's own database and bus, beside the processes that serve, and ends the process. */
export async function operate<Config extends SubgraphConfig, Stores>(options: OperateOptions<Config, Stores>): Promise<never> {
  const { name, config, command, args, assertMigrated } = options;
  // The standard output is for the operator; of the log, what is wrong.
  const level = config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL;
  const log = createLogger({ service: name, level, destination: process.stderr });
  try {
    if (!isCommand(command))
      throw new Refused(`${command} is no command of ${name}: migrate, ${Object.keys(COMMANDS).join(', ')}, or none to serve.`);
    await assertMigrated();
    const operation: Operation<Config, Stores> = { subgraph: options, args, log, say: (line) => console.log(line) };
    process.exit((await COMMANDS[command](operation)) ? 0 : 1);
  } catch (error) {
    console.error(error instanceof Refused ? error.message : `${name} ${command} stopped: ${(error as Error).message}`);
    log.debug({ err: error }, 'Stopped.');
    process.exit(1);
  }
}
