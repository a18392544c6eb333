import type { EventSource } from '../../archive/event-source.ts';
import type { PointType } from '../../archive/model.ts';
import type { Instant } from '../../time/instant.ts';

/** A point of the demo plant before it has a number: what it is called and how its history is computed. */
export type PointDefinition = {
  readonly name: string;
  readonly descriptor: string;
  readonly pointType: PointType;
  readonly digitalSetName?: string;
  readonly engineeringUnits: string;
  readonly zero: number;
  readonly span: number;
  readonly step?: boolean;
  readonly future?: boolean;
  /** Digits after the point; negative: significant digits (PI's default is -5). */
  readonly displayDigits?: number;
  readonly pointSource: string;
  readonly scanS: number;
  /** The computed history, without beginning and end. */
  readonly createSource: () => EventSource;
  /** Up to where the history shows, when that is not now. */
  readonly latest?: (now: Instant) => Instant;
};
