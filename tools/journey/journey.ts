import type { GraphClient } from './graph-client.ts';
import type { Story } from './story.ts';
import { applySteps } from './steps-apply.ts';
import { joinSteps } from './steps-join.ts';
import { publishSteps } from './steps-publish.ts';
import { workSteps } from './steps-work.ts';

/** One of the 22 steps: who does what. Throws when the answer is not what the story says. */
export interface Step {
  readonly title: string;
  readonly play: (story: Story) => Promise<void>;
}

export interface PlayedStep {
  readonly step: number;
  readonly title: string;
  readonly ms: number;
}

/** What playing needs of the world around the graph. */
export interface Stage {
  readonly graph: GraphClient;
  /** The operator's command: gives a staff role to an address. */
  readonly grantStaff: (email: string, role: string) => Promise<void>;
  /** Told of each step as it ends. */
  readonly onStep?: (step: PlayedStep) => void | Promise<void>;
}

/** The journey of `journey/README`: from joining to a track record. */
export const steps: readonly Step[] = [...joinSteps, ...publishSteps, ...applySteps, ...workSteps];

/**
 * Plays the steps in order, up to and with number `until`; the names in the story carry a random mark, so that the same
 * graph can be played on again. Throws at the first step that fails, naming it.
 */
export async function playJourney(
  { graph, grantStaff, onStep }: Stage,
  until = steps.length,
): Promise<{ story: Story; played: PlayedStep[] }> {
  const story: Story = { graph, grantStaff, mark: Math.random().toString(36).slice(2, 8), people: {}, ids: {} };
  const played: PlayedStep[] = [];
  for (const [index, { title, play }] of steps.slice(0, until).entries()) {
    const started = performance.now();
    try {
      await play(story);
    } catch (error) {
      throw new Error(`Step ${index + 1} (${title}): ${(error as Error).message}`, { cause: error });
    }
    const done = { step: index + 1, title, ms: Math.round(performance.now() - started) };
    played.push(done);
    await onStep?.(done);
  }
  return { story, played };
}
