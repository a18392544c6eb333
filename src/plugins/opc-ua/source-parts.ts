import type { Clock, Logger } from '#sdk';
import type { OpcUaConfig } from './opc-ua.schema.ts';
import type { SessionKeeper } from './session-keeper.ts';
import type { TagBook } from './tag-book.ts';

/** What the questions to one source share. */
export type SourceParts = {
  readonly keeper: SessionKeeper;
  readonly book: TagBook;
  readonly config: OpcUaConfig;
  readonly clock: Clock;
  readonly log: Logger;
};
