import type { Archive } from '../../archive/model.ts';
import type { AfAttribute, PiPoint, Plant, Unit } from '../../plant/index.ts';
import type { Instant } from '../../time/instant.ts';
import { badWebId } from '../errors.ts';
import type { View } from '../present/view.ts';
import { findAttribute, findPoint, markerOf } from '../resolve.ts';

/** Something with values: a PI point or an AF attribute. */
export type Stream = {
  readonly owner: { readonly point: PiPoint } | { readonly attribute: AfAttribute };
  readonly name: string;
  readonly path: string;
  readonly archive: Archive;
  /** What replies show: always empty for a point, even one with engineering units. */
  readonly unitsAbbreviation: string;
  /** The unit of measure values can be converted from; a point has none. */
  readonly unit: Unit | undefined;
  /** The range a query without times means: the event frame's, for its attributes. */
  readonly ownRange: { readonly start: Instant; readonly end: Instant } | undefined;
};

/** The stream of a WebID: 400 for text that names neither a point nor an attribute, 404 when gone. */
export function findStream(plant: Plant, webId: string): Stream {
  switch (markerOf(webId)) {
    case 'DP':
      return streamOfPoint(plant, findPoint(plant, webId));
    case 'Ab':
      return streamOfAttribute(plant, findAttribute(plant, webId));
    default:
      throw badWebId(webId);
  }
}

/** A point as a stream. */
export function streamOfPoint(plant: Plant, point: PiPoint): Stream {
  return {
    owner: { point },
    name: point.name,
    path: point.path,
    archive: plant.archiveOfPoint(point),
    unitsAbbreviation: '',
    unit: undefined,
    ownRange: undefined,
  };
}

/** An attribute as a stream. */
export function streamOfAttribute(plant: Plant, attribute: AfAttribute): Stream {
  const frame =
    attribute.ownerKind === 'eventFrame'
      ? plant.eventFrames.findById(attribute.ownerId)
      : undefined;
  return {
    owner: { attribute },
    name: attribute.name,
    path: attribute.path,
    archive: plant.archiveOfAttribute(attribute),
    unitsAbbreviation: attribute.defaultUnitsNameAbbreviation,
    unit:
      attribute.defaultUnitsName === '' ? undefined : plant.units.find(attribute.defaultUnitsName),
    ownRange: frame && { start: frame.start, end: Math.min(frame.end, plant.now()) },
  };
}

/** The stream's WebID in the form the caller asked for. */
export function webIdOfStream(stream: Stream, view: View): string {
  return 'point' in stream.owner
    ? view.ids.point(stream.owner.point)
    : view.ids.attribute(stream.owner.attribute);
}

/** The link to the point or attribute behind a stream. */
export function sourceLink(stream: Stream, view: View): string {
  const controller = 'point' in stream.owner ? 'points' : 'attributes';
  return `${view.base}/${controller}/${webIdOfStream(stream, view)}`;
}
