import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { BrokerPlace, RunningBroker } from './test-broker.ts';

const READY_WITHIN_MS = 10_000;
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`;

/** Eclipse Mosquitto, the program of this machine, with users, rights and TLS. */
export async function startMosquitto(place: BrokerPlace): Promise<RunningBroker> {
  const { folder, port, tlsPort, webSocketPort } = place;
  const file = (name: string): string => join(folder, name);
  await writeFile(file('passwords'), 'reader:seCret-9\nwriter:writes\n', { mode: 0o600 });
  execFileSync('mosquitto_passwd', ['-U', file('passwords')], { stdio: 'ignore', env: { PATH } });
  await writeFile(
    file('acl'),
    'user reader\ntopic read plant/#\ntopic read spBv1.0/#\n\nuser writer\ntopic readwrite #\n',
    { mode: 0o600 },
  );
  await writeFile(file('server.key'), place.key, { mode: 0o600 });
  await writeFile(file('server.pem'), place.certificate);
  await writeFile(
    file('mosquitto.conf'),
    [
      // Root is what tests run as in a container; it would become a user who cannot read the files.
      'user root',
      'per_listener_settings false',
      'allow_anonymous false',
      `password_file ${file('passwords')}`,
      `acl_file ${file('acl')}`,
      'persistence false',
      'log_dest none',
      `listener ${port} 127.0.0.1`,
      `listener ${tlsPort} 127.0.0.1`,
      `certfile ${file('server.pem')}`,
      `keyfile ${file('server.key')}`,
      `listener ${webSocketPort} 127.0.0.1`,
      'protocol websockets',
      '',
    ].join('\n'),
  );
  await chmod(folder, 0o755);
  const child = spawn('mosquitto', ['-c', file('mosquitto.conf')], {
    stdio: 'ignore',
    env: { PATH },
  });
  const ended = once(child, 'exit');
  await untilAnswers(port);
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function untilAnswers(port: number): Promise<void> {
  for (const startedMs = performance.now(); performance.now() - startedMs < READY_WITHIN_MS;) {
    const socket = connect(port, '127.0.0.1');
    const isUp = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isUp) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 25);
    });
  }
  throw new Error('Mosquitto did not start');
}
