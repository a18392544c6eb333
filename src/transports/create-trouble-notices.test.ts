import { expect, test, vi } from 'vitest';
import type { TransportStatus } from '#sdk';
import { freshDatabase } from '../../tests/support/databases.ts';
import { scriptedTransport } from '../../tests/support/scripted-transport.ts';
import { QUIET, transportsOf } from '../../tests/support/transports-server.ts';
import { createAudit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { simulator } from '../plugins/simulator/index.ts';
import { createTroubleNotices } from './create-trouble-notices.ts';
import { putTransport } from './transports.repository.ts';

const ADMIN = '+6281100000009';
const GONE = {
  isReady: false,
  phase: 'stopped',
  reason: 'logged_out',
  needsAdmin: true,
  detail: 'The phone has removed this device.',
} as const;
const READY = { isReady: true, detail: 'Linked.' } as const;

async function start(db: Db, recipient = ADMIN, first: TransportStatus = READY) {
  const web = scriptedTransport('whatsapp-web');
  web.stand(first);
  const cloud = scriptedTransport('whatsapp-cloud');
  for (const kind of ['whatsapp-web', 'whatsapp-cloud']) {
    await db.write((tx) => putTransport(tx, { kind, config: {}, active: true }, new Date()));
  }
  const transports = transportsOf(db, [simulator, web.plugin, cloud.plugin], {
    onStates: (states) => notices.look(states),
  });
  const notices = createTroubleNotices({
    db,
    audit: createAudit(Buffer.alloc(32, 1)),
    clock: () => new Date(),
    log: QUIET,
    language: 'en',
    recipient: () => recipient,
    isLocal: (kind) => kind === 'simulator',
    storeOf: transports.opened,
    wakeDelivery() {},
  });
  await transports.start();
  await vi.waitUntil(() => transports.find('whatsapp-web') && transports.find('whatsapp-cloud'));
  return {
    web,
    cloud,
    transports,
    async settled() {
      await notices.settled();
      const told = await db.read
        .selectFrom('outgoing_messages')
        .select(['recipient', 'message', 'transport', 'priority'])
        .orderBy('id')
        .execute();
      const logged = await db.read
        .selectFrom('audit_logs')
        .select('action')
        .orderBy('seq')
        .execute();
      return { told, actions: logged.map(({ action }) => action) };
    },
  };
}

test('an administrator is told once per trouble over another transport, and when it is over', async () => {
  const db = await freshDatabase('sqlite');
  const { web, settled } = await start(db);
  web.stand(GONE);
  web.stand({ ...GONE, reconnects: 2 });
  const begun = await settled();
  expect(begun.told).toEqual([
    {
      recipient: ADMIN,
      transport: 'whatsapp-cloud',
      priority: 30,
      message:
        '⚠ Plantline: *Scripted whatsapp-web* is not connected and needs you. The phone has removed this device.',
    },
  ]);
  expect(begun.actions).toEqual(['transports.needs_admin']);
  web.stand(READY);
  web.stand(GONE);
  const again = await settled();
  expect(again.told.map(({ message }) => message.slice(0, 1))).toEqual(['⚠', '✓', '⚠']);
  expect(again.actions).toEqual([
    'transports.needs_admin',
    'transports.ready_again',
    'transports.needs_admin',
  ]);
});

test('a restart in the middle of a trouble tells nobody anew', async () => {
  const db = await freshDatabase('sqlite');
  const before = await start(db);
  before.web.stand(GONE);
  expect((await before.settled()).told).toHaveLength(1);
  await before.transports.stop();
  const after = await start(db, ADMIN, GONE);
  const { told, actions } = await after.settled();
  expect(told).toHaveLength(1);
  expect(actions).toEqual(['transports.needs_admin']);
  after.web.stand(READY);
  expect((await after.settled()).actions).toEqual([
    'transports.needs_admin',
    'transports.ready_again',
  ]);
});

test('while nothing else reaches them, they are told as soon as something does', async () => {
  const db = await freshDatabase('sqlite');
  const { web, cloud, settled } = await start(db);
  cloud.reaches = () => false;
  web.stand(GONE);
  expect((await settled()).told).toEqual([]);
  cloud.reaches = () => true;
  cloud.stand(READY);
  cloud.stand({ ...READY, detail: 'Connected anew.' });
  expect((await settled()).told).toHaveLength(1);
});

test('nobody is told where nobody is named, and the audit log still is', async () => {
  const db = await freshDatabase('sqlite');
  const { web, settled } = await start(db, '');
  web.stand(GONE);
  expect(await settled()).toEqual({ told: [], actions: ['transports.needs_admin'] });
});
