/**
 * A suite that needs what a machine may lack: null if it is there. Where it is not, the suite is skipped and says so, by name and
 * with what is missing; on a server of tests (CI) it runs, and fails.
 */
export function describeUnless(lacks: string | null, name: string, tests: () => void): void {
  if (lacks === null || process.env['CI']) return void describe(name, tests);
  process.stderr.write(`\nSKIPPED ${name}: ${lacks}\n`);
  describe.skip(`${name} (${lacks})`, tests);
}
