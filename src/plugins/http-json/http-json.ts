import { defineDataSource } from '#sdk';
import { HttpJsonConfig } from './http-json.schema.ts';
import { openSource } from './open-source.ts';

/** Any API that answers questions over HTTP with JSON: work orders, weather, energy, a historian's web interface. */
export const httpJson = defineDataSource({
  kind: 'http-json',
  title: 'HTTP JSON API',
  capabilities: ['search', 'read', 'history', 'summary', 'query', 'browse'],
  config: HttpJsonConfig,
  async connect(config, tools) {
    return openSource(config, tools);
  },
});
