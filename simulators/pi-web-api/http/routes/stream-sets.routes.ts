import type { SummaryValue, TimedValue } from '../../archive/model.ts';
import { presentFailedValue } from '../present/present-value.ts';
import { viewOf, type View } from '../present/view.ts';
import { requiredTextOf, type Query } from '../query.ts';
import { get, type PiRequest, type PiRoute } from '../route.ts';
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
} from '../streams/prepare-reading.ts';
import {
  presentStreamSummaries,
  presentStreamValue,
  presentStreamValues,
} from '../streams/present-stream.ts';
import { adHocMembers, elementMembers, type SetMember } from '../streams/stream-set.ts';
import { findStream, type Stream } from '../streams/stream.ts';
import type { World } from '../world.ts';

type Prepare<T> = (world: World, query: Query) => (stream: Stream) => T;
type Present<T> = (stream: Stream, view: View, read: () => T, now: number) => unknown;

/** The same readings for many streams at once: ad hoc by WebID, or all attributes of an element. */
export function streamSetRoutes(world: World): PiRoute[] {
  return [
    ...both<TimedValue>('value', prepareValue, presentStreamValue, valueOf),
    // The specification gives the two forms of `end` different shapes, and so does the server.
    adHoc<TimedValue[]>('end', () => listOfOne(prepareEnd()), presentStreamValues, listOf),
    byElement<TimedValue>('end', prepareEnd, presentStreamValue, valueOf),
    ...both<TimedValue[]>('recorded', prepareRecorded, presentStreamValues, listOf),
    ...both<TimedValue>('recordedattime', prepareRecordedAtTime, presentStreamValue, valueOf),
    ...both<TimedValue[]>('recordedattimes', prepareRecordedAtTimes, presentStreamValues, listOf),
    ...both<TimedValue[]>('interpolated', prepareInterpolated, presentStreamValues, listOf),
    ...both<TimedValue[]>(
      'interpolatedattimes',
      prepareInterpolatedAtTimes,
      presentStreamValues,
      listOf,
    ),
    ...both<TimedValue[]>('plot', preparePlot, presentStreamValues, listOf),
    ...both<SummaryValue[]>('summary', prepareSummary, presentStreamSummaries, summaryOf),
    get('/streamsets/joined', (request) => readJoined(world, request)),
  ];

  function both<T>(name: string, prepare: Prepare<T>, present: Present<T>, lost: LostItem) {
    return [adHoc(name, prepare, present, lost), byElement(name, prepare, present, lost)];
  }

  function adHoc<T>(name: string, prepare: Prepare<T>, present: Present<T>, lost: LostItem) {
    return get(`/streamsets/${name}`, (request) =>
      readSet(request, adHocMembers(world, request), prepare, present, lost),
    );
  }

  function byElement<T>(name: string, prepare: Prepare<T>, present: Present<T>, lost: LostItem) {
    return get(`/streamsets/{webId}/${name}`, (request) =>
      readSet(request, elementMembers(world, request), prepare, present, lost),
    );
  }

  function readSet<T>(
    request: PiRequest,
    members: readonly SetMember[],
    prepare: Prepare<T>,
    present: Present<T>,
    lost: LostItem,
  ) {
    const view = viewOf(world.plant, request);
    const read = prepare(world, request.query);
    const now = world.plant.now();
    const items = members.map(({ webId, stream, failure }) =>
      stream
        ? present(stream, view, () => read(stream), now)
        : {
            WebId: webId,
            Name: '',
            Path: '',
            Links: {},
            ...lost(presentFailedValue(now, failure)),
          },
    );
    return { Links: {}, Items: items };
  }
}

type FailedValue = ReturnType<typeof presentFailedValue>;
type LostItem = (failed: FailedValue) => object;

const valueOf: LostItem = (failed) => ({ Value: failed });
const listOf: LostItem = (failed) => ({ Items: [failed], UnitsAbbreviation: '' });
const summaryOf: LostItem = (failed) => ({ Items: [{ Type: 'None', Value: failed }] });

function listOfOne(read: (stream: Stream) => TimedValue): (stream: Stream) => TimedValue[] {
  return (stream) => [read(stream)];
}

/** The base stream's recorded values, and every other stream interpolated at exactly those times. */
function readJoined(world: World, request: PiRequest) {
  const { plant } = world;
  const view = viewOf(plant, request);
  const base = findStream(plant, requiredTextOf(request.query, 'baseWebId'));
  const others = adHocMembers(world, request, 'subordinateWebId');
  const values = prepareRecorded(world, request.query)(base);
  const times = values.map(({ at }) => at);
  const now = plant.now();
  const items = others.map(({ webId, stream, failure }) =>
    stream
      ? presentStreamValues(stream, view, () => stream.archive.interpolatedAt(times), now)
      : {
          WebId: webId,
          Name: '',
          Path: '',
          Links: {},
          ...listOf(presentFailedValue(now, failure)),
        },
  );
  return { Links: {}, Items: [presentStreamValues(base, view, () => values, now), ...items] };
}
