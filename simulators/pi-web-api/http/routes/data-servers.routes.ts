import type { NewPoint, PiPoint } from '../../plant/index.ts';
import type { PointType } from '../../archive/model.ts';
import {
  booleanField,
  fieldsOf,
  given,
  numberField,
  requiredTextField,
  textField,
  type Fields,
} from '../body.ts';
import { apiError } from '../errors.ts';
import { presentPoint } from '../present/present-point.ts';
import { presentDataServer, presentEnumerationSet } from '../present/present-servers.ts';
import { viewOf } from '../present/view.ts';
import { integerOf, textOf } from '../query.ts';
import { requireDataServer, requireDataServerPath } from '../resolve.ts';
import { get, param, write, type PiRequest, type PiRoute } from '../route.ts';
import { maxCountOf } from '../streams/prepare-reading.ts';
import { wildcard } from '../wildcard.ts';
import type { World } from '../world.ts';

const POINT_TYPES: readonly PointType[] = [
  'Float16',
  'Float32',
  'Float64',
  'Int16',
  'Int32',
  'Digital',
  'String',
  'Timestamp',
  'Blob',
];

/** PI Data Archives and what they hold. */
export function dataServerRoutes(world: World): PiRoute[] {
  const { plant } = world;
  return [
    get('/dataservers', (request) => {
      const view = viewOf(plant, request);
      const path = textOf(request.query, 'path');
      const name = textOf(request.query, 'name');
      if (path !== undefined) requireDataServerPath(plant, path);
      else if (name !== undefined) requireDataServerPath(plant, `\\\\${name}`);
      else return { Links: {}, Items: [presentDataServer(plant, view)] };
      return presentDataServer(plant, view);
    }),
    get('/dataservers/{webId}', (request) => {
      requireDataServer(plant, param(request, 'webId'));
      return presentDataServer(plant, viewOf(plant, request));
    }),
    get('/dataservers/{webId}/points', (request) => {
      requireDataServer(plant, param(request, 'webId'));
      const view = viewOf(plant, request);
      // A full page has no Next link on a real server: clients page by startIndex.
      return {
        Links: {},
        Items: listPoints(world, request).map((point) => presentPoint(point, view)),
      };
    }),
    write('POST', '/dataservers/{webId}/points', (request) => {
      requireDataServer(plant, param(request, 'webId'));
      const point = plant.points.create(newPointOf(fieldsOf(request)));
      const view = viewOf(plant, request);
      return { status: 201, headers: { location: presentPoint(point, view).Links.Self } };
    }),
    get('/dataservers/{webId}/enumerationsets', (request) => {
      requireDataServer(plant, param(request, 'webId'));
      const view = viewOf(plant, request);
      const items = plant.digitalSets.map((set) => presentEnumerationSet(plant, set, view));
      return { Links: {}, Items: items };
    }),
  ];
}

function listPoints(world: World, request: PiRequest): PiPoint[] {
  const { points } = world.plant;
  const nameFilter = textOf(request.query, 'nameFilter');
  const sourceFilter = textOf(request.query, 'sourceFilter');
  const startIndex = integerOf(request.query, 'startIndex', 0);
  const maxCount = maxCountOf(world, request.query, 1000);
  if (sourceFilter === undefined) return points.list({ nameFilter, startIndex, maxCount });
  const isSource = wildcard(sourceFilter);
  const all = points.list({ nameFilter, maxCount: points.count() }).filter((point) => {
    const source = points.attributesOf(point).find(({ name }) => name === 'pointsource');
    return typeof source?.value === 'string' && isSource(source.value);
  });
  return all.slice(startIndex, startIndex + maxCount);
}

function newPointOf(fields: Fields): NewPoint {
  const name = requiredTextField(fields, 'Name');
  const pointClass = requiredTextField(fields, 'PointClass');
  const typeName = requiredTextField(fields, 'PointType');
  const pointType = POINT_TYPES.find((each) => each.toLowerCase() === typeName.toLowerCase());
  if (!pointType) throw apiError(400, `The point type '${typeName}' does not exist.`);
  return { name, pointClass, pointType, ...pointChangeOf(fields) };
}

/** What may be set when a point is made and changed later; the rest of a sent point is ignored. */
export function pointChangeOf(fields: Fields) {
  return given({
    descriptor: textField(fields, 'Descriptor'),
    digitalSetName: textField(fields, 'DigitalSetName'),
    engineeringUnits: textField(fields, 'EngineeringUnits'),
    step: booleanField(fields, 'Step'),
    future: booleanField(fields, 'Future'),
    displayDigits: numberField(fields, 'DisplayDigits'),
  });
}
