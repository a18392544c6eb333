import type { PointDefinition } from './point-definition.ts';
import { PlantError } from '../model.ts';
import type {
  DataServer,
  EnumerationSet,
  NewPoint,
  PiPoint,
  PointChange,
  Points,
} from '../model.ts';
import type { Instant } from '../../time/instant.ts';
import { CREATED_AT, pointAttributes } from './point-attributes.ts';
import type { PointCatalogue } from './point-catalogue.ts';
import { compileWildcard } from './wildcard.ts';

export type PointsOptions = {
  readonly catalogue: PointCatalogue;
  readonly dataServer: DataServer;
  readonly digitalSets: readonly EnumerationSet[];
  readonly now: () => Instant;
};

/** What the archives need to know of a point beyond its face. */
export type PointStore = Points & {
  /** The computed definition, or `undefined` for a point that a client made. */
  definitionOf(id: number): PointDefinition | undefined;
  createdAt(id: number): Instant;
};

/** The data server's points: the catalogue's, made on demand, and over it what clients created, changed and deleted. */
export function createPoints(options: PointsOptions): PointStore {
  const { catalogue, dataServer, digitalSets, now } = options;
  /** Changed catalogue points and created ones. */
  const kept = new Map<number, PiPoint>();
  const createdAt = new Map<number, Instant>();
  const deleted = new Set<number>();
  let nextId = catalogue.firstFreeId;
  let names: string[] | undefined;
  let idOfName: Map<string, number> | undefined;

  function catalogueNames(): readonly string[] {
    names ??= Array.from({ length: catalogue.count }, (_, position) => catalogue.nameAt(position));
    return names;
  }

  function nameIndex(): Map<string, number> {
    if (idOfName === undefined) {
      idOfName = new Map();
      for (const [position, name] of catalogueNames().entries()) {
        const id = catalogue.idAt(position);
        if (!deleted.has(id) && !kept.has(id)) idOfName.set(keyOf(name), id);
      }
      for (const point of kept.values()) idOfName.set(keyOf(point.name), point.id);
    }
    return idOfName;
  }

  function findById(id: number): PiPoint | undefined {
    if (deleted.has(id)) return undefined;
    const changed = kept.get(id);
    if (changed !== undefined) return changed;
    const position = catalogue.positionOf(id);
    if (position === undefined) return undefined;
    return toPoint(id, catalogue.definitionAt(position), dataServer);
  }

  function existing(id: number): PiPoint {
    const point = findById(id);
    if (point === undefined) throw new PlantError('not_found', `PI point ${id} does not exist.`);
    return point;
  }

  function* walk(): Generator<{ id: number; name: string }> {
    for (const [position, name] of catalogueNames().entries()) {
      const id = catalogue.idAt(position);
      if (deleted.has(id)) continue;
      yield { id, name: kept.get(id)?.name ?? name };
    }
    for (const [id, point] of kept) {
      if (id >= catalogue.firstFreeId) yield { id, name: point.name };
    }
  }

  function requireFreeName(name: string, id: number | undefined): void {
    if (name.trim() === '') throw new PlantError('invalid', 'A PI point needs a name.');
    const holder = nameIndex().get(keyOf(name));
    if (holder !== undefined && holder !== id) {
      throw new PlantError('conflict', `PI Point '${name}' already exists.`);
    }
  }

  function requireDigitalSet(point: PiPoint): void {
    if (point.pointType !== 'Digital') return;
    const isKnown = digitalSets.some((set) => keyOf(set.name) === keyOf(point.digitalSetName));
    if (!isKnown) {
      throw new PlantError('invalid', `Digital set '${point.digitalSetName}' does not exist.`);
    }
  }

  function definitionOf(id: number): PointDefinition | undefined {
    const position = catalogue.positionOf(id);
    return position === undefined ? undefined : catalogue.definitionAt(position);
  }

  return {
    count: () =>
      catalogue.count - countDeletedOfCatalogue(deleted, catalogue) + countCreated(kept, catalogue),
    findById,
    findByName(name) {
      const id = nameIndex().get(keyOf(name));
      return id === undefined ? undefined : findById(id);
    },
    list({ nameFilter, startIndex = 0, maxCount }) {
      const matches = compileWildcard(nameFilter);
      const found: PiPoint[] = [];
      let skipped = 0;
      if (maxCount <= 0) return found;
      for (const { id, name } of walk()) {
        if (!matches(name) || skipped++ < startIndex) continue;
        const point = findById(id);
        if (point !== undefined) found.push(point);
        if (found.length >= maxCount) break;
      }
      return found;
    },
    each(visit) {
      for (const { id } of walk()) {
        const point = findById(id);
        if (point !== undefined && visit(point) === false) return;
      }
    },
    attributesOf(point) {
      const definition = definitionOf(point.id);
      return pointAttributes(point, {
        pointSource: definition?.pointSource ?? 'L',
        scanS: definition?.scanS ?? 0,
        createdAt: createdAt.get(point.id) ?? CREATED_AT,
      });
    },
    create(wanted) {
      requireFreeName(wanted.name, undefined);
      const point = newPoint(nextId, wanted, dataServer);
      requireDigitalSet(point);
      nextId += 1;
      kept.set(point.id, point);
      createdAt.set(point.id, now());
      nameIndex().set(keyOf(point.name), point.id);
      return point;
    },
    update(id, change) {
      const before = existing(id);
      if (change.name !== undefined) requireFreeName(change.name, id);
      const after = changePoint(before, change, dataServer);
      requireDigitalSet(after);
      nameIndex().delete(keyOf(before.name));
      nameIndex().set(keyOf(after.name), id);
      kept.set(id, after);
      return after;
    },
    delete(id) {
      const point = existing(id);
      nameIndex().delete(keyOf(point.name));
      kept.delete(id);
      deleted.add(id);
    },
    definitionOf,
    createdAt: (id) => createdAt.get(id) ?? CREATED_AT,
  };
}

