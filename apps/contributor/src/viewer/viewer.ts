/** The caller, as their own viewer. */
export interface Viewer {
  readonly contributorId: string;
}
