import { apiError } from '../errors.ts';
import { EVERYTHING_ALLOWED } from '../present/present-assets.ts';
import { listOf, requiredListOf, textOf } from '../query.ts';
import { markerOf } from '../resolve.ts';
import { get, param, type PiRequest, type PiRoute } from '../route.ts';
import { wildcard } from '../wildcard.ts';

const SECURED = [
  'assetservers',
  'assetdatabases',
  'elements',
  'eventframes',
  'elementtemplates',
  'enumerationsets',
  'elementcategories',
  'attributecategories',
  'tablecategories',
  'analysiscategories',
] as const;
const IDENTITY = 'World';

/** Security as far as links lead there: whoever got in may do everything, by one entry for World. */
export function securityRoutes(): PiRoute[] {
  return SECURED.flatMap((controller) => [
    get(`/${controller}/{webId}/security`, (request) => {
      const webId = ownerOf(request);
      const owner = `${request.baseUrl}/${controller}/${webId}`;
      const items = requiredListOf(request.query, 'userIdentity').map((identity) => ({
        OwnerWebId: webId,
        SecurityItem: listOf(request.query, 'securityItem')[0] ?? 'Default',
        UserIdentity: identity,
        ...EVERYTHING_ALLOWED,
        Links: {
          Self: `${owner}/security?userIdentity=${encodeURIComponent(identity)}`,
          Owner: owner,
        },
      }));
      return { Links: {}, Items: items };
    }),
    get(`/${controller}/{webId}/securityentries`, (request) => {
      const matches = wildcard(textOf(request.query, 'nameFilter') ?? '*');
      ownerOf(request);
      return {
        Links: {},
        Items: [entryOf(request, controller)].filter(({ Name: name }) => matches(name)),
      };
    }),
    get(`/${controller}/{webId}/securityentries/{name}`, (request) => {
      ownerOf(request);
      if (param(request, 'name').toLowerCase() !== IDENTITY.toLowerCase()) {
        throw apiError(404, 'The specified security entry was not found.');
      }
      return entryOf(request, controller);
    }),
  ]);
}

function ownerOf(request: PiRequest): string {
  const webId = param(request, 'webId');
  markerOf(webId);
  return webId;
}

function entryOf(request: PiRequest, controller: string) {
  const owner = `${request.baseUrl}/${controller}/${param(request, 'webId')}`;
  return {
    Name: IDENTITY,
    SecurityIdentityName: IDENTITY,
    AllowRights: ['All'],
    DenyRights: [],
    Links: {
      Self: `${owner}/securityentries/${IDENTITY}`,
      SecurableObject: owner,
    },
  };
}
