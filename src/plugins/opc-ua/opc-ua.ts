import { defineDataSource } from '#sdk';
import { OpcUaConfig } from './opc-ua.schema.ts';
import { openOpcUaSource } from './opc-ua-source.ts';

/** OPC UA servers: of control systems, gateways and historians. It reads, browses and subscribes; it never writes or calls. */
export const opcUa = defineDataSource({
  kind: 'opc-ua',
  title: 'OPC UA',
  capabilities: ['search', 'read', 'history', 'summary', 'subscribe'],
  config: OpcUaConfig,
  connect: async (config, tools) => openOpcUaSource(config, tools),
});
