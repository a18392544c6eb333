import type { AttributeTemplate } from '../../plant/index.ts';
import { pathNotFound } from '../errors.ts';
import { pageOf } from '../paging.ts';
import { presentCategory } from '../present/present-servers.ts';
import { presentAttributeTemplate, presentElementTemplate } from '../present/present-template.ts';
import { viewOf } from '../present/view.ts';
import { flagOf, requiredTextOf } from '../query.ts';
import { findAttributeTemplate, findTemplate } from '../resolve.ts';
import { get, param, type PiRequest, type PiRoute } from '../route.ts';
import type { World } from '../world.ts';

/** Templates of elements and event frames and their attributes. */
export function templateRoutes(world: World): PiRoute[] {
  const { plant } = world;
  return [
    get('/elementtemplates', (request) => {
      const path = requiredTextOf(request.query, 'path');
      const found = plant.templates
        .list()
        .find((each) => each.path.toLowerCase() === path.toLowerCase());
      if (!found) throw pathNotFound(path, 'ElementTemplate');
      return presentElementTemplate(plant, found, viewOf(plant, request));
    }),
    get('/elementtemplates/{webId}', (request) =>
      presentElementTemplate(
        plant,
        findTemplate(plant, param(request, 'webId')),
        viewOf(plant, request),
      ),
    ),
    get('/elementtemplates/{webId}/attributetemplates', (request) => {
      const template = findTemplate(plant, param(request, 'webId'));
      const all = plant.templates.attributesOf(template.id);
      const isDeep = flagOf(request.query, 'showDescendants', false);
      const shown = isDeep ? all : all.filter(({ parentId }) => parentId === undefined);
      return listAttributes(request, shown);
    }),
    get('/elementtemplates/{webId}/categories', (request) => {
      const { categoryNames } = findTemplate(plant, param(request, 'webId'));
      return listCategories(request, 'element', categoryNames);
    }),
    get('/elementtemplates/{webId}/baseelementtemplates', (request) => {
      const { baseTemplate } = findTemplate(plant, param(request, 'webId'));
      return listTemplates(request, (name) => name === baseTemplate);
    }),
    get('/elementtemplates/{webId}/derivedelementtemplates', (request) => {
      const { name } = findTemplate(plant, param(request, 'webId'));
      return listTemplates(request, (_, base) => base === name);
    }),
    ...['analysistemplates', 'notificationruletemplates'].map((name) =>
      get(`/elementtemplates/{webId}/${name}`, (request) => {
        findTemplate(plant, param(request, 'webId'));
        return { Links: {}, Items: [] };
      }),
    ),
    get('/attributetemplates', (request) => {
      const path = requiredTextOf(request.query, 'path');
      const found = plant.templates
        .list()
        .flatMap(({ id }) => plant.templates.attributesOf(id))
        .find((each) => each.path.toLowerCase() === path.toLowerCase());
      if (!found) throw pathNotFound(path, 'AttributeTemplate');
      return presentAttributeTemplate(plant, found, viewOf(plant, request));
    }),
    get('/attributetemplates/{webId}', (request) =>
      presentAttributeTemplate(
        plant,
        findAttributeTemplate(plant, param(request, 'webId')),
        viewOf(plant, request),
      ),
    ),
    get('/attributetemplates/{webId}/attributetemplates', (request) => {
      const parent = findAttributeTemplate(plant, param(request, 'webId'));
      const all = plant.templates.attributesOf(parent.templateId);
      return listAttributes(
        request,
        all.filter(({ parentId }) => parentId === parent.id),
      );
    }),
    get('/attributetemplates/{webId}/categories', (request) => {
      const { categoryNames } = findAttributeTemplate(plant, param(request, 'webId'));
      return listCategories(request, 'attribute', categoryNames);
    }),
  ];

  function listAttributes(request: PiRequest, attributes: readonly AttributeTemplate[]) {
    const view = viewOf(plant, request);
    return pageOf(world, request, attributes, (each) =>
      presentAttributeTemplate(plant, each, view),
    );
  }

  function listTemplates(request: PiRequest, isWanted: (name: string, base: string) => boolean) {
    const view = viewOf(plant, request);
    const wanted = plant.templates.list().filter((each) => isWanted(each.name, each.baseTemplate));
    return { Links: {}, Items: wanted.map((each) => presentElementTemplate(plant, each, view)) };
  }

  function listCategories(
    request: PiRequest,
    wanted: 'element' | 'attribute',
    names: readonly string[],
  ) {
    const view = viewOf(plant, request);
    const own = plant.categories.filter(
      ({ kind, name }) => kind === wanted && names.includes(name),
    );
    return { Links: {}, Items: own.map((category) => presentCategory(plant, category, view)) };
  }
}
