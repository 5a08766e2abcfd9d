/** A subgraph did not answer as it should: too late, or not at all. */
export class SubgraphFailure extends Error {
  readonly reason: 'timeout' | 'unavailable';

  constructor(reason: 'timeout' | 'unavailable', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SubgraphFailure';
    this.reason = reason;
  }
}
