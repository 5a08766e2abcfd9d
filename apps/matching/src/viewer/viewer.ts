/** The signed-in person, as the graph's root of everything that is theirs. */
export interface Viewer {
  readonly subject: string;
}
