// npm run bench -- identity [--rounds 5] [--requests 600] [--json]: sign-ins and token verifications a second, whether the time of a
// refused sign-in tells who is there, and what the whole protection costs the gateway for each request, beside the same gateway
// without it.
import { parseArgs } from 'node:util';
import { Report } from '../report.ts';
import { protectionCosts } from './protection.ts';
import { signIns } from './sign-ins.ts';
import { setStage, type Stage } from './stage.ts';
import { verifications } from './verifications.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '600' },
    json: { type: 'boolean', default: false },
  },
  strict: false,
});
const [rounds, requests] = [values.rounds, values.requests].map(Number) as [number, number];
const ATTEMPTS = 60;
const TOKENS = 2_000;

const report = new Report({ subject: 'identity', json: values.json === true });

const differences = await measure(await setStage());
report.note(`Node ${process.version}; answers that differ: ${differences}`);
report.end(differences);

/** Every part in turn; how many answers were not as they should be. */
async function measure(stage: Stage): Promise<number> {
  try {
    const signing = await signIns(stage, { rounds, attempts: ATTEMPTS });
    // Of a million people each once a day, twelve come in a second.
    report.goal('sign-ins', '/s', signing.perSecond, { least: 12 });
    report.note(`  the hash of the password alone would allow ${signing.hashesPerSecond.toFixed(1)}/s`);
    report.goal('unknown address to wrong password, median time', '×', signing.unknownMs / signing.wrongMs, { least: 0.85, most: 1.15 });
    report.note(`  ${signing.unknownMs.toFixed(1)} ms to ${signing.wrongMs.toFixed(1)} ms`);
    const verifying = await verifications({ rounds, tokens: TOKENS });
    report.goal('verifications of a known token, to anew each time', '×', verifying.again / verifying.alternative, { least: 10 });
    const [first, again, anew] = [verifying.first, verifying.again, verifying.alternative].map(Math.round);
    report.note(`  ${first}/s at first sight, ${again}/s known, ${anew}/s anew`);
    const costs = await protectionCosts(stage, { rounds, requests });
    for (const { name, ratio, guardedMs, bareMs } of costs) {
      report.goal(`CPU with the protection: ${name}`, '×', ratio, { most: 1.15 });
      report.note(`  ${guardedMs.toFixed(2)} ms to ${bareMs.toFixed(2)} ms a request`);
    }
    return [signing, verifying, ...costs].reduce((sum, part) => sum + part.differences, 0);
  } finally {
    await stage.end();
  }
}
