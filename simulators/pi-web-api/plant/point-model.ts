import type { DigitalState, PointType, PointValue } from '../archive/model.ts';

/** A GUID in lower case with hyphens, stable for a seed. */
export type Guid = string;

export type DataServer = {
  readonly id: Guid;
  readonly name: string;
  readonly path: string;
  readonly serverVersion: string;
};

/** A PI point, with everything `GET points/{webId}` and `…/attributes` show. `path` is `\\DEMO-PI\TAG`. */
export type PiPoint = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly descriptor: string;
  readonly pointClass: string;
  readonly pointType: PointType;
  /** Empty when the point is not digital. */
  readonly digitalSetName: string;
  readonly engineeringUnits: string;
  readonly zero: number;
  readonly span: number;
  readonly step: boolean;
  readonly future: boolean;
  readonly displayDigits: number;
};

/** What may be given for a new point; the rest gets PI's defaults (classic, Float32, zero 0, span 100, digits -5). */
export type NewPoint = { readonly name: string } & Partial<Omit<PiPoint, 'id' | 'name' | 'path'>>;
export type PointChange = Partial<Omit<PiPoint, 'id' | 'path' | 'pointType'>>;

/** One of a point's configuration attributes (`pointid`, `tag`, `compdev` …), names in lower case. */
export type PointAttribute = { readonly name: string; readonly value: PointValue };

export interface Points {
  count(): number;
  findById(id: number): PiPoint | undefined;
  /** Any case. */
  findByName(name: string): PiPoint | undefined;
  /**
   * Points whose name matches a wildcard (`*`, `?`, any case; absent or empty: all), in the server's own order
   * (neither by id nor by name), from `startIndex`, at most `maxCount`.
   */
  list(query: {
    readonly nameFilter?: string | undefined;
    readonly startIndex?: number | undefined;
    readonly maxCount: number;
  }): PiPoint[];
  /** Walks every point in the server's order until `visit` returns false: for the search query language. */
  each(visit: (point: PiPoint) => boolean | void): void;
  attributesOf(point: PiPoint): PointAttribute[];
  /** Throws `PlantError` when the name is taken or empty, or the digital set unknown. */
  create(point: NewPoint): PiPoint;
  update(id: number, change: PointChange): PiPoint;
  delete(id: number): void;
}

/** A digital state set of the data server (`owner: 'dataServer'`) or an enumeration set of an AF database. */
export type EnumerationSet = {
  readonly id: Guid;
  /** The set's number on the data server; 0 for AF sets. */
  readonly number: number;
  readonly name: string;
  readonly description: string;
  readonly owner: 'dataServer' | 'assetDatabase';
  readonly path: string;
  readonly values: readonly EnumerationValue[];
};

export type EnumerationValue = DigitalState & {
  readonly id: Guid;
  readonly description: string;
  readonly path: string;
};
