import type { Connection } from 'oracledb';
import type { DataSourceTools } from '#sdk';
import { type TlsOptions, unlessAborted } from '#sdk/sql';
import { openTunnel } from './open-tunnel.ts';
import type { Tunnel } from './open-tunnel.ts';
import { type OracleConfig, portOf, serviceOf } from './oracle.schema.ts';

export type OracleLibrary = typeof import('oracledb');

/** A session of Oracle. */
export interface OracleConnection {
  readonly library: OracleLibrary;
  readonly client: Connection;
  readonly tunnel: Tunnel;
  readonly isEncrypted: boolean;
  /** False once its state is not sure any more. */
  isSure: boolean;
  /** Settles once nothing is under way; its error is told elsewhere. */
  idle: Promise<unknown>;
  isBusy: boolean;
}

/**
 * Connects, logs in, and sets the session up. The driver is loaded when the first connection is made.
 *
 * @throws what the driver, the network and the database say
 */
export async function openConnection(
  config: OracleConfig,
  { outbound, timeZone }: Pick<DataSourceTools, 'outbound' | 'timeZone'>,
  tls: TlsOptions | undefined,
  signal: AbortSignal,
): Promise<OracleConnection> {
  const { default: library } = await import('oracledb');
  const { host, user, password = '', maxBytes, timeoutMs } = config;
  const to = { host: host.replace(/^\[(.*)\]$/, '$1'), port: portOf(config) };
  const tunnel = await openTunnel(to, { outbound, tls, maxBytes }, signal);
  try {
    const connecting = library.getConnection({
      user,
      password,
      connectString: descriptorOf(tunnel.port, serviceOf(config)),
    });
    const client = await unlessAborted(connecting, signal, () => tunnel.destroy());
    client.callTimeout = timeoutMs;
    const setUp = client.execute(sessionSetup(timeZone));
    await unlessAborted(setUp, signal, () => tunnel.destroy());
    return {
      library,
      client,
      tunnel,
      isEncrypted: tls !== undefined,
      isSure: true,
      idle: Promise.resolve(),
      isBusy: false,
    };
  } catch (error) {
    tunnel.destroy();
    throw tunnel.failure() ?? error;
  }
}

/** This machine’s end of the tunnel; what is said to the listener is the service. */
function descriptorOf(port: number, service: string): string {
  const address = `(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT=${port}))`;
  return `(DESCRIPTION=(RETRY_COUNT=0)${address}(CONNECT_DATA=(SERVICE_NAME=${service})))`;
}

/** Local times mean the plant’s, and what the database itself turns into text has one form everywhere. */
function sessionSetup(timeZone: string): string {
  return [
    `ALTER SESSION SET TIME_ZONE = '${timeZone.replaceAll("'", "''")}'`,
    `NLS_NUMERIC_CHARACTERS = '.,'`,
    `NLS_DATE_FORMAT = 'YYYY-MM-DD HH24:MI:SS'`,
    `NLS_TIMESTAMP_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF'`,
    `NLS_TIMESTAMP_TZ_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM'`,
  ].join(' ');
}
