import { type proto, S_WHATSAPP_NET } from 'baileys';
import type { Connection } from './connection.ts';
import { offerPairing } from './pairing.ts';
import { toSeconds } from './seconds.ts';
import { sendHistory } from './send-history.ts';
import type { World } from './world.ts';

/** What follows the handshake: pairing for a client without an account, else a log-in, else a refusal. */
export async function logIn(
  world: World,
  connection: Connection,
  payload: proto.IClientPayload,
): Promise<void> {
  const { faults, account, counters } = world;
  counters.connections += 1;
  if (faults.isSilent) return;
  if (payload.devicePairingData) {
    counters.registrations += 1;
    if (faults.refuseRegistration !== null) {
      refuse(world, connection, faults.refuseRegistration);
      return;
    }
    connection.registration = payload.devicePairingData;
    offerPairing(connection);
    return;
  }
  const isOurs =
    account !== null &&
    String(payload.username) === world.phone &&
    payload.device === account.device;
  if (faults.refuseLogin !== null || !isOurs) {
    refuse(world, connection, faults.refuseLogin ?? 401);
    return;
  }
  if (world.active !== null) {
    world.active.send({
      tag: 'stream:error',
      attrs: {},
      content: [{ tag: 'conflict', attrs: { type: 'replaced' } }],
    });
    world.active.end();
  }
  world.active = connection;
  counters.logins += 1;
  connection.send({
    tag: 'success',
    attrs: { t: toSeconds(), lid: `${world.lid}:${account.device}@lid`, location: 'sim' },
  });
}

/** The client is there for messages: it gets what waits for it. */
export async function becomeActive(world: World, connection: Connection): Promise<void> {
  if (world.active !== connection || connection.takesMessages) return;
  connection.takesMessages = true;
  const { count, again } = world.queue.sendAll();
  world.counters.redelivered += again;
  connection.send({
    tag: 'ib',
    attrs: { from: S_WHATSAPP_NET },
    content: [{ tag: 'offline', attrs: { count: String(count) } }],
  });
  if (world.account?.hasHistory === false) await sendHistory(world, connection);
}

function refuse(world: World, connection: Connection, reason: number): void {
  world.counters.refused += 1;
  connection.send({ tag: 'failure', attrs: { reason: String(reason), location: 'sim' } });
  connection.end();
}
