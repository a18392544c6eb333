import type { AfAttribute, AttributeChange } from '../../plant/index.ts';
import {
  booleanField,
  fieldsOf,
  given,
  numberField,
  requiredTextField,
  textField,
  textsField,
  type Fields,
} from '../body.ts';
import { searchAttributes } from '../list-attributes.ts';
import { multiple } from '../multiple.ts';
import { pageOf, sorted } from '../paging.ts';
import { presentAttribute } from '../present/present-assets.ts';
import { presentCategory } from '../present/present-servers.ts';
import { presentTimedValue } from '../present/present-value.ts';
import { viewOf } from '../present/view.ts';
import { requiredTextOf, textOf } from '../query.ts';
import {
  findAttribute,
  findAttributeByPath,
  findElement,
  findEventFrame,
  requireDatabase,
} from '../resolve.ts';
import { get, param, write, type PiReply, type PiRequest, type PiRoute } from '../route.ts';
import { prepareValue } from '../streams/prepare-reading.ts';
import { selectAttributes } from '../streams/select-attributes.ts';
import { streamOfAttribute } from '../streams/stream.ts';
import { writeSettingsOf, writeValue } from '../streams/written-value.ts';
import type { World } from '../world.ts';

/** What lists of attributes may be sorted by. */
export const ATTRIBUTE_SORTS = {
  Name: ({ name }: AfAttribute) => name,
  ID: ({ id }: AfAttribute) => id,
  Description: ({ description }: AfAttribute) => description,
  Type: ({ type }: AfAttribute) => type,
} as const;

/** Attributes: found, listed, searched, read, written, made and changed. */
export function attributeRoutes(world: World): PiRoute[] {
  const { plant } = world;
  return [
    get('/attributes', (request) =>
      presentAttribute(
        plant,
        findAttributeByPath(plant, requiredTextOf(request.query, 'path')),
        viewOf(plant, request),
      ),
    ),
    {
      method: 'GET',
      path: '/attributes/multiple',
      handle: (request) => {
        const view = viewOf(plant, request);
        return multiple(request, {
          byWebId: (webId) => presentAttribute(plant, findAttribute(plant, webId), view),
          byPath: (path) => presentAttribute(plant, findAttributeByPath(plant, path), view),
        });
      },
    },
    get('/attributes/search', (request) => {
      const database = textOf(request.query, 'databaseWebId');
      if (database !== undefined) requireDatabase(plant, database);
      const view = viewOf(plant, request);
      const found = searchAttributes(plant, textOf(request.query, 'query') ?? '');
      return pageOf(world, request, found, (attribute) => presentAttribute(plant, attribute, view));
    }),
    get('/attributes/{webId}', (request) =>
      presentAttribute(
        plant,
        findAttribute(plant, param(request, 'webId')),
        viewOf(plant, request),
      ),
    ),
    write('PATCH', '/attributes/{webId}', (request) => {
      const attribute = findAttribute(plant, param(request, 'webId'));
      plant.attributes.update(attribute.id, changeOf(fieldsOf(request)));
      return { status: 204 };
    }),
    write('DELETE', '/attributes/{webId}', (request) => {
      plant.attributes.delete(findAttribute(plant, param(request, 'webId')).id);
      return { status: 204 };
    }),
    get('/attributes/{webId}/value', (request) => {
      const stream = streamOfAttribute(plant, findAttribute(plant, param(request, 'webId')));
      return presentTimedValue(prepareValue(world, new Map())(stream), stream.unitsAbbreviation);
    }),
    write('PUT', '/attributes/{webId}/value', (request) => {
      const stream = streamOfAttribute(plant, findAttribute(plant, param(request, 'webId')));
      writeValue(plant, stream, request.body, writeSettingsOf(request.query));
      return { status: 204 };
    }),
    get('/attributes/{webId}/categories', (request) => {
      const { categoryNames } = findAttribute(plant, param(request, 'webId'));
      const view = viewOf(plant, request);
      const own = plant.categories.filter(
        ({ kind, name }) => kind === 'attribute' && categoryNames.includes(name),
      );
      return { Links: {}, Items: own.map((category) => presentCategory(plant, category, view)) };
    }),
    ...['elements', 'eventframes', 'attributes'].map((owner) =>
      get(`/${owner}/{webId}/attributes`, (request) => {
        const view = viewOf(plant, request);
        const found = selectAttributes(plant, ownerOf(world, owner, request), request.query);
        const ordered = sorted(request, found, ATTRIBUTE_SORTS, 'Name');
        return pageOf(world, request, ordered, (each) => presentAttribute(plant, each, view));
      }),
    ),
    write('POST', '/elements/{webId}/attributes', (request) =>
      create(world, request, findElement(plant, param(request, 'webId')).id, undefined),
    ),
    write('POST', '/attributes/{webId}/attributes', (request) => {
      const parent = findAttribute(plant, param(request, 'webId'));
      return create(world, request, parent.ownerId, parent.id);
    }),
  ];
}

/** The WebID of the path, checked to be of the kind the path says. */
function ownerOf({ plant }: World, owner: string, request: PiRequest): string {
  const webId = param(request, 'webId');
  if (owner === 'elements') findElement(plant, webId);
  else if (owner === 'eventframes') findEventFrame(plant, webId);
  else findAttribute(plant, webId);
  return webId;
}

function create(
  { plant }: World,
  request: PiRequest,
  ownerId: string,
  parentId: string | undefined,
): PiReply {
  const fields = fieldsOf(request);
  const name = requiredTextField(fields, 'Name');
  const attribute = plant.attributes.create({ ...changeOf(fields), name, ownerId, parentId });
  const { Links: links } = presentAttribute(plant, attribute, viewOf(plant, request));
  return { status: 201, headers: { location: links.Self } };
}

function changeOf(fields: Fields): AttributeChange {
  return given({
    name: textField(fields, 'Name'),
    description: textField(fields, 'Description'),
    type: textField(fields, 'Type'),
    typeQualifier: textField(fields, 'TypeQualifier'),
    defaultUnitsName: textField(fields, 'DefaultUnitsName'),
    displayDigits: numberField(fields, 'DisplayDigits'),
    dataReferencePlugIn: textField(fields, 'DataReferencePlugIn'),
    configString: textField(fields, 'ConfigString'),
    isConfigurationItem: booleanField(fields, 'IsConfigurationItem'),
    isExcluded: booleanField(fields, 'IsExcluded'),
    isHidden: booleanField(fields, 'IsHidden'),
    isManualDataEntry: booleanField(fields, 'IsManualDataEntry'),
    categoryNames: textsField(fields, 'CategoryNames'),
    step: booleanField(fields, 'Step'),
    traitName: textField(fields, 'TraitName'),
    zero: numberField(fields, 'Zero'),
    span: numberField(fields, 'Span'),
  });
}
