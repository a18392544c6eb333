import type { ClientSession, OPCUAClient, OPCUAClientOptions } from 'node-opcua-client';
import type { Clock, Outbound } from '#sdk';
import { abortable } from './abortable.ts';
import { findApplicationCertificate } from './application-certificate.ts';
import type { ApplicationCertificate } from './application-certificate.ts';
import { endpointAddressOf } from './endpoint-address.ts';
import { findEndpoint } from './find-endpoint.ts';
import { judgeServerCertificate } from './judge-server-certificate.ts';
import { loadLibrary } from './load-library.ts';
import type { OpcUaLibrary } from './load-library.ts';
import type { OpcUaConfig } from './opc-ua.schema.ts';
import { readLimits } from './operation-limits.ts';
import type { OperationLimits } from './operation-limits.ts';
import { createOutboundTransport } from './outbound-transport.ts';
import type { OutboundTransport } from './outbound-transport.ts';
import { toOpcUaError } from './to-opc-ua-error.ts';
import { userIdentityOf } from './user-identity.ts';

/** The server forgets a session this long after the last word; one is said much sooner. */
const SESSION_TIMEOUT_MS = 10 * 60_000;
const KEEP_ALIVE_MS = 30_000;
const CLOSE_WITHIN_MS = 1_000;

/** A log-in to the server that is open. */
export interface OpenSession {
  readonly session: ClientSession;
  readonly library: OpcUaLibrary;
  readonly limits: OperationLimits;
  isBroken(): boolean;
  /** Resolves once nothing can be asked of it any more. */
  readonly ended: Promise<void>;
  /** What came from the server so far: the sign that it lives. */
  bytesRead(): number;
  /** Says good-bye; a server that does not answer is left. Never throws. */
  close(): Promise<void>;
}

export type SessionTools = {
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly folder: string | undefined;
};

/** Told how far it has come, for the connection test. */
export type Progress = (step: 'reached' | 'trusted' | 'loggedIn', channel: string) => void;

/**
 * Connects, makes sure of the server, and logs in. Where the channel is secured, the server is asked for its endpoints
 * first, over a connection of its own without security; what it says there is believed only once it proves it.
 *
 * @throws AppError
 */
export async function openSession(
  config: OpcUaConfig,
  tools: SessionTools,
  signal: AbortSignal,
  progress: Progress = () => undefined,
): Promise<OpenSession> {
  const library = await abortable(loadLibrary(), signal);
  const address = endpointAddressOf(config);
  tools.outbound.assertAllowed(address.host);
  const own = await findApplicationCertificate(library, config, tools.folder);
  const identity = await userIdentityOf(library, config);
  const isSecured = config.securityMode !== 'none';
  const chosen = isSecured ? await discover(library, config, tools, own, signal) : undefined;
  if (chosen) {
    progress('reached', config.securityMode);
    const judged = { host: address.host, now: tools.clock() };
    await judgeServerCertificate(chosen.certificate, config, judged);
  }
  const channel = await createOutboundTransport(tools.outbound, address);
  const client = library.OPCUAClient.create({
    ...optionsFor(library, config, own, channel),
    ...(chosen && {
      securityMode:
        config.securityMode === 'sign'
          ? library.MessageSecurityMode.Sign
          : library.MessageSecurityMode.SignAndEncrypt,
      securityPolicy: chosen.policyUri,
      serverCertificate: chosen.certificate,
    }),
  });
  try {
    await abortable(client.connect(address.url), signal);
    if (!chosen) progress('reached', config.securityMode);
    progress('trusted', chosen?.policyUri ?? 'None');
    const session = await abortable(client.createSession(identity), signal);
    progress('loggedIn', config.securityMode);
    const limits = await abortable(readLimits(session, config.maxNodesPerRequest), signal);
    return openedSession(library, client, session, channel, limits);
  } catch (error) {
    await leave(client, channel);
    throw toOpcUaError(channel.lastFailure() ?? error, own.thumbprint, error);
  }
}

async function discover(
  library: OpcUaLibrary,
  config: OpcUaConfig,
  tools: SessionTools,
  own: ApplicationCertificate,
  signal: AbortSignal,
) {
  const address = endpointAddressOf(config);
  const channel = await createOutboundTransport(tools.outbound, address);
  const client = library.OPCUAClient.create(optionsFor(library, config, own, channel));
  try {
    await abortable(client.connect(address.url), signal);
    const offered = await abortable(client.getEndpoints({ endpointUrl: address.url }), signal);
    return findEndpoint(offered, config);
  } catch (error) {
    throw toOpcUaError(channel.lastFailure() ?? error, own.thumbprint, error);
  } finally {
    await leave(client, channel);
  }
}

/** One attempt and no more: whoever asks next connects anew, so that nothing goes on by itself behind the question. */
function optionsFor(
  library: OpcUaLibrary,
  config: OpcUaConfig,
  own: ApplicationCertificate,
  channel: OutboundTransport,
): OPCUAClientOptions {
  const key = library.crypto_utils.makePrivateKeyFromPem(own.privateKeyPem);
  return {
    applicationName: 'Plantline',
    applicationUri: own.applicationUri,
    clientName: 'Plantline',
    certificateKeyPairProvider: {
      getCertificate: () => own.certificate,
      getCertificateChain: () => [own.certificate],
      getPrivateKey: () => key,
    },
    connectionStrategy: { maxRetry: 0, initialDelay: 100, maxDelay: 100 },
    endpointMustExist: false,
    keepSessionAlive: true,
    keepAliveInterval: KEEP_ALIVE_MS,
    requestedSessionTimeout: SESSION_TIMEOUT_MS,
    defaultTransactionTimeout: config.timeoutMs,
    transportTimeout: config.timeoutMs,
    transportFactory: channel.factory,
  };
}

function openedSession(
  library: OpcUaLibrary,
  client: OPCUAClient,
  session: ClientSession,
  channel: OutboundTransport,
  limits: OperationLimits,
): OpenSession {
  let isBroken = false;
  let closing: Promise<void> | undefined;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      isBroken = true;
      resolve();
    };
    client.on('close', end);
    client.on('connection_lost', end);
    client.on('abort', end);
    session.on('session_closed', end);
  });
  return {
    session,
    library,
    limits,
    isBroken: () => isBroken,
    ended,
    bytesRead: () => client.bytesRead,
    close() {
      closing ??= leave(client, channel, isBroken ? undefined : session);
      return closing;
    },
  };
}

/** Ends a connection whatever state it is in. */
async function leave(
  client: OPCUAClient,
  channel: OutboundTransport,
  session?: ClientSession,
): Promise<void> {
  const timeUp = AbortSignal.timeout(CLOSE_WITHIN_MS);
  const goodBye = async (): Promise<void> => {
    if (session) await session.close(true);
    await client.disconnect();
  };
  await abortable(goodBye(), timeUp).catch(() => undefined);
  channel.destroy();
}
