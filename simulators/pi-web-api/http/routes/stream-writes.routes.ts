import { listBodyOf, requiredTextField, toFields } from '../body.ts';
import { apiError, PiError } from '../errors.ts';
import { param, write, type PiReply, type PiRequest, type PiRoute } from '../route.ts';
import { findStream } from '../streams/stream.ts';
import {
  attemptWrite,
  writeSettingsOf,
  writeValue,
  type Substatus,
  type WriteSettings,
} from '../streams/written-value.ts';
import type { World } from '../world.ts';

/** Writing values, kept in memory until the server stops. */
export function streamWriteRoutes(world: World): PiRoute[] {
  const { plant } = world;
  return [
    write('POST', '/streams/{webId}/value', (request) => {
      const webId = param(request, 'webId');
      const settings = writeSettingsOf(request.query);
      writeValue(plant, findStream(plant, webId), request.body, settings);
      const location = `${request.baseUrl}/streams/${webId}/end`;
      return { status: settings.isBuffered ? 202 : 204, headers: { location } };
    }),
    write('POST', '/streams/{webId}/recorded', (request) => {
      const stream = findStream(plant, param(request, 'webId'));
      const settings = writeSettingsOf(request.query);
      const outcomes = listBodyOf(request).map((value) =>
        attemptWrite(plant, stream, value, settings),
      );
      if (!outcomes.some(isRefused)) return { status: settings.isBuffered ? 202 : 204 };
      return { status: 207, body: { Links: {}, Items: outcomes } };
    }),
    write('POST', '/streamsets/value', (request) => writeSingles(world, request)),
    write('POST', '/streamsets/{webId}/value', (request) => writeSingles(world, request)),
    write('POST', '/streamsets/recorded', (request) => writeLists(world, request)),
    write('POST', '/streamsets/{webId}/recorded', (request) => writeLists(world, request)),
  ];
}

function writeSingles(world: World, request: PiRequest): PiReply {
  const settings = writeSettingsOf(request.query);
  const outcomes = listBodyOf(request).map((item) => {
    const fields = toFields(item);
    return (
      forStream(world, fields.get('webid'), (stream) => [
        attemptWrite(world.plant, stream, fields.get('value'), settings),
      ])[0] ?? { Substatus: 400 }
    );
  });
  return reply(settings, outcomes.some(isRefused), outcomes);
}

function writeLists(world: World, request: PiRequest): PiReply {
  const settings = writeSettingsOf(request.query);
  const outcomes = listBodyOf(request).map((item) => {
    const fields = toFields(item);
    const values: unknown = fields.get('items');
    if (!Array.isArray(values))
      throw apiError(400, "The property 'Items' must be a list of values.");
    return forStream(world, requiredTextField(fields, 'WebId'), (stream) =>
      values.map((value: unknown) => attemptWrite(world.plant, stream, value, settings)),
    );
  });
  const isPartial = outcomes.some((each) => each.some(isRefused));
  return reply(
    settings,
    isPartial,
    outcomes.map((each) => ({ Links: {}, Items: each })),
  );
}

function forStream(
  world: World,
  webId: unknown,
  run: (stream: ReturnType<typeof findStream>) => Substatus[],
): Substatus[] {
  try {
    return run(findStream(world.plant, typeof webId === 'string' ? webId : ''));
  } catch (error) {
    if (error instanceof PiError) return [{ Substatus: error.status, Message: error.message }];
    throw error;
  }
}

function reply(settings: WriteSettings, isPartial: boolean, items: readonly object[]): PiReply {
  const status = isPartial ? 207 : settings.isBuffered ? 202 : 200;
  return { status, body: { Links: {}, Items: items } };
}

function isRefused({ Substatus: status }: Substatus): boolean {
  return status >= 400;
}
