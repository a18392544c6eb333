import type { EventFrame } from '../../plant/index.ts';
import { booleanField, fieldsOf, given, textField } from '../body.ts';
import { listEventFrames, searchEventFrames, type FoundEventFrames } from '../list-event-frames.ts';
import { multiple } from '../multiple.ts';
import { pageOf, sorted } from '../paging.ts';
import { presentElement, presentEventFrame } from '../present/present-assets.ts';
import { presentCategory } from '../present/present-servers.ts';
import { viewOf, type View } from '../present/view.ts';
import { requiredTextOf, textOf } from '../query.ts';
import { findElement, findEventFrame, findEventFrameByPath, requireDatabase } from '../resolve.ts';
import { get, param, write, type PiRequest, type PiRoute } from '../route.ts';
import type { World } from '../world.ts';
import { annotationRoutes } from './annotations.routes.ts';

const SORTS = {
  Name: ({ name }: EventFrame) => name,
  ID: ({ id }: EventFrame) => id,
  StartTime: ({ start }: EventFrame) => start,
  EndTime: ({ end }: EventFrame) => end,
  Type: ({ templateName }: EventFrame) => templateName,
} as const;

/** Event frames: found, searched, changed, acknowledged. */
export function eventFrameRoutes(world: World): PiRoute[] {
  const { plant } = world;
  return [
    get('/assetdatabases/{webId}/eventframes', (request) => {
      requireDatabase(plant, param(request, 'webId'));
      return listPage(world, request, listEventFrames(plant, request.query));
    }),
    get('/elements/{webId}/eventframes', (request) => {
      const element = findElement(plant, param(request, 'webId'));
      const { frames, isOrdered } = listEventFrames(plant, request.query);
      const own = frames.filter(({ elementIds }) => elementIds.includes(element.id));
      return listPage(world, request, { frames: own, isOrdered });
    }),
    get('/eventframes', (request) =>
      present(
        world,
        findEventFrameByPath(plant, requiredTextOf(request.query, 'path')),
        viewOf(plant, request),
      ),
    ),
    {
      method: 'GET',
      path: '/eventframes/multiple',
      handle: (request) => {
        const view = viewOf(plant, request);
        return multiple(request, {
          byWebId: (webId) => present(world, findEventFrame(plant, webId), view),
          byPath: (path) => present(world, findEventFrameByPath(plant, path), view),
        });
      },
    },
    get('/eventframes/search', (request) => {
      const database = textOf(request.query, 'databaseWebId');
      if (database !== undefined) requireDatabase(plant, database);
      const frames = searchEventFrames(plant, textOf(request.query, 'query') ?? '');
      return listPage(world, request, { frames, isOrdered: true });
    }),
    get('/eventframes/{webId}', (request) =>
      present(world, findEventFrame(plant, param(request, 'webId')), viewOf(plant, request)),
    ),
    write('PATCH', '/eventframes/{webId}', (request) => {
      const frame = findEventFrame(plant, param(request, 'webId'));
      const fields = fieldsOf(request);
      const change = given({
        name: textField(fields, 'Name'),
        description: textField(fields, 'Description'),
        isAcknowledged: booleanField(fields, 'IsAcknowledged'),
      });
      plant.eventFrames.update(frame.id, change);
      return { status: 204 };
    }),
    write('PATCH', '/eventframes/{webId}/acknowledge', (request) => {
      const frame = findEventFrame(plant, param(request, 'webId'));
      plant.eventFrames.update(frame.id, { isAcknowledged: true });
      return { status: 204 };
    }),
    write('DELETE', '/eventframes/{webId}', (request) => {
      plant.eventFrames.delete(findEventFrame(plant, param(request, 'webId')).id);
      return { status: 204 };
    }),
    get('/eventframes/{webId}/eventframes', (request) => {
      findEventFrame(plant, param(request, 'webId'));
      return listPage(world, request, { frames: [], isOrdered: true });
    }),
    get('/eventframes/{webId}/referencedelements', (request) => {
      const frame = findEventFrame(plant, param(request, 'webId'));
      const view = viewOf(plant, request);
      const elements = frame.elementIds.flatMap((id) => plant.elements.findById(id) ?? []);
      return { Links: {}, Items: elements.map((element) => presentElement(plant, element, view)) };
    }),
    get('/eventframes/{webId}/categories', (request) => {
      const { categoryNames } = findEventFrame(plant, param(request, 'webId'));
      const view = viewOf(plant, request);
      const own = plant.categories.filter(
        ({ kind, name }) => kind === 'element' && categoryNames.includes(name),
      );
      return { Links: {}, Items: own.map((category) => presentCategory(plant, category, view)) };
    }),
    ...annotationRoutes(world),
  ];
}

function listPage(world: World, request: PiRequest, { frames, isOrdered }: FoundEventFrames) {
  const view = viewOf(world.plant, request);
  const ordered = isOrdered ? frames : sorted(request, frames, SORTS, 'Name');
  return pageOf(world, request, ordered, (frame) => present(world, frame, view));
}

function present({ plant, annotations }: World, frame: EventFrame, view: View) {
  return presentEventFrame(plant, frame, annotations.list(frame.id).length > 0, view);
}
