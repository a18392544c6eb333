import type { OpcUaConfig } from './opc-ua.schema.ts';

export type EndpointAddress = {
  readonly url: string;
  readonly host: string;
  readonly port: number;
};

/** Where the server is, by the endpoint URL or by host and port. */
export function endpointAddressOf(config: OpcUaConfig): EndpointAddress {
  if (config.endpointUrl) {
    const { hostname, port } = new URL(config.endpointUrl);
    return {
      url: config.endpointUrl,
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port === '' ? 4840 : Number(port),
    };
  }
  const host = config.host ?? '';
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return {
    url: `opc.tcp://${bracketed}:${config.port}`,
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port: config.port,
  };
}
