import { expect, test } from 'vitest';
import { routeServer } from '../../tests/support/route-server.ts';
import { plugins } from '../plugins/index.ts';
import type { Plugins } from './data-sources.schema.ts';
import { pluginRoutes } from './plugins.routes.ts';

test('each kind of data source tells what its form must ask and what it can be asked', async () => {
  const { call } = await routeServer('sqlite', () => pluginRoutes(plugins.dataSources));
  const { status, body } = await call('GET', '/plugins', undefined, 'viewer');
  expect(status).toBe(200);
  const pi = (body as Plugins).items.find(({ kind }) => kind === 'aveva-pi');
  expect(pi).toMatchObject({
    title: 'AVEVA PI',
    capabilities: ['search', 'read', 'history', 'summary', 'query', 'events'],
    configSchema: {
      type: 'object',
      required: ['baseUrl'],
      properties: {
        baseUrl: {
          type: 'string',
          title: 'Base URL',
          description: expect.any(String),
          examples: ['https://pi.example.com/piwebapi'],
        },
        mode: { enum: ['web-api', 'gateway'], default: 'web-api' },
        password: { type: 'string', title: 'Password', secret: true },
        username: { deprecated: true },
        tags: { type: 'array', items: { type: 'object', required: ['name'] } },
      },
    },
  });
});
