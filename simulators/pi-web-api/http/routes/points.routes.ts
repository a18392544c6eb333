import { PlantError, type PiPoint } from '../../plant/index.ts';
import { fieldsOf, given, textField } from '../body.ts';
import { aboveLimit, apiError } from '../errors.ts';
import { multiple } from '../multiple.ts';
import { presentPoint, presentPointAttribute } from '../present/present-point.ts';
import { viewOf, type View } from '../present/view.ts';
import { integerOf, listOf, requiredTextOf, textOf } from '../query.ts';
import { findPoint, findPointByPath, requireDataServer } from '../resolve.ts';
import { get, param, write, type PiRequest, type PiRoute } from '../route.ts';
import { searchPoints } from '../search-points.ts';
import { wildcard } from '../wildcard.ts';
import type { World } from '../world.ts';
import { pointChangeOf } from './data-servers.routes.ts';

const MAX_SEARCH_COUNT = 1000;

/** PI points: one, several, searched, made and changed. */
export function pointRoutes(world: World): PiRoute[] {
  const { plant } = world;
  return [
    get('/points', (request) =>
      presentPoint(
        findPointByPath(plant, requiredTextOf(request.query, 'path')),
        viewOf(plant, request),
      ),
    ),
    {
      method: 'GET',
      path: '/points/multiple',
      handle: (request) => {
        const view = viewOf(plant, request);
        return multiple(request, {
          byWebId: (webId) => presentPoint(findPoint(plant, webId), view),
          byPath: (path) => presentPoint(findPointByPath(plant, path), view),
        });
      },
    },
    get('/points/search', (request) => search(world, request)),
    get('/points/{webId}', (request) =>
      presentPoint(findPoint(plant, param(request, 'webId')), viewOf(plant, request)),
    ),
    write('PATCH', '/points/{webId}', (request) => {
      const point = findPoint(plant, param(request, 'webId'));
      const fields = fieldsOf(request);
      plant.points.update(point.id, {
        ...given({ name: textField(fields, 'Name') }),
        ...pointChangeOf(fields),
      });
      return { status: 204 };
    }),
    write('DELETE', '/points/{webId}', (request) => {
      plant.points.delete(findPoint(plant, param(request, 'webId')).id);
      return { status: 204 };
    }),
    get('/points/{webId}/attributes', (request) => listAttributes(world, request)),
    get('/points/{webId}/attributes/{name}', (request) => {
      const point = findPoint(plant, param(request, 'webId'));
      return presentAttributeNamed(world, point, param(request, 'name'), viewOf(plant, request));
    }),
  ];
}

function search(world: World, request: PiRequest) {
  const { plant } = world;
  const server = textOf(request.query, 'dataServerWebId');
  if (server !== undefined) requireDataServer(plant, server);
  const startIndex = integerOf(request.query, 'startIndex', 0);
  const maxCount = integerOf(request.query, 'maxCount', MAX_SEARCH_COUNT);
  if (maxCount > MAX_SEARCH_COUNT) throw aboveLimit('maxCount', MAX_SEARCH_COUNT);
  const query = textOf(request.query, 'query') ?? '*';
  const found = searchPoints(plant, query, startIndex + maxCount).slice(startIndex);
  const view = viewOf(plant, request);
  return { Links: {}, Items: found.map((point) => presentPoint(point, view)) };
}

function listAttributes({ plant }: World, request: PiRequest) {
  const point = findPoint(plant, param(request, 'webId'));
  const view = viewOf(plant, request);
  const names = listOf(request.query, 'name');
  const matches = wildcard(textOf(request.query, 'nameFilter') ?? '*');
  const all = plant.points.attributesOf(point);
  const unknown = names.find((name) => !all.some((each) => each.name === name.toLowerCase()));
  if (unknown !== undefined)
    throw apiError(400, `The point attribute '${unknown}' does not exist.`);
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const items = all
    .filter(({ name }) => (wanted.size === 0 || wanted.has(name)) && matches(name))
    .map((attribute) => presentPointAttribute(point, attribute, view));
  return { Links: {}, Items: items };
}

function presentAttributeNamed({ plant }: World, point: PiPoint, name: string, view: View) {
  const found = plant.points.attributesOf(point).find((each) => each.name === name.toLowerCase());
  if (!found) throw new PlantError('not_found', `The point attribute '${name}' was not found.`);
  return presentPointAttribute(point, found, view);
}
