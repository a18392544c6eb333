import { LRUCache } from 'lru-cache';
import { coerceValue } from '../archive/coerce-value.ts';
import { createArchive } from '../archive/create-archive.ts';
import { createListSource, goodValue, limitSource, mergeSources } from '../archive/event-source.ts';
import type { EventSource } from '../archive/event-source.ts';
import { WriteError } from '../archive/model.ts';
import type {
  Archive,
  DigitalState,
  PointType,
  PointValue,
  WrittenValue,
} from '../archive/model.ts';
import { createOverlay } from '../archive/overlay.ts';
import type { Overlay } from '../archive/overlay.ts';
import { PT_CREATED, badValue } from '../archive/system-states.ts';
import { instantFromMs } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { AfAttribute, EnumerationSet, PiPoint } from './model.ts';
import { digitalStates } from './points/digital-sets.ts';
import type { PointStore } from './points/create-points.ts';

/** Archives are small, but 200,000 of them are not: those long unused are made anew. */
const KEPT_ARCHIVES = 5000;

type Kept = { readonly archive: Archive; readonly overlay: Overlay; readonly made: string };

/** Hands out the archive of a point or a static attribute, the same one while it is unchanged and in use. */
export function createArchives(options: {
  readonly points: PointStore;
  readonly digitalSets: readonly EnumerationSet[];
  readonly enumerationSets: readonly EnumerationSet[];
  readonly staticValueOf: (attribute: AfAttribute) => PointValue | undefined;
  readonly now: () => Instant;
}) {
  const { points, now } = options;
  /** What was written outlives the archive it was written through. */
  const written = new Map<string, Overlay>();
  const kept = new LRUCache<string, Kept>({ max: KEPT_ARCHIVES });

  function keep(key: string, made: string, make: (overlay: Overlay) => Archive): Archive {
    const known = kept.get(key);
    if (known?.made === made) return known.archive;
    const overlay = known?.overlay ?? written.get(key) ?? createOverlay();
    const archive = make(overlay);
    const guarded: Archive = {
      ...archive,
      write(value, option) {
        written.set(key, overlay);
        return archive.write(value, option);
      },
    };
    kept.set(key, { archive: guarded, overlay, made });
    return guarded;
  }

  function sourceOf(point: PiPoint): EventSource {
    const createdAt = points.createdAt(point.id);
    const created = createListSource([badValue(createdAt, PT_CREATED)]);
    const definition = points.definitionOf(point.id);
    if (definition === undefined) return created;
    const { latest = (present: Instant) => present } = definition;
    const events = mergeSources(definition.createSource(), created);
    return limitSource(events, createdAt, () => Math.max(createdAt, latest(now())));
  }

  function statesOf(point: PiPoint): readonly DigitalState[] {
    if (point.pointType !== 'Digital') return [];
    const own = digitalStates(point.digitalSetName);
    if (own.length > 0) return own;
    const key = point.digitalSetName.toLowerCase();
    return (options.digitalSets.find((set) => set.name.toLowerCase() === key)?.values ?? []).map(
      ({ name, value, isSystem }) => ({ name, value, isSystem }),
    );
  }

  function ofPoint(point: PiPoint): Archive {
    const { pointType, step, future } = point;
    const made = `${pointType}/${String(step)}/${String(future)}/${point.digitalSetName}`;
    return keep(String(point.id), made, (overlay) =>
      createArchive({
        source: sourceOf(point),
        shape: { pointType, step: step || !isNumeric(pointType), future },
        now,
        states: statesOf(point),
        overlay,
      }),
    );
  }

  return {
    ofPoint,
    ofAttribute(attribute: AfAttribute): Archive {
      const { type, typeQualifier } = attribute;
      if (attribute.pointId !== undefined) {
        const point = points.findById(attribute.pointId);
        if (point !== undefined) return ofPoint(point);
      }
      const isReference = attribute.dataReferencePlugIn !== '';
      return keep(attribute.id, `${type}/${typeQualifier}/${String(isReference)}`, (overlay) => {
        const states = statesOfSet(options.enumerationSets, typeQualifier);
        const coerce = (value: WrittenValue) => coerceStatic(value, type, states);
        const initial = options.staticValueOf(attribute) ?? defaultOf(type);
        const value = coerce({ at: STATIC_AT, value: initial }).value;
        return createArchive({
          source: createListSource(isReference ? [] : [goodValue(STATIC_AT, value)]),
          shape: { pointType: POINT_TYPES[type] ?? 'String', step: true, future: false },
          now,
          isStatic: true,
          overlay,
          coerce,
        });
      });
    },
  };
}

/** Static attributes carry this time stamp until they are written. */
const STATIC_AT = instantFromMs(0);

const POINT_TYPES: Readonly<Record<string, PointType>> = {
  Single: 'Float32',
  Double: 'Float64',
  Int16: 'Int16',
  Int32: 'Int32',
};

function isNumeric(pointType: PointType): boolean {
  return /^(?:Float|Int)/.test(pointType);
}

function defaultOf(type: string): PointValue {
  if (type === 'Boolean') return false;
  return type in POINT_TYPES || type === 'EnumerationValue' ? 0 : '';
}

function statesOfSet(sets: readonly EnumerationSet[], name: string): readonly DigitalState[] {
  const key = name.toLowerCase();
  return (sets.find((set) => set.name.toLowerCase() === key)?.values ?? []).map(
    ({ name: stateName, value, isSystem }) => ({ name: stateName, value, isSystem }),
  );
}

function coerceStatic(
  written: WrittenValue,
  type: string,
  states: readonly DigitalState[],
): { value: PointValue; good: boolean } {
  if (type === 'EnumerationValue') return coerceValue(written, 'Digital', states);
  if (type !== 'Boolean') return coerceValue(written, POINT_TYPES[type] ?? 'String', states);
  const { value } = written;
  const shown = typeof value === 'object' ? value.name : String(value);
  const text = shown.toLowerCase();
  if (!['true', 'false', '1', '0'].includes(text)) {
    throw new WriteError(`The value '${shown}' cannot be converted to Boolean.`);
  }
  return { value: text === 'true' || text === '1', good: true };
}
