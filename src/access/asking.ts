import type { Sources } from '../data-sources/index.ts';
import type { Rights } from './access.ts';

/** Somebody's question on its way to data sources: with which rights it is asked, of what, and when. */
export interface Asking {
  readonly sources: Sources;
  readonly rights: Rights;
  readonly now: Date;
  /** The site's IANA zone. */
  readonly timeZone: string;
  /** Aborted when the answer must be out. */
  readonly signal: AbortSignal;
}
