import { instantFromMs } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { resolveTimeZone } from '../time/time-zone.ts';
import {
  createAssetDatabase,
  createAssetServer,
  createCategories,
  createEnumerationSets,
} from './af/create-asset-database.ts';
import { createAttributes } from './af/create-attributes.ts';
import { createTemplates } from './af/create-templates.ts';
import { createEventFrameStore } from './af/event-frame-store.ts';
import { createUnitsOfMeasure } from './af/units-of-measure.ts';
import { createArchives } from './create-archives.ts';
import type { AfAttribute, DataServer, PiPoint, Plant } from './model.ts';
import { createDigitalSets } from './points/digital-sets.ts';
import { createPointCatalogue } from './points/point-catalogue.ts';
import { createPoints } from './points/create-points.ts';
import { guidOf } from './signals/random.ts';
import { createStation } from './signals/station.ts';

export type PlantOptions = {
  /** Every number of the plant follows from it. Default 1. */
  readonly seed?: number;
  /** How many points there are in all, at least the demo plant's own; the rest are generated. At most some 200,000. */
  readonly points?: number;
  /** Unix milliseconds of now. Default `Date.now`. */
  readonly clock?: () => number;
  /** The server's time zone, IANA or Windows name. Default Asia/Jakarta. */
  readonly timeZone?: string;
};

/** Builds the demo plant of Tanjung Sari. Cheap: history is computed when it is asked for. */
export function createPlant(options: PlantOptions = {}): Plant {
  const { seed = 1, points: pointCount = 0, clock = Date.now } = options;
  const now = (): Instant => instantFromMs(clock());
  const station = createStation(seed);
  const dataServer: DataServer = {
    id: guidOf(seed, 'data-server'),
    name: 'DEMO-PI',
    path: '\\\\DEMO-PI',
    serverVersion: '3.4.445.688',
  };
  const digitalSets = createDigitalSets(seed, dataServer.path);
  const catalogue = createPointCatalogue(station, pointCount);
  const points = createPoints({ catalogue, dataServer, digitalSets, now });

  const { server, database } = createAssetServer(seed);
  const units = createUnitsOfMeasure(seed, server.path);
  const templates = createTemplates({
    seed,
    databasePath: database.path,
    dataServerPath: dataServer.path,
    units,
  });
  const findPoint = (path: string): PiPoint | undefined => {
    // `\\SERVER\TAG`, with what PI System Explorer adds: `?ids` behind a name, `;options` at the end.
    const match = /^\\\\([^\\?]+)(?:\?[^\\]*)?\\([^;?]+)/.exec(path);
    const isOurs = match?.[1]?.toLowerCase() === dataServer.name.toLowerCase();
    return isOurs ? points.findByName(match[2]?.trim() ?? '') : undefined;
  };
  const parts = { seed, station, database, templates, units, findPoint, now };
  const { elements, attributeStore } = createAssetDatabase(parts);
  const eventFrames = createEventFrameStore({ ...parts, databasePath: database.path, elements });
  const enumerationSets = createEnumerationSets(seed, database);
  const archives = createArchives({
    points,
    digitalSets,
    enumerationSets,
    now,
    staticValueOf: (attribute: AfAttribute) =>
      attribute.ownerKind === 'element'
        ? attributeStore.staticValueOf(attribute.id)
        : eventFrames.staticValueOf(attribute),
  });
  return {
    seed,
    timeZone: resolveTimeZone(options.timeZone ?? 'Asia/Jakarta'),
    now,
    dataServer,
    points,
    digitalSets,
    assetServer: server,
    database,
    enumerationSets,
    categories: createCategories(seed, database),
    elements,
    attributes: createAttributes(attributeStore, elements, eventFrames),
    eventFrames,
    templates,
    units,
    archiveOfPoint: (point) => archives.ofPoint(point),
    archiveOfAttribute: (attribute) => archives.ofAttribute(attribute),
  };
}
