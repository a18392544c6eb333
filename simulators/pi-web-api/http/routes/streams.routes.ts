import { presentSummaryValue, presentTimedValue } from '../present/present-value.ts';
import { viewOf } from '../present/view.ts';
import type { Query } from '../query.ts';
import { get, param, type PiRequest, type PiRoute } from '../route.ts';
import {
  prepareEnd,
  prepareInterpolated,
  prepareInterpolatedAtTimes,
  preparePlot,
  prepareRecorded,
  prepareRecordedAtTime,
  prepareRecordedAtTimes,
  prepareSummary,
  prepareValue,
  type ReadMany,
  type ReadOne,
} from '../streams/prepare-reading.ts';
import { presentValues, unitsFor } from '../streams/present-stream.ts';
import { findStream, type Stream } from '../streams/stream.ts';
import type { World } from '../world.ts';

/** Everything that is read of one stream. */
export function streamRoutes(world: World): PiRoute[] {
  return [
    one('value', prepareValue),
    one('end', prepareEnd),
    many('recorded', prepareRecorded, true),
    one('recordedattime', prepareRecordedAtTime, true),
    many('recordedattimes', prepareRecordedAtTimes, true),
    many('interpolated', prepareInterpolated),
    many('interpolatedattimes', prepareInterpolatedAtTimes),
    many('plot', preparePlot),
    get('/streams/{webId}/summary', (request) => {
      const stream = streamOf(request);
      const values = prepareSummary(world, request.query)(stream);
      const units = stream.unitsAbbreviation;
      return { Links: {}, Items: values.map((each) => presentSummaryValue(each, units)) };
    }),
  ];

  function streamOf(request: PiRequest): Stream {
    return findStream(world.plant, param(request, 'webId'));
  }

  function one(
    name: string,
    prepare: (world: World, query: Query) => ReadOne,
    isRecorded = false,
  ): PiRoute {
    return get(`/streams/{webId}/${name}`, (request) => {
      const stream = streamOf(request);
      const units = unitsFor(world.plant, stream, request.query);
      const timed = units.convert(prepare(world, request.query)(stream));
      const presented = presentTimedValue(timed, units.abbreviation);
      return isRecorded ? withAnnotations(world, request, presented) : presented;
    });
  }

  function many(
    name: string,
    prepare: (world: World, query: Query) => ReadMany,
    isRecorded = false,
  ): PiRoute {
    return get(`/streams/{webId}/${name}`, (request) => {
      const stream = streamOf(request);
      const units = unitsFor(world.plant, stream, request.query);
      const presented = presentValues(prepare(world, request.query)(stream), units);
      if (!isRecorded) return presented;
      const items = presented.Items.map((each) => withAnnotations(world, request, each));
      return { ...presented, Items: items };
    });
  }
}

/** The demo plant keeps no notes on archived values, so the association is always an empty list. */
function withAnnotations<T>(world: World, request: PiRequest, presented: T) {
  const { associations } = viewOf(world.plant, request);
  return associations.has('annotations') ? { ...presented, Annotations: [] } : presented;
}
