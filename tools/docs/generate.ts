import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeSettings, type Settings } from '@crossing/runtime';
import { errorCodes } from '@crossing/subgraph/error-codes.ts';
import { format, resolveConfig } from 'prettier';
import { configurationPage, type ConfiguredApp } from './configuration-page.ts';
import { errorCodesPage } from './error-codes-page.ts';

// npm run docs             writes the generated pages of docs/
// npm run docs -- --check  changes nothing; fails when one of them is stale
const root = path.join(import.meta.dirname, '../..');
const check = process.argv.includes('--check');

const appOf = async (name: string): Promise<ConfiguredApp> => {
  const exported: object = await import(`@crossing/app-${name}/src/config.ts`);
  const defined = Object.values(exported).find(
    (value): value is { settings: Settings } => typeof value === 'object' && 'settings' in value,
  );
  if (!defined) throw new Error(`apps/${name}/src/config.ts exports nothing made by defineConfig.`);
  // A default that is a path is told as it is seen from the repository, not from this machine.
  const rows = describeSettings(defined.settings).map((row) => ({ ...row, default: row.default.replaceAll(`${root}/`, '') }));
  return { name, rows };
};

const subgraphs = await Promise.all(['identity', 'contributor', 'company-verification', 'matching'].map(appOf));
const pages = {
  'docs/configuration.md': configurationPage(await appOf('gateway'), subgraphs),
  'docs/error-codes.md': errorCodesPage(errorCodes),
};

let stale = 0;
for (const [page, raw] of Object.entries(pages)) {
  const file = path.join(root, page);
  const text = await format(raw, { ...(await resolveConfig(file)), filepath: file });
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale += 1;
  if (check) console.error(`${page} is stale: run npm run docs and commit it`);
  else {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`${page} written`);
  }
}
console.log(`${Object.keys(pages).length} generated pages, ${stale} ${check ? 'stale' : 'changed'}`);
process.exit(check && stale > 0 ? 1 : 0);
