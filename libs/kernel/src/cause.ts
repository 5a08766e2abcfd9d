/** Why something happens: the same id follows a request or an event through everything that comes of it. */
export interface Cause {
  readonly correlationId: string;
  /** W3C trace context, if there is one. */
  readonly traceparent?: string;
}
