import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAM = '/usr/sbin/mariadbd';
const ZONES = '/usr/share/zoneinfo';
const STARTS_WITHIN_MS = 60_000;

/** Whether a MariaDB of a test's own can be started: one that has TLS, and knows a time zone. */
export const CAN_START_MARIADB = existsSync(PROGRAM) && existsSync(join(ZONES, 'Europe/Berlin'));

/** A MariaDB server with TLS that knows the zone Europe/Berlin; its `root` has no password. */
export async function startOwnMariadb({
  key,
  cert,
}: {
  readonly key: string;
  readonly cert: string;
}): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'plantline-mariadb-'));
  const asUser = process.getuid?.() === 0 ? ['--user=mysql'] : [];
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'cert.pem'), cert);
  if (asUser.length > 0) execFileSync('chown', ['-R', 'mysql', folder]);
  execFileSync(
    'mariadb-install-db',
    [
      '--no-defaults',
      `--datadir=${join(folder, 'data')}`,
      '--skip-test-db',
      '--auth-root-authentication-method=normal',
      ...asUser,
    ],
    { stdio: 'ignore' },
  );
  const port = await freePort();
  const socket = join(folder, 'socket');
  const server = spawn(
    PROGRAM,
    [
      '--no-defaults',
      `--datadir=${join(folder, 'data')}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      `--socket=${socket}`,
      `--ssl-cert=${join(folder, 'cert.pem')}`,
      `--ssl-key=${join(folder, 'key.pem')}`,
      '--innodb-flush-log-at-trx-commit=0',
      ...asUser,
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await untilAnswers(port);
  const zone = execFileSync('mariadb-tzinfo-to-sql', [
    join(ZONES, 'Europe/Berlin'),
    'Europe/Berlin',
  ]);
  execFileSync('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', 'mysql'], {
    input: zone,
  });
  return {
    port,
    async close() {
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilAnswers(port: number): Promise<void> {
  const endsAtMs = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < endsAtMs) {
    const answers = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
        .once('connect', () => resolve(true))
        .once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (answers) return;
    await sleep(200);
  }
  throw new Error('MariaDB did not start');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