function countDeletedOfCatalogue(deleted: ReadonlySet<number>, catalogue: PointCatalogue): number {
  let count = 0;
  for (const id of deleted) if (id < catalogue.firstFreeId) count++;
  return count;
}

function countCreated(kept: ReadonlyMap<number, PiPoint>, catalogue: PointCatalogue): number {
  let count = 0;
  for (const id of kept.keys()) if (id >= catalogue.firstFreeId) count++;
  return count;
}

function toPoint(id: number, definition: PointDefinition, dataServer: DataServer): PiPoint {
  return {
    id,
    name: definition.name,
    path: `${dataServer.path}\\${definition.name}`,
    descriptor: definition.descriptor,
    pointClass: 'classic',
    pointType: definition.pointType,
    digitalSetName: definition.digitalSetName ?? '',
    engineeringUnits: definition.engineeringUnits,
    zero: definition.zero,
    span: definition.span,
    step: definition.step ?? false,
    future: definition.future ?? false,
    displayDigits: definition.displayDigits ?? -5,
  };
}

function newPoint(id: number, wanted: NewPoint, dataServer: DataServer): PiPoint {
  const pointType = wanted.pointType ?? 'Float32';
  const isStepped = pointType === 'Digital' || pointType === 'String';
  return {
    id,
    name: wanted.name,
    path: `${dataServer.path}\\${wanted.name}`,
    descriptor: wanted.descriptor ?? '',
    pointClass: wanted.pointClass ?? 'classic',
    pointType,
    digitalSetName: wanted.digitalSetName ?? (pointType === 'Digital' ? 'System' : ''),
    engineeringUnits: wanted.engineeringUnits ?? '',
    zero: wanted.zero ?? 0,
    span: wanted.span ?? 100,
    step: isStepped || (wanted.step ?? false),
    future: wanted.future ?? false,
    displayDigits: wanted.displayDigits ?? -5,
  };
}

function changePoint(before: PiPoint, change: PointChange, dataServer: DataServer): PiPoint {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const name = change.name ?? before.name;
  return {
    ...before,
    ...(Object.fromEntries(given) as PointChange),
    name,
    path: `${dataServer.path}\\${name}`,
  };
}

function keyOf(name: string): string {
  return name.toLowerCase();
}
