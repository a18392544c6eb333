import { apiError } from '../errors.ts';
import { presentTimedValue } from '../present/present-value.ts';
import { viewOf, type View } from '../present/view.ts';
import { requiredListOf } from '../query.ts';
import { get, param, write, type PiRoute } from '../route.ts';
import { adHocMembers } from '../streams/stream-set.ts';
import { findStream, webIdOfStream, type Stream } from '../streams/stream.ts';
import type { World } from '../world.ts';

/** Stream updates: register once, then ask with a marker for what is new. */
export function updateRoutes(world: World): PiRoute[] {
  const { plant, updates } = world;
  return [
    write('POST', '/streams/{webId}/updates', (request) => {
      const stream = findStream(plant, param(request, 'webId'));
      return { status: 200, body: register(stream, viewOf(plant, request)) };
    }),
    write('POST', '/streamsets/updates', (request) => {
      const view = viewOf(plant, request);
      const items = adHocMembers(world, request).map(({ webId, stream, failure }) =>
        stream
          ? register(stream, view)
          : { Source: webId, Status: 'Failed', Exception: { Errors: [failure] } },
      );
      return { status: 200, body: { Links: {}, Items: items } };
    }),
    get('/streams/updates/{marker}', (request) => {
      const marker = param(request, 'marker');
      const found = retrieve(marker, viewOf(plant, request));
      if (!found) throw apiError(404, `The stream update marker '${marker}' was not found.`);
      return found;
    }),
    get('/streamsets/updates', (request) => {
      const view = viewOf(plant, request);
      const items = requiredListOf(request.query, 'marker').map(
        (marker) =>
          retrieve(marker, view) ?? {
            RequestedMarker: marker,
            Status: 'Failed',
            Exception: { Errors: [`The stream update marker '${marker}' was not found.`] },
          },
      );
      return { Links: {}, Items: items };
    }),
  ];

  function register(stream: Stream, view: View) {
    return {
      ...sourceOf(stream, view),
      LatestMarker: updates.register(stream),
      Status: 'Succeeded',
    };
  }

  function retrieve(marker: string, view: View) {
    const found = updates.retrieve(marker);
    if (!found) return undefined;
    const { stream, events, latestMarker } = found;
    return {
      ...sourceOf(stream, view),
      RequestedMarker: marker,
      LatestMarker: latestMarker,
      Status: 'Succeeded',
      Events: events.map((event) => ({
        ...presentTimedValue(event, stream.unitsAbbreviation),
        Action: 'Add',
        PreviousEventAction: 'PreviousEventArchived',
      })),
    };
  }
}

function sourceOf(stream: Stream, view: View) {
  return { Source: webIdOfStream(stream, view), SourceName: stream.name, SourcePath: stream.path };
}
