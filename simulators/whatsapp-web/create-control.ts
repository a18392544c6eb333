import { S_WHATSAPP_NET } from 'baileys';
import { disconnect } from './disconnect.ts';
import { enterCode, partsOfQr, scanQr } from './pairing.ts';
import { createPerson } from './person.ts';
import { toSeconds } from './seconds.ts';
import { sendRetryReceipt } from './send-receipts.ts';
import type { Received, ReceivedFilter, WhatsappWeb } from './whatsapp-web-control.ts';
import { personOf, type World } from './world.ts';
import { writeMessage } from './write-message.ts';
import { writeFromPhone, writeNewsletter, writeStatus } from './write-other.ts';

const CODE_MS = 10_000;

export function createControl(world: World): WhatsappWeb {
  return {
    scanQr: (qr) => scanQr(world, qr),
    enterCode: (code) => enterCode(world, code, AbortSignal.timeout(CODE_MS)),
    async refreshRegistration(shownQr) {
      if (shownQr !== undefined) world.retiredSecrets.add(partsOfQr(shownQr)[3]);
      for (const connection of world.connections) {
        if (connection.refs.length > 0) connection.send(registrationRefresh());
      }
    },
    async unlink() {
      disconnect(world, 'device_removed');
    },

    async describePerson(number, options) {
      const known = personOf(world, number);
      if (options.lid === undefined || options.lid === known.lid) {
        known.options = { ...known.options, ...options };
      } else {
        world.people.set(known.number, createPerson(known.number, options.lid, options));
      }
    },
    async describeGroup(group) {
      world.groups.set(group.id, group);
    },

    write: (order) => writeMessage(world, order),
    writeFromPhone: (to, text) => writeFromPhone(world, to, text),
    writeStatus: (number, text) => writeStatus(world, number, text),
    writeNewsletter: (text) => writeNewsletter(world, text),
    async askAgain(number, id) {
      const person = personOf(world, number);
      const message = world.received.find(
        (received) => received.id === id && received.to === `+${person.number}`,
      );
      if (message === undefined) throw new Error(`+${person.number} received no message ${id}.`);
      await sendRetryReceipt(world, person, { tag: 'message', attrs: { id, to: message.chat } });
    },

    received: async (filter) => select(world, filter),
    async waitForReceived({ count = 1, timeoutMs = 10_000, ...filter }) {
      const signal = AbortSignal.timeout(timeoutMs);
      for (;;) {
        const found = select(world, filter);
        if (found.length >= count) return found;
        await nextChange(world, signal).catch(() => {
          throw new Error(`Only ${found.length} of ${count} messages were received in time.`);
        });
      }
    },
    async forgetReceived() {
      world.received.length = 0;
    },

    async setFaults(faults) {
      Object.assign(world.faults, faults);
      world.media.status = world.faults.mediaStatus;
      world.queue.sendUnsent();
    },
    async disconnect(how) {
      disconnect(world, how);
    },
    async goDeaf() {
      if (world.active !== null) world.active.isDeaf = true;
    },

    async state() {
      return {
        isPaired: world.account !== null,
        isOnline: world.active?.takesMessages ?? false,
        phone: `+${world.phone}`,
        lid: `${world.lid}@lid`,
        queued: world.queue.size,
        read: [...world.read],
        typing: [...world.typing],
      };
    },
    counters: async () => structuredClone(world.counters),
  };
}

function select(world: World, filter: ReceivedFilter = {}): readonly Received[] {
  const to = filter.to === undefined ? undefined : `+${filter.to.replace(/\D/g, '')}`;
  return world.received.filter(
    (message) =>
      (to === undefined || message.to === to) &&
      (filter.chat === undefined || message.chat === filter.chat),
  );
}

async function nextChange(world: World, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const settle = (finish: () => void): void => {
      world.events.off('change', onChange);
      signal.removeEventListener('abort', onAbort);
      finish();
    };
    const onChange = (): void => settle(resolve);
    const onAbort = (): void => settle(() => reject(signal.reason as Error));
    world.events.on('change', onChange);
    signal.addEventListener('abort', onAbort);
  });
}

function registrationRefresh() {
  return {
    tag: 'notification',
    attrs: {
      from: S_WHATSAPP_NET,
      type: 'companion_reg_refresh',
      id: 'registration-refresh',
      t: toSeconds(),
    },
    content: [{ tag: 'companion_reg_refresh', attrs: {} }],
  };
}
