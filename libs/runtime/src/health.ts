import type { HealthState } from '@crossing/kernel';

export interface HealthReport extends HealthState {
  readonly parts: Readonly<Record<string, HealthState>>;
}

export interface Health {
  add(name: string, check: () => HealthState | Promise<HealthState>): void;
  /** The worst of its parts; a check that throws is down. */
  report(): Promise<HealthReport>;
}

const SEVERITY: readonly HealthState['status'][] = ['ok', 'degraded', 'down'];

/** Collects what readiness depends on. */
export function createHealth(): Health {
  const checks = new Map<string, () => HealthState | Promise<HealthState>>();
  return {
    add: (name, check) => void checks.set(name, check),
    async report() {
      const states = await Promise.all([...checks].map(async ([name, check]) => [name, await stateOf(check)] as const));
      const worst = Math.max(0, ...states.map(([, { status }]) => SEVERITY.indexOf(status)));
      return { status: SEVERITY[worst]!, parts: Object.fromEntries(states) };
    },
  };
}

async function stateOf(check: () => HealthState | Promise<HealthState>): Promise<HealthState> {
  try {
    return await check();
  } catch {
    return { status: 'down', detail: 'the check failed' };
  }
}
