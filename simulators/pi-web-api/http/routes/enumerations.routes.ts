import { presentEnumerationSet, presentEnumerationValue } from '../present/present-servers.ts';
import { pathNotFound } from '../errors.ts';
import { viewOf } from '../present/view.ts';
import { requiredTextOf } from '../query.ts';
import { allSets, findEnumerationSet, findEnumerationValue } from '../resolve.ts';
import { get, param, type PiRoute } from '../route.ts';
import type { World } from '../world.ts';

/** Digital state sets and AF enumeration sets. */
export function enumerationRoutes({ plant }: World): PiRoute[] {
  return [
    get('/enumerationsets', (request) => {
      const path = requiredTextOf(request.query, 'path');
      const set = allSets(plant).find((each) => each.path.toLowerCase() === path.toLowerCase());
      if (!set) throw pathNotFound(path, 'EnumerationSet');
      return presentEnumerationSet(plant, set, viewOf(plant, request));
    }),
    get('/enumerationsets/{webId}', (request) =>
      presentEnumerationSet(
        plant,
        findEnumerationSet(plant, param(request, 'webId')),
        viewOf(plant, request),
      ),
    ),
    get('/enumerationsets/{webId}/enumerationvalues', (request) => {
      const set = findEnumerationSet(plant, param(request, 'webId'));
      const view = viewOf(plant, request);
      return {
        Links: {},
        Items: set.values.map((value) => presentEnumerationValue(set, value, view)),
      };
    }),
    get('/enumerationvalues', (request) => {
      const path = requiredTextOf(request.query, 'path').toLowerCase();
      for (const set of allSets(plant)) {
        const value = set.values.find((each) => each.path.toLowerCase() === path);
        if (value) return presentEnumerationValue(set, value, viewOf(plant, request));
      }
      throw pathNotFound(path, 'EnumerationValue');
    }),
    get('/enumerationvalues/{webId}', (request) => {
      const { set, value } = findEnumerationValue(plant, param(request, 'webId'));
      return presentEnumerationValue(set, value, viewOf(plant, request));
    }),
  ];
}
