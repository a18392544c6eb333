import { formatInstant, instantFromMs } from '../../time/instant.ts';
import { apiError } from '../errors.ts';
import { get, param, type PiRoute } from '../route.ts';
import type { World } from '../world.ts';

/** Home and system: what the server is, how it does, and who is asking. */
export function systemRoutes(world: World): PiRoute[] {
  const { plant } = world;
  return [
    get('/', ({ baseUrl }) => ({
      Links: {
        Self: `${baseUrl}/`,
        AssetServers: `${baseUrl}/assetservers`,
        DataServers: `${baseUrl}/dataservers`,
        Search: `${baseUrl}/search`,
        System: `${baseUrl}/system`,
      },
    })),
    get('/system', ({ baseUrl }) => ({
      ProductTitle: world.productTitle,
      ProductVersion: world.productVersion,
      Links: {
        Self: `${baseUrl}/system`,
        CacheInstances: `${baseUrl}/system/cacheinstances`,
        Configuration: `${baseUrl}/system/configuration`,
        UserInfo: `${baseUrl}/system/userinfo`,
        Versions: `${baseUrl}/system/versions`,
        Status: `${baseUrl}/system/status`,
      },
    })),
    get('/system/status', () => ({
      UpTimeInMinutes: Math.round((Date.now() - world.startedAtMs) / 6) / 10_000,
      State: 'Running',
      CacheInstances: 0,
      ServerTime: formatInstant(plant.now()),
    })),
    get('/system/versions', () => {
      const [major = '', minor = '', build = ''] = world.productVersion.split('.');
      const version = {
        FullVersion: world.productVersion,
        MajorMinorRevision: `${major}.${minor}.${build}`,
        Build: world.productVersion.split('.')[3] ?? '0',
      };
      return { 'OSIsoft.REST.Services': version, 'OSIsoft.REST.Common': version };
    }),
    get('/system/userinfo', ({ user }) => ({
      IdentityType: 'WindowsIdentity',
      Name: user,
      IsAuthenticated: world.authKind !== 'anonymous',
      SID: 'S-1-5-21-1004336348-1177238915-682003330-1001',
      ImpersonationLevel: 'Impersonation',
    })),
    get('/system/cacheinstances', () => ({ Links: {}, Items: [] })),
    get('/system/configuration', () => configurationOf(world)),
    get('/system/configuration/{key}', (request) => {
      const key = param(request, 'key').toLowerCase();
      const entry = Object.entries(configurationOf(world)).find(
        ([name]) => name.toLowerCase() === key,
      );
      if (!entry) throw apiError(404, `The configuration item '${key}' was not found.`);
      return { Key: entry[0], Value: entry[1] };
    }),
    get('/channels/instances', () => ({
      Links: {},
      Items: [...world.channels.values()].map((channel) => ({
        Id: channel.id,
        StartTime: formatInstant(instantFromMs(channel.startedAtMs)),
        LastMessageSentTime: formatInstant(
          channel.lastMessageAtMs === undefined
            ? -Infinity
            : instantFromMs(channel.lastMessageAtMs),
        ),
        SentMessageCount: channel.sentMessages,
      })),
    })),
  ];
}

function configurationOf({ authKind, maxItems }: World): Record<string, unknown> {
  const method = authKind.charAt(0).toUpperCase() + authKind.slice(1);
  return {
    AuthenticationMethods: [method],
    DebugMode: false,
    DisableWrites: false,
    EnableCSRFDefense: true,
    MaxReturnedItemsPerCall: maxItems,
  };
}
