import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { jarsFolder } from './jars.ts';
import { findJava } from './java.ts';
import { NO_MAVEN } from './maven.ts';

/** What this machine lacks to run Kafka and how to mend it, in a sentence; null if it lacks nothing. */
export async function whatKafkaLacks(): Promise<string | null> {
  try {
    await findJava();
  } catch (error) {
    if (error instanceof Complaint) return error.message;
    throw error;
  }
  return existsSync(jarsFolder()) || (await hasMaven()) ? null : NO_MAVEN;
}

const hasMaven = (): Promise<boolean> =>
  new Promise((resolve) => execFile('mvn', ['--version'], { shell: process.platform === 'win32' }, (error) => resolve(error === null)));
