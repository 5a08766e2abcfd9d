import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** The program of a browser: the one that TEST_BROWSER names, or one where they usually lie. */
const program = (): string | null => process.env['TEST_BROWSER'] ?? KNOWN.find((file) => existsSync(file)) ?? null;

/** A suite that needs a browser. Where there is none it is skipped and says so; on a server of tests (CI) it fails instead. */
export function describeWithBrowser(name: string, tests: () => void): void {
  if (program() !== null || process.env['CI']) return void describe(name, tests);
  const lacks = 'no Chromium: install it, or name one in TEST_BROWSER';
  process.stderr.write(`\nSKIPPED ${name}: ${lacks}\n`);
  describe.skip(`${name} (${lacks})`, tests);
}

/** Without a window. */
export function openBrowser(): Promise<Browser> {
  const executablePath = program();
  if (executablePath === null) throw new Error(`There is no browser at ${KNOWN.join(', ')}: name one in TEST_BROWSER.`);
  return chromium.launch({ executablePath });
}
