import type { Stops } from './open-stage.ts';

export default async function closeStage(): Promise<void> {
  await (globalThis as Stops).endStage?.();
}
