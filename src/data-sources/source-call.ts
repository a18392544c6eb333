/** A question that was put to a data source, once it ended. */
export interface SourceCall {
  readonly sourceId: string;
  /** The source's name. */
  readonly source: string;
  readonly operation: 'read' | 'history' | 'summary' | 'query' | 'events' | 'browse';
  /** How many tags, or elements, were asked for at once. */
  readonly tags: number;
  readonly ms: number;
  /** Why it failed as a whole; undefined when it was answered. */
  readonly error?: unknown;
}
