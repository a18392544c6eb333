import type { AfElement, ElementChange } from '../../plant/index.ts';
import { fieldsOf, given, requiredTextField, textField, textsField, type Fields } from '../body.ts';
import { elementTest, listElements, searchElements } from '../list-elements.ts';
import { multiple } from '../multiple.ts';
import { pageOf, sorted } from '../paging.ts';
import { presentAttribute, presentElement } from '../present/present-assets.ts';
import { presentCategory } from '../present/present-servers.ts';
import { viewOf } from '../present/view.ts';
import { flagOf, requiredTextOf, textOf } from '../query.ts';
import { findElement, findElementByPath, requireDatabase } from '../resolve.ts';
import { get, param, write, type PiRequest, type PiRoute } from '../route.ts';
import { wildcard } from '../wildcard.ts';
import type { World } from '../world.ts';
import { ATTRIBUTE_SORTS } from './attributes.routes.ts';

const ELEMENT_SORTS = {
  Name: ({ name }: AfElement) => name,
  ID: ({ id }: AfElement) => id,
  Description: ({ description }: AfElement) => description,
  Type: ({ templateName }: AfElement) => templateName,
  Template: ({ templateName }: AfElement) => templateName,
} as const;

/** Elements: found, listed with paging, searched, made and changed. */
export function elementRoutes(world: World): PiRoute[] {
  const { plant } = world;
  return [
    get('/assetdatabases/{webId}/elements', (request) => {
      requireDatabase(plant, param(request, 'webId'));
      return listPage(world, request, undefined);
    }),
    write('POST', '/assetdatabases/{webId}/elements', (request) => {
      requireDatabase(plant, param(request, 'webId'));
      return create(world, request, undefined);
    }),
    get('/assetdatabases/{webId}/elementattributes', (request) => {
      requireDatabase(plant, param(request, 'webId'));
      return listElementAttributes(world, request, undefined);
    }),
    get('/assetdatabases/{webId}/referencedelements', (request) => {
      requireDatabase(plant, param(request, 'webId'));
      return pageOf(world, request, [], () => undefined);
    }),
    get('/elements', (request) =>
      presentElement(
        plant,
        findElementByPath(plant, requiredTextOf(request.query, 'path')),
        viewOf(plant, request),
      ),
    ),
    {
      method: 'GET',
      path: '/elements/multiple',
      handle: (request) => {
        const view = viewOf(plant, request);
        return multiple(request, {
          byWebId: (webId) => presentElement(plant, findElement(plant, webId), view),
          byPath: (path) => presentElement(plant, findElementByPath(plant, path), view),
        });
      },
    },
    get('/elements/search', (request) => {
      const database = textOf(request.query, 'databaseWebId');
      if (database !== undefined) requireDatabase(plant, database);
      const view = viewOf(plant, request);
      const found = sorted(
        request,
        searchElements(plant, textOf(request.query, 'query') ?? ''),
        ELEMENT_SORTS,
        'Name',
      );
      return pageOf(world, request, found, (element) => presentElement(plant, element, view));
    }),
    get('/elements/{webId}', (request) =>
      presentElement(plant, findElement(plant, param(request, 'webId')), viewOf(plant, request)),
    ),
    write('PATCH', '/elements/{webId}', (request) => {
      const element = findElement(plant, param(request, 'webId'));
      plant.elements.update(element.id, changeOf(fieldsOf(request)));
      return { status: 204 };
    }),
    write('DELETE', '/elements/{webId}', (request) => {
      plant.elements.delete(findElement(plant, param(request, 'webId')).id);
      return { status: 204 };
    }),
    get('/elements/{webId}/elements', (request) =>
      listPage(world, request, findElement(plant, param(request, 'webId')).id),
    ),
    write('POST', '/elements/{webId}/elements', (request) =>
      create(world, request, findElement(plant, param(request, 'webId')).id),
    ),
    get('/elements/{webId}/elementattributes', (request) =>
      listElementAttributes(world, request, findElement(plant, param(request, 'webId')).id),
    ),
    get('/elements/{webId}/categories', (request) => {
      const { categoryNames } = findElement(plant, param(request, 'webId'));
      const view = viewOf(plant, request);
      const own = plant.categories.filter(
        ({ kind, name }) => kind === 'element' && categoryNames.includes(name),
      );
      return { Links: {}, Items: own.map((category) => presentCategory(plant, category, view)) };
    }),
    get('/elements/{webId}/paths', (request) => ({
      Items: [findElement(plant, param(request, 'webId')).path],
    })),
    // The demo plant refers to no element from a second place and runs no analyses or notifications.
    ...['referencedelements', 'analyses', 'notificationrules'].map((name) =>
      get(`/elements/{webId}/${name}`, (request) => {
        findElement(plant, param(request, 'webId'));
        return pageOf(world, request, [], () => undefined);
      }),
    ),
  ];
}

function listPage(world: World, request: PiRequest, parentId: string | undefined) {
  const view = viewOf(world.plant, request);
  const found = listElements(world.plant, parentId, request.query);
  const ordered = sorted(request, found, ELEMENT_SORTS, 'Name');
  return pageOf(world, request, ordered, (element) => presentElement(world.plant, element, view));
}

function listElementAttributes(world: World, request: PiRequest, rootId: string | undefined) {
  const { plant } = world;
  const view = viewOf(plant, request);
  const isDeep = flagOf(request.query, 'searchFullHierarchy', false);
  const isWanted = elementTest(request.query, 'element');
  const matchesName = wildcard(textOf(request.query, 'attributeNameFilter') ?? '*');
  const matchesDescription = wildcard(textOf(request.query, 'attributeDescriptionFilter') ?? '*');
  const category = textOf(request.query, 'attributeCategory')?.toLowerCase();
  const type = textOf(request.query, 'attributeType')?.toLowerCase();
  const root = rootId === undefined ? undefined : plant.elements.findById(rootId);
  const near = [...(root ? [root] : []), ...plant.elements.childrenOf(rootId)];
  const elements = isDeep ? plant.elements.descendantsOf(rootId) : near;
  const attributes = elements
    .filter(isWanted)
    .flatMap((element) =>
      plant.attributes
        .ofOwner(element.id)
        .filter(
          (attribute) =>
            matchesName(attribute.name) &&
            matchesDescription(attribute.description) &&
            (type === undefined || attribute.type.toLowerCase() === type) &&
            (category === undefined ||
              attribute.categoryNames.some((name) => name.toLowerCase() === category)),
        ),
    );
  const ordered = sorted(request, attributes, ATTRIBUTE_SORTS, 'Name');
  return pageOf(world, request, ordered, (attribute) => presentAttribute(plant, attribute, view));
}

function create(world: World, request: PiRequest, parentId: string | undefined) {
  const fields = fieldsOf(request);
  const name = requiredTextField(fields, 'Name');
  const element = world.plant.elements.create({ ...changeOf(fields), name, parentId });
  const { Links: links } = presentElement(world.plant, element, viewOf(world.plant, request));
  return { status: 201, headers: { location: links.Self } };
}

function changeOf(fields: Fields): ElementChange {
  return given({
    name: textField(fields, 'Name'),
    description: textField(fields, 'Description'),
    templateName: textField(fields, 'TemplateName'),
    categoryNames: textsField(fields, 'CategoryNames'),
  });
}
