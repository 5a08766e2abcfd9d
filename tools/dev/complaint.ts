/** What the person at the terminal can mend: shown as one sentence, without a stack. */
export class Complaint extends Error {}

/** Runs a command's main function: a complaint is printed as it is, anything else with its stack; both end with 1. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Complaint ? error.message : error);
    process.exit(1);
  }
}
