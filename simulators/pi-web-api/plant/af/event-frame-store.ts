import type { PointValue } from '../../archive/model.ts';
import { TICKS_PER_MINUTE, unixSecondsFromInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import { PlantError } from '../model.ts';
import type {
  Elements,
  EventFrame,
  EventFrames,
  Guid,
  PiPoint,
  Templates,
  UnitsOfMeasure,
} from '../model.ts';
import { guidOf } from '../signals/random.ts';
import type { Station } from '../signals/station.ts';
import { seedOfTemplate } from './attribute-store.ts';
import type { AttributeRecord } from './attribute-store.ts';
import { FIRST_INCIDENT_S, listIncidents } from './incidents.ts';
import type { Incident } from './incidents.ts';

export type EventFrameStore = EventFrames & {
  attributesOf(frameId: Guid): AttributeRecord[];
  findAttribute(id: Guid): AttributeRecord | undefined;
  /** What an attribute without a data reference says. */
  staticValueOf(attribute: AttributeRecord): PointValue | undefined;
};

type Change = Parameters<EventFrames['update']>[1];

const ACKNOWLEDGED_AFTER = 15 * TICKS_PER_MINUTE;

/** Event frames of what happened at the station up to now, and what clients changed of them. */
export function createEventFrameStore(options: {
  readonly station: Station;
  readonly databasePath: string;
  readonly now: () => Instant;
  readonly elements: Elements;
  readonly templates: Templates;
  readonly units: UnitsOfMeasure;
  readonly findPoint: (path: string) => PiPoint | undefined;
}): EventFrameStore {
  const { station, now, databasePath } = options;
  const incidents: Incident[] = [];
  const byId = new Map<Guid, Incident>();
  const changes = new Map<Guid, Change & { readonly at: Instant }>();
  const deleted = new Set<Guid>();
  const attributes = new Map<Guid, readonly AttributeRecord[]>();
  const attributeById = new Map<Guid, AttributeRecord>();
  let listedUpTo = FIRST_INCIDENT_S;
  let indexedFrames = 0;

  // Computed once and only ever extended: the past does not change.
  function known(): readonly Incident[] {
    const until = unixSecondsFromInstant(now());
    if (until > listedUpTo) {
      for (const incident of listIncidents(station, listedUpTo, until)) {
        incidents.push(incident);
        byId.set(incident.id, incident);
      }
      listedUpTo = until;
    }
    return incidents;
  }

  function isShown(incident: Incident): boolean {
    return incident.start <= now() && !deleted.has(incident.id);
  }

  function toFrame(incident: Incident): EventFrame {
    const change = changes.get(incident.id);
    const present = now();
    const isOver = incident.end <= present;
    const shiftAt = incident.end + ACKNOWLEDGED_AFTER;
    const byShift = incident.canBeAcknowledged && shiftAt <= present;
    const byClient = change?.isAcknowledged === true;
    const name = change?.name ?? incident.name;
    return {
      id: incident.id,
      name,
      description: change?.description ?? incident.description,
      path: `${databasePath}\\EventFrames[${name}]`,
      templateName: incident.templateName,
      categoryNames: [incident.category],
      start: incident.start,
      end: isOver ? incident.end : Infinity,
      severity: incident.severity,
      canBeAcknowledged: incident.canBeAcknowledged,
      isAcknowledged: byShift || byClient,
      acknowledgedBy: byClient ? 'demo' : byShift ? 'shift.engineer' : '',
      acknowledgedAt: byClient ? change.at : byShift ? shiftAt : undefined,
      elementIds: incident.elementPaths.flatMap(
        (path) => options.elements.findByPath(`${databasePath}\\${path}`)?.id ?? [],
      ),
    };
  }

  function findIncident(id: Guid): Incident | undefined {
    known();
    const incident = byId.get(id.toLowerCase());
    return incident !== undefined && isShown(incident) ? incident : undefined;
  }

  function existing(id: Guid): Incident {
    const incident = findIncident(id);
    if (incident === undefined) {
      throw new PlantError('not_found', `Event frame '${id}' does not exist.`);
    }
    return incident;
  }

  function attributesOf(frameId: Guid): readonly AttributeRecord[] {
    const incident = findIncident(frameId);
    if (incident === undefined) return [];
    let made = attributes.get(incident.id);
    if (made === undefined) {
      made = makeAttributes(incident);
      attributes.set(incident.id, made);
      for (const attribute of made) attributeById.set(attribute.id, attribute);
    }
    return made;
  }

  function makeAttributes(incident: Incident): AttributeRecord[] {
    const template = options.templates.findByName(incident.templateName);
    if (template === undefined) return [];
    const fill = (text: string): string =>
      text.replaceAll('%@Unit Number%', String(incident.unitNumber));
    return options.templates.attributesOf(template.id).map((row) => ({
      ...seedOfTemplate(row, fill, options),
      id: guidOf(station.seed, `${incident.id}|${row.name}`),
      ownerKind: 'eventFrame',
      ownerId: incident.id,
      parentId: undefined,
    }));
  }

  return {
    findById(id) {
      const incident = findIncident(id);
      return incident === undefined ? undefined : toFrame(incident);
    },
    findByPath(path) {
      const name = /\\EventFrames\[(.+)\]$/i.exec(path)?.[1]?.toLowerCase();
      if (name === undefined || !path.toLowerCase().startsWith(databasePath.toLowerCase())) {
        return undefined;
      }
      const incident = known().find((each) => {
        const shown = changes.get(each.id)?.name ?? each.name;
        return shown.toLowerCase() === name && isShown(each);
      });
      return incident === undefined ? undefined : toFrame(incident);
    },
    list: () => known().filter(isShown).map(toFrame),
    update(id, change) {
      const incident = existing(id);
      const before = changes.get(incident.id);
      const given = Object.fromEntries(
        Object.entries(change).filter(([, value]) => value !== undefined),
      ) as Change;
      changes.set(incident.id, { ...before, ...given, at: now() });
      return toFrame(incident);
    },
    delete(id) {
      deleted.add(existing(id).id);
    },
    attributesOf: (frameId) => [...attributesOf(frameId)],
    findAttribute(id) {
      const key = id.toLowerCase();
      const all = known();
      // Ids do not tell their frame, so the first question makes the attributes of every frame up to now.
      for (; !attributeById.has(key) && indexedFrames < all.length; indexedFrames++) {
        const incident = all[indexedFrames];
        if (incident !== undefined) attributesOf(incident.id);
      }
      const found = attributeById.get(key);
      return found !== undefined && findIncident(found.ownerId) !== undefined ? found : undefined;
    },
    staticValueOf: (attribute) => byId.get(attribute.ownerId)?.facts[attribute.name],
  };
}
