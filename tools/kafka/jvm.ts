import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Java } from './java.ts';

/** What every Java process of Kafka is started with. */
export interface Jvm {
  readonly java: string;
  /** The folder with the jars. */
  readonly jars: string;
  /** Where the classes lie as this Java wants them in memory: with it a node is up in less than half the time. */
  readonly archive: string;
}

/** As small as Kafka runs well with tests and demos, and quick to start rather than quick in the long run. */
const FLAGS = [
  '-Xmx256m',
  '-Xms64m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  '-Xshare:auto',
  '-Djava.awt.headless=true',
];
/** Warnings, and the line that tells that a node is ready. */
const LOGGING = {
  defaultLogLevel: 'warn',
  'log.kafka.server.KafkaRaftServer': 'info',
  showDateTime: 'true',
  dateTimeFormat: 'HH:mm:ss.SSS',
};

/** The archive of classes fits one build of Java, one folder of jars and these flags. */
export function jvmOf(java: Java, jars: string): Jvm {
  const key = createHash('sha256')
    .update([java.fingerprint, path.resolve(jars), ...FLAGS].join('\n'))
    .digest('hex');
  return { java: java.command, jars, archive: path.join(jars, `classes-${key.slice(0, 12)}.jsa`) };
}

/** The arguments before the name of the class to run; `writeArchive` names the file for its classes when it ends. */
export const jvmArguments = ({ jars, archive }: Jvm, writeArchive?: string): string[] => [
  ...FLAGS,
  // It warns of an archive that does not fit, and goes on without.
  '-Xlog:disable',
  '-Xlog:all=error:stderr',
  writeArchive ? `-XX:ArchiveClassesAtExit=${writeArchive}` : `-XX:SharedArchiveFile=${archive}`,
  ...Object.entries(LOGGING).map(([name, value]) => `-Dorg.slf4j.simpleLogger.${name}=${value}`),
  // Java itself puts every jar for the star.
  '-cp',
  path.join(jars, '*'),
];
