import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { generate } from 'selfsigned';
import { startAedes } from './start-aedes.ts';
import { startMosquitto } from './start-mosquitto.ts';

type Address = { readonly host: string; readonly port: number };

/** A real broker. `reader` (seCret-9) may read all but `secret/…`, `writer` (writes) may do everything. */
export interface TestBroker {
  readonly address: Address;
  /** With a certificate for 127.0.0.1 that `caFile` vouches for. */
  readonly tlsAddress: Address;
  readonly caFile: string;
  readonly webSocketAddress: Address;
  publish(topic: string, payload: string | Uint8Array, retain?: boolean): Promise<void>;
  /** As `publish` with QoS 0, without waiting: for floods. */
  pour(topic: string, payload: string | Uint8Array): void;
  /** Messages that went over the broker since it started, whoever sent them. */
  seen(): number;
  /** Ends it as a power cut would; the addresses stay. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export type BrokerPlace = {
  readonly folder: string;
  readonly port: number;
  readonly tlsPort: number;
  readonly webSocketPort: number;
  readonly key: string;
  readonly certificate: string;
};

export type RunningBroker = { kill(): Promise<void> };

const STARTERS = { mosquitto: startMosquitto, aedes: startAedes } as const;

/** The brokers that there are on this machine; one in this process always is. */
export const BROKERS: readonly (keyof typeof STARTERS)[] = hasMosquitto()
  ? ['mosquitto', 'aedes']
  : ['aedes'];

function hasMosquitto(): boolean {
  return ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/usr/bin/mosquitto'].some((path) =>
    existsSync(path),
  );
}

/** @param folder where its files go; whoever gives it removes it */
export async function startBroker(
  kind: keyof typeof STARTERS,
  folder: string,
): Promise<TestBroker> {
  const pair = await generate([{ name: 'commonName', value: 'broker of the tests' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, pair.cert);
  const [port, tlsPort, webSocketPort] = [await freePort(), await freePort(), await freePort()];
  const place = { folder, port, tlsPort, webSocketPort, key: pair.private, certificate: pair.cert };
  let running = await STARTERS[kind](place);
  let writer = await connectWriter(port);
  let seen = 0;
  const count = (): void => {
    seen += 1;
  };

  async function connectWriter(port: number): Promise<MqttClient> {
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
      username: 'writer',
      password: 'writes',
      reconnectPeriod: 0,
    });
    client.on('error', () => undefined);
    client.on('message', () => count());
    await client.subscribeAsync('#', { qos: 0 });
    return client;
  }

  return {
    address: { host: '127.0.0.1', port },
    tlsAddress: { host: '127.0.0.1', port: tlsPort },
    webSocketAddress: { host: '127.0.0.1', port: webSocketPort },
    caFile,
    async publish(topic, payload, retain = false) {
      await writer.publishAsync(topic, Buffer.from(payload as Uint8Array), { qos: 1, retain });
    },
    pour(topic, payload) {
      writer.publish(topic, Buffer.from(payload as Uint8Array), { qos: 0 });
    },
    seen: () => seen,
    async kill() {
      writer.end(true);
      await running.kill();
    },
    async restart() {
      running = await STARTERS[kind](place);
      writer = await connectWriter(port);
    },
    async close() {
      writer.end(true);
      await running.kill();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
