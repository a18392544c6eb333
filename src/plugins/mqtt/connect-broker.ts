import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Duplex } from 'node:stream';
import type { IClientOptions, MqttClient } from 'mqtt';
import type { Outbound } from '#sdk';
import { brokerAddressOf } from './broker-address.ts';
import type { BrokerAddress } from './broker-address.ts';
import { badCertificateFile, connectionLost, timedOut } from './mqtt.errors.ts';
import type { MqttConfig } from './mqtt.schema.ts';
import { toMqttError } from './to-mqtt-error.ts';

/** How long the broker keeps messages for a session that is not clean, with MQTT 5; 3.1.1 leaves it to the broker. */
const SESSION_EXPIRY_SECONDS = 86_400;

export type OnMessage = (topic: string, payload: Buffer) => void;

export type ConnectedBroker = {
  readonly client: MqttClient;
  /** The broker kept messages while we were away. */
  readonly wasKept: boolean;
  /** Resolves with the reason once the connection is gone. */
  readonly ended: Promise<Error>;
  close(): Promise<void>;
};

/**
 * One connection to the broker, logged in. It is not taken up again by itself: who holds it does that.
 *
 * @param asOther for a connection beside the source's own, which must not push that one out
 * @throws AppError
 */
export async function connectBroker(
  config: MqttConfig,
  outbound: Outbound,
  onMessage: OnMessage,
  signal: AbortSignal,
  asOther = false,
): Promise<ConnectedBroker> {
  // Loaded when the first such source is used.
  const library = await import('mqtt');
  const address = brokerAddressOf(config);
  outbound.assertAllowed(address.host);
  const tls = address.isTls ? await tlsOptionsOf(config) : {};
  if (signal.aborted) throw timedOut();
  const options = optionsOf(config, asOther);
  const client =
    address.webSocketUrl === undefined
      ? new library.MqttClient(() => openStream(outbound, address, tls), options)
      : library.connect(address.webSocketUrl, {
          ...options,
          ...tls,
          wsOptions: { ...tls, lookup: outbound.lookup, followRedirects: false },
        });
  client.on('message', onMessage);
  let failure: Error | undefined;
  client.on('error', (error) => {
    failure ??= error;
  });
  const ended = new Promise<Error>((resolve) => {
    client.once('close', () => resolve(failure ?? connectionLost()));
  });
  const close = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      client.end(true, () => resolve());
    });
  };
  try {
    const wasKept = await untilConnected(client, ended, () => failure, signal);
    return { client, wasKept, ended, close };
  } catch (error) {
    client.removeListener('message', onMessage);
    await close();
    throw toMqttError(error);
  }
}

/** Whether the session was kept by the broker. */
async function untilConnected(
  client: MqttClient,
  ended: Promise<Error>,
  failure: () => Error | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(timedOut(failure()));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([
      new Promise<boolean>((resolve) => {
        client.once('connect', ({ sessionPresent }) => resolve(sessionPresent));
      }),
      ended.then((reason) => {
        throw reason;
      }),
      aborted,
    ]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

function optionsOf(config: MqttConfig, asOther: boolean): IClientOptions {
  const isClean = asOther || config.cleanSession;
  const own = `plantline-${randomUUID().slice(0, 13)}`;
  return {
    protocolVersion: config.protocolVersion === '5' ? 5 : 4,
    clientId: asOther ? own : (config.clientId ?? own),
    clean: isClean,
    keepalive: config.keepAliveSeconds,
    connectTimeout: config.timeoutMs,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    ...(config.user !== undefined && { username: config.user }),
    ...(config.password !== undefined && { password: config.password }),
    ...(config.protocolVersion === '5' &&
      !isClean && { properties: { sessionExpiryInterval: SESSION_EXPIRY_SECONDS } }),
  };
}

type TlsOptions = {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly rejectUnauthorized?: boolean;
};

async function tlsOptionsOf(config: MqttConfig): Promise<TlsOptions> {
  const [ca, cert, key] = await Promise.all([
    readOptional(config.caFile, 'caFile'),
    readOptional(config.certificateFile, 'certificateFile'),
    readOptional(config.privateKeyFile, 'privateKeyFile'),
  ]);
  return {
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    rejectUnauthorized: !config.insecureSkipTlsVerify,
  };
}

async function readOptional(path: string | undefined, field: string): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path);
  } catch (error) {
    throw badCertificateFile(field, error);
  }
}

function openStream(
  outbound: Outbound,
  { host, port, isTls }: BrokerAddress,
  tls: TlsOptions,
): Duplex {
  const socket = outbound.connect({ host, port });
  if (!isTls) return socket;
  const secured = connectTls({
    ...tls,
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
  });
  // What goes wrong before the handshake is the socket's.
  socket.on('error', (error) => secured.destroy(error));
  return secured;
}
