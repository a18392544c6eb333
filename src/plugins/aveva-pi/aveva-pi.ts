import { defineDataSource } from '#sdk';
import { AvevaPiConfig } from './aveva-pi.schema.ts';
import { openGatewaySource } from './gateway/gateway-source.ts';
import { openWebApiSource } from './web-api-source.ts';

/** AVEVA PI: by PI Web API, or by a plant's own gateway in front of it. */
export const avevaPi = defineDataSource({
  kind: 'aveva-pi',
  title: 'AVEVA PI',
  capabilities: ['search', 'read', 'history', 'summary', 'query', 'events'],
  config: AvevaPiConfig,
  async connect(config, tools) {
    return config.mode === 'gateway'
      ? openGatewaySource(config, tools)
      : openWebApiSource(config, tools);
  },
});
