import type { DataSourcePlugin, TransportPlugin } from '#sdk';
import { avevaPi } from './aveva-pi/index.ts';
import { connectDataServices } from './connect-data-services/index.ts';
import { httpJson } from './http-json/index.ts';
import { mqtt } from './mqtt/index.ts';
import { mysql } from './mysql/index.ts';
import { opcUa } from './opc-ua/index.ts';
import { postgresql } from './postgresql/index.ts';
import { oracle } from './oracle/index.ts';
import { simulator } from './simulator/index.ts';
import { sqlServer } from './sql-server/index.ts';
import { sqlite } from './sqlite/index.ts';
import { whatsappCloud } from './whatsapp-cloud/index.ts';
import { whatsappWeb } from './whatsapp-web/index.ts';

/** Every plugin this build ships. Adding one is a folder beside this file and a line here. */
export const plugins: {
  readonly dataSources: readonly DataSourcePlugin[];
  readonly transports: readonly TransportPlugin[];
} = {
  dataSources: [
    avevaPi,
    postgresql,
    mysql,
    oracle,
    sqlServer,
    sqlite,
    connectDataServices,
    httpJson,
    opcUa,
    mqtt,
  ],
  transports: [simulator, whatsappWeb, whatsappCloud],
};
