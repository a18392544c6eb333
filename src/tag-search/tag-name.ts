import type { Meaning } from './meaning.ts';

/** A name by which a tag goes besides its own. */
export interface TagName {
  /** As somebody wrote it. */
  readonly alias: string;
  readonly key: string;
  readonly meaning: Meaning;
  readonly sourceId: string;
  readonly tag: string;
  /** The nearer to who asks, the more it counts. */
  readonly from: 'own' | 'everybody' | 'trigger';
}
