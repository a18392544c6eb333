import { dataSourceContract } from '../../../tests/contracts/data-source.contract.ts';
import { startOpcUaPlant } from '../../../tests/support/opc-ua/start-opc-ua-plant.ts';
import type { OpcUaPlant } from '../../../tests/support/opc-ua/start-opc-ua-plant.ts';
import { opcUa } from './index.ts';

let changes = 0;

dataSourceContract({
  name: 'An OPC UA server',
  plugin: opcUa,
  start: () => startOpcUaPlant(),
  configFor: ({ host, port }) => ({
    endpointUrl: `opc.tcp://${host}:${port}/plant`,
    securityMode: 'none' as const,
    user: 'operator',
    password: 'seCret-9',
    publishingIntervalMs: 50,
  }),
  known: ['Area/Unit1/Load', 'Area/Unit1/Main steam/Pressure'],
  units: ['MW', 'bar'],
  unknown: 'Area/Unit1/No such thing',
  emptyRange: { start: '2011-01-01T00:00:00Z', end: '2011-01-02T00:00:00Z' },
  async change(system) {
    changes += 1;
    await (system as OpcUaPlant).tell({ order: 'set', value: 500 + changes });
  },
  lacks: ['query', 'events', 'browse'],
  secrets: ['seCret-9', 'operator'],
});
