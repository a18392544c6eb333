import type { Unit, UnitClass } from '../../plant/index.ts';
import { objectNotFound, pathNotFound } from '../errors.ts';
import { presentUnit, presentUnitClass } from '../present/present-template.ts';
import { viewOf } from '../present/view.ts';
import { requiredTextOf } from '../query.ts';
import { guidOf, requireAssetServer } from '../resolve.ts';
import { get, param, type PiRequest, type PiRoute } from '../route.ts';
import type { World } from '../world.ts';

/** The database of units of measure, read only. */
export function unitRoutes({ plant }: World): PiRoute[] {
  return [
    get('/assetservers/{webId}/unitclasses', (request) => {
      requireAssetServer(plant, param(request, 'webId'));
      const view = viewOf(plant, request);
      return {
        Links: {},
        Items: plant.units.classes().map((each) => presentUnitClass(plant, each, view)),
      };
    }),
    get('/unitclasses', (request) =>
      presentUnitClass(
        plant,
        byPath(plant.units.classes(), request, 'UOMClass'),
        viewOf(plant, request),
      ),
    ),
    get('/unitclasses/{webId}', (request) =>
      presentUnitClass(plant, findClass(request), viewOf(plant, request)),
    ),
    get('/unitclasses/{webId}/units', (request) => {
      const { name } = findClass(request);
      const view = viewOf(plant, request);
      const own = plant.units.units().filter(({ className }) => className === name);
      return { Links: {}, Items: own.map((unit) => presentUnit(plant, unit, view)) };
    }),
    get('/unitclasses/{webId}/canonicalunit', (request) => {
      const canonical = plant.units.find(findClass(request).canonicalUnit);
      if (!canonical) throw objectNotFound('UOM');
      return presentUnit(plant, canonical, viewOf(plant, request));
    }),
    get('/units', (request) =>
      presentUnit(plant, byPath(plant.units.units(), request, 'UOM'), viewOf(plant, request)),
    ),
    get('/units/{webId}', (request) => {
      const id = guidOf(plant, param(request, 'webId'), 'Ut');
      const unit = plant.units.units().find((each) => each.id === id);
      if (!unit) throw objectNotFound('UOM');
      return presentUnit(plant, unit, viewOf(plant, request));
    }),
  ];

  function findClass(request: PiRequest): UnitClass {
    const id = guidOf(plant, param(request, 'webId'), 'UC');
    const found = plant.units.classes().find((each) => each.id === id);
    if (!found) throw objectNotFound('UOMClass');
    return found;
  }
}

function byPath<T extends Unit | UnitClass>(
  all: readonly T[],
  request: PiRequest,
  identity: string,
): T {
  const path = requiredTextOf(request.query, 'path');
  const found = all.find((each) => each.path.toLowerCase() === path.toLowerCase());
  if (!found) throw pathNotFound(path, identity);
  return found;
}
