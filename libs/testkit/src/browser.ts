import { existsSync } from 'node:fs';
import { describeUnless } from './describe-unless.ts';
import { chromium, type Browser } from 'playwright-core';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** The program of a browser: the one that TEST_BROWSER names, or one where they usually lie. */
const program = (): string | null => process.env['TEST_BROWSER'] ?? KNOWN.find((file) => existsSync(file)) ?? null;

/** A suite that needs a browser. */
export const describeWithBrowser = (name: string, tests: () => void): void =>
  describeUnless(program() === null ? 'no Chromium: install it, or name one in TEST_BROWSER' : null, name, tests);

/** Without a window. */
export function openBrowser(): Promise<Browser> {
  const executablePath = program();
  if (executablePath === null) throw new Error(`There is no browser at ${KNOWN.join(', ')}: name one in TEST_BROWSER.`);
  return chromium.launch({ executablePath });
}
