import type { Plant } from '../plant/index.ts';
import type { AnnotationStore } from './annotation-store.ts';
import type { UpdateStore } from './streams/update-store.ts';

/** What every route is built from. */
export type World = {
  readonly plant: Plant;
  /** MaxReturnedItemsPerCall; the vendor's default is 150,000. */
  readonly maxItems: number;
  /** Unix milliseconds at which the server started. */
  readonly startedAtMs: number;
  readonly productTitle: string;
  readonly productVersion: string;
  readonly authKind: 'anonymous' | 'basic' | 'bearer';
  readonly annotations: AnnotationStore;
  readonly updates: UpdateStore;
  /** Open channels, for `channels/instances`. */
  readonly channels: Map<string, ChannelInstance>;
};

/** An open WebSocket channel, as `channels/instances` lists it. */
export type ChannelInstance = {
  readonly id: string;
  readonly startedAtMs: number;
  lastMessageAtMs: number | undefined;
  sentMessages: number;
};
