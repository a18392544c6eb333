import { defineDataSource } from '#sdk';
import { ConnectDataServicesConfig } from './connect-data-services.schema.ts';
import { openSdsSource } from './open-sds-source.ts';

/** AVEVA CONNECT data services, formerly AVEVA Data Hub and OSIsoft Cloud Services: streams of its Sequential Data Store. */
export const connectDataServices = defineDataSource({
  kind: 'connect-data-services',
  title: 'AVEVA CONNECT data services',
  capabilities: ['search', 'read', 'history', 'summary'],
  config: ConnectDataServicesConfig,
  async connect(config, tools) {
    return openSdsSource(config, tools);
  },
});
