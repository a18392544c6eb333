import type { Archive } from '../archive/model.ts';
import type { Instant } from '../time/instant.ts';
import type {
  AfAttribute,
  AssetDatabase,
  AssetServer,
  Attributes,
  Category,
  Elements,
  EventFrames,
  Templates,
  UnitsOfMeasure,
} from './asset-model.ts';
import type { DataServer, EnumerationSet, PiPoint, Points } from './point-model.ts';

export type * from './asset-model.ts';
export type * from './point-model.ts';
export { PlantError } from './plant-error.ts';

/** The whole demo plant: what the HTTP side serves. Everything computed; what clients change is kept in memory. */
export interface Plant {
  readonly seed: number;
  /** The server's own time zone (IANA). */
  readonly timeZone: string;
  now(): Instant;
  readonly dataServer: DataServer;
  readonly points: Points;
  /** Digital state sets of the data server, `System` among them. */
  readonly digitalSets: readonly EnumerationSet[];
  readonly assetServer: AssetServer;
  readonly database: AssetDatabase;
  /** Enumeration sets of the AF database. */
  readonly enumerationSets: readonly EnumerationSet[];
  readonly categories: readonly Category[];
  readonly elements: Elements;
  readonly attributes: Attributes;
  readonly eventFrames: EventFrames;
  readonly templates: Templates;
  readonly units: UnitsOfMeasure;
  /** The history of a point. The same object for the same point while it lives. */
  archiveOfPoint(point: PiPoint): Archive;
  /** The history of an attribute: its point's, or its static value (which may be written). */
  archiveOfAttribute(attribute: AfAttribute): Archive;
}
