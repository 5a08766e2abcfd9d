/** How a part is, for readiness. */
export interface HealthState {
  readonly status: 'ok' | 'degraded' | 'down';
  /** In a few words, what is wrong; no addresses and no secrets. */
  readonly detail?: string;
}
