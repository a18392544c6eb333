import type { Category } from '../../plant/index.ts';
import { pathNotFound } from '../errors.ts';
import {
  presentAssetServer,
  presentCategory,
  presentDatabase,
  presentEnumerationSet,
} from '../present/present-servers.ts';
import { presentElementTemplate } from '../present/present-template.ts';
import { viewOf } from '../present/view.ts';
import { requiredTextOf, textOf } from '../query.ts';
import {
  findCategory,
  requireAssetServer,
  requireAssetServerPath,
  requireDatabase,
  requireDatabasePath,
} from '../resolve.ts';
import { get, param, type PiRequest, type PiRoute } from '../route.ts';
import { wildcard } from '../wildcard.ts';
import type { World } from '../world.ts';

const CATEGORY_KINDS: readonly Category['kind'][] = ['element', 'attribute', 'table', 'analysis'];

/** AF servers, their databases, and what a database holds besides elements and event frames. */
export function assetRoutes(world: World): PiRoute[] {
  const { plant } = world;
  return [
    get('/assetservers', (request) => {
      const view = viewOf(plant, request);
      const path = textOf(request.query, 'path');
      const name = textOf(request.query, 'name');
      if (path !== undefined) requireAssetServerPath(plant, path);
      else if (name !== undefined) requireAssetServerPath(plant, `\\\\${name}`);
      else return { Links: {}, Items: [presentAssetServer(plant, view)] };
      return presentAssetServer(plant, view);
    }),
    get('/assetservers/{webId}', (request) => {
      requireAssetServer(plant, param(request, 'webId'));
      return presentAssetServer(plant, viewOf(plant, request));
    }),
    get('/assetservers/{webId}/assetdatabases', (request) => {
      requireAssetServer(plant, param(request, 'webId'));
      return { Links: {}, Items: [presentDatabase(plant, viewOf(plant, request))] };
    }),
    get('/assetdatabases', (request) => {
      requireDatabasePath(plant, requiredTextOf(request.query, 'path'));
      return presentDatabase(plant, viewOf(plant, request));
    }),
    get('/assetdatabases/{webId}', (request) => {
      requireDatabase(plant, param(request, 'webId'));
      return presentDatabase(plant, viewOf(plant, request));
    }),
    ofDatabase('enumerationsets', (request) => {
      const view = viewOf(plant, request);
      return plant.enumerationSets.map((set) => presentEnumerationSet(plant, set, view));
    }),
    ofDatabase('elementtemplates', (request) => {
      const view = viewOf(plant, request);
      const matches = wildcard(textOf(request.query, 'query') ?? '*');
      const wanted = plant.templates.list().filter(({ name }) => matches(name));
      return wanted.map((template) => presentElementTemplate(plant, template, view));
    }),
    // The demo database has no tables, analyses or templates of them.
    ofDatabase('tables', () => []),
    ofDatabase('analyses', () => []),
    ofDatabase('analysistemplates', () => []),
    ...CATEGORY_KINDS.flatMap((kind) => categoryRoutes(kind)),
  ];

  function ofDatabase(name: string, list: (request: PiRequest) => readonly unknown[]): PiRoute {
    return get(`/assetdatabases/{webId}/${name}`, (request) => {
      requireDatabase(plant, param(request, 'webId'));
      return { Links: {}, Items: list(request) };
    });
  }

  function categoryRoutes(kind: Category['kind']): PiRoute[] {
    return [
      ofDatabase(`${kind}categories`, (request) => {
        const view = viewOf(plant, request);
        const ofKind = plant.categories.filter((category) => category.kind === kind);
        return ofKind.map((category) => presentCategory(plant, category, view));
      }),
      get(`/${kind}categories`, (request) => {
        const path = requiredTextOf(request.query, 'path');
        const found = plant.categories.find(
          (each) => each.kind === kind && each.path.toLowerCase() === path.toLowerCase(),
        );
        if (!found) throw pathNotFound(path, 'Category');
        return presentCategory(plant, found, viewOf(plant, request));
      }),
      get(`/${kind}categories/{webId}`, (request) =>
        presentCategory(
          plant,
          findCategory(plant, param(request, 'webId'), kind),
          viewOf(plant, request),
        ),
      ),
    ];
  }
}
