import type { MqttConfig } from './mqtt.schema.ts';

export type BrokerAddress = {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  /** Of a connection by WebSocket. */
  readonly webSocketUrl?: string;
};

/** Where the broker is, by the URL or by host and port. */
export function brokerAddressOf(config: MqttConfig): BrokerAddress {
  const url = config.url ? new URL(config.url) : undefined;
  if (!url) {
    const host = config.host ?? '';
    return { host: bare(host), port: config.port ?? portOf(config.tls), isTls: config.tls };
  }
  const isTls = url.protocol === 'mqtts:' || url.protocol === 'wss:';
  const isWebSocket = url.protocol.startsWith('ws');
  const standard = isWebSocket ? (isTls ? 443 : 80) : portOf(isTls);
  return {
    host: bare(url.hostname),
    port: url.port === '' ? standard : Number(url.port),
    isTls,
    ...(isWebSocket && { webSocketUrl: url.href }),
  };
}

function portOf(isTls: boolean): number {
  return isTls ? 8883 : 1883;
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
