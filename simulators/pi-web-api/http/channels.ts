import { randomUUID } from 'node:crypto';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { TimedValue } from '../archive/model.ts';
import { presentTimedValue } from './present/present-value.ts';
import { viewOf, type View } from './present/view.ts';
import { flagOf, integerOf, parseQuery } from './query.ts';
import type { PiRequest } from './route.ts';
import { presentStreamHead } from './streams/present-stream.ts';
import { adHocMembers, elementMembers } from './streams/stream-set.ts';
import { findStream, type Stream } from './streams/stream.ts';
import { changesSince, positionOf, type Position } from './streams/update-store.ts';
import type { ChannelInstance, World } from './world.ts';
import { PiError } from './errors.ts';

/** What the channels need of the server around them. */
export type ChannelOptions = {
  readonly base: string;
  /** How often each channel looks for changes. */
  readonly intervalMs: number;
  /** Lets a request in, or throws what it is to be refused with. */
  readonly admit: (request: FastifyRequest) => string;
};

type Watched = { readonly stream: Stream; position: Position };

/**
 * The WebSocket channels: `/streams/{webId}/channel`, `/streamsets/{webId}/channel` and
 * `/streamsets/channel?webId=…`. Each message holds only streams that changed, in the shape of a
 * stream set; with `heartbeatRate=n` an empty one goes out after n looks without news.
 */
export async function registerChannels(
  app: FastifyInstance,
  world: World,
  options: ChannelOptions,
): Promise<void> {
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } });
  const { base, admit } = options;
  const channels: readonly [string, (request: PiRequest) => Stream[]][] = [
    ['/streams/:webId/channel', ({ params }) => [findStream(world.plant, params['webId'] ?? '')]],
    ['/streamsets/:webId/channel', (request) => streamsOf(elementMembers(world, request))],
    ['/streamsets/channel', (request) => streamsOf(adHocMembers(world, request))],
  ];
  for (const [path, find] of channels) {
    app.get(
      `${base}${path}`,
      {
        websocket: true,
        // Refused before the upgrade, so that the client sees the status and not a broken socket.
        preValidation: async (request) => {
          admit(request);
          find(toPiRequest(request, base));
        },
      },
      (socket, request) => {
        const piRequest = toPiRequest(request, base);
        openChannel(world, socket, piRequest, find(piRequest), options.intervalMs);
      },
    );
  }
}

function openChannel(
  world: World,
  socket: WebSocket,
  request: PiRequest,
  streams: readonly Stream[],
  intervalMs: number,
): void {
  const { plant } = world;
  const view = viewOf(plant, request);
  const heartbeatRate = integerOf(request.query, 'heartbeatRate', 0);
  const channel: ChannelInstance = {
    id: randomUUID(),
    startedAtMs: Date.now(),
    lastMessageAtMs: undefined,
    sentMessages: 0,
  };
  world.channels.set(channel.id, channel);
  const watched: Watched[] = streams.map((stream) => ({
    stream,
    position: positionOf(plant, stream),
  }));
  let quietLooks = 0;

  if (flagOf(request.query, 'includeInitialValues', false)) {
    say(streams.map((stream) => presentChange(stream, view, [stream.archive.end()])));
  }
  const timer = setInterval(look, intervalMs);
  socket.on('close', () => {
    clearInterval(timer);
    world.channels.delete(channel.id);
  });
  socket.on('error', () => socket.terminate());

  function look(): void {
    const changed = watched.flatMap((each) => {
      const { events, position } = changesSince(plant, each.stream, each.position);
      each.position = position;
      return events.length > 0 ? [presentChange(each.stream, view, events)] : [];
    });
    quietLooks = changed.length > 0 ? 0 : quietLooks + 1;
    if (changed.length > 0) say(changed);
    else if (heartbeatRate > 0 && quietLooks >= heartbeatRate) {
      quietLooks = 0;
      say([]);
    }
  }

  function say(items: readonly unknown[]): void {
    socket.send(JSON.stringify({ Links: {}, Items: items }));
    channel.sentMessages += 1;
    channel.lastMessageAtMs = Date.now();
  }
}

function presentChange(stream: Stream, view: View, events: readonly TimedValue[]) {
  const units = stream.unitsAbbreviation;
  return {
    ...presentStreamHead(stream, view),
    Items: events.map((event) => presentTimedValue(event, units)),
    UnitsAbbreviation: units,
  };
}

function streamsOf(
  members: readonly { readonly stream: Stream | undefined; readonly failure: string }[],
): Stream[] {
  return members.map(({ stream, failure }) => {
    if (!stream) throw new PiError(404, { Errors: [failure] });
    return stream;
  });
}

function toPiRequest(request: FastifyRequest, base: string): PiRequest {
  const [, rawQuery = ''] = request.url.split('?', 2);
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(Object(request.params))) params[name] = String(value);
  return {
    method: 'GET',
    params,
    query: parseQuery(rawQuery),
    body: undefined,
    baseUrl: `${request.protocol}://${request.host}${base}`,
    url: request.url.slice(base.length),
    user: '',
  };
}
