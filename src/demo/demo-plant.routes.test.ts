import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import {
  findDataSource,
  insertDataSource,
  listDataSources,
  protectConfigWith,
  updateDataSource,
} from '../data-sources/index.ts';
import type { Db, Engine } from '../db/index.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { avevaPi } from '../plugins/aveva-pi/index.ts';
import { countTriggers, insertTrigger } from '../triggers/index.ts';
import { createBuiltInPlant } from './create-built-in-plant.ts';
import { demoPlantRoutes } from './demo-plant.routes.ts';
import { DEMO_SOURCE_ID } from './demo-source.ts';
import { type StartDemoPlant, isDemoPlant, startDemoPlant } from './start-demo-plant.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const NOW = new Date('2026-11-27T05:00:00.000Z');

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const { port, close } = await listen();
  await close();
  return port;
}

/** Another program on some port. */
async function listen(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  return { port: (server.address() as AddressInfo).port, close };
}

async function serverWithPlant(
  engine: Engine,
  port: number,
  startPlant: StartDemoPlant | undefined = startDemoPlant,
) {
  let starts = 0;
  const protectConfig = protectConfigWith(createSecretBox(Buffer.alloc(32, 1)), [avevaPi]);
  const plantOn = (parts: Pick<Parameters<typeof createBuiltInPlant>[0], 'db' | 'change'>) => {
    const builtInPlant = createBuiltInPlant({
      ...parts,
      protectConfig,
      port,
      startPlant: startPlant && (async (wanted) => ((starts += 1), await startPlant(wanted))),
      clock: () => NOW,
      log: silent,
    });
    onTestFinished(() => builtInPlant.stop());
    return builtInPlant;
  };
  const made: { plant?: ReturnType<typeof plantOn>; again?: () => ReturnType<typeof plantOn> } = {};
  const server = await routeServer(engine, ({ db, change }) => {
    made.plant = plantOn({ db, change });
    made.again = () => plantOn({ db, change });
    return demoPlantRoutes({ builtInPlant: made.plant, refresh: async () => {} });
  });
  const { plant, again } = made;
  if (!plant || !again) throw new Error('no plant was made');
  return {
    ...server,
    plant,
    /** The same store after a restart of Plantline. */
    restarted: again,
    starts: () => starts,
    add: () => server.call('POST', '/demo-plant'),
  };
}

async function baseUrlOf(db: Db): Promise<string> {
  return String((await findDataSource(db.read, DEMO_SOURCE_ID))?.config['baseUrl']);
}

describe.each(ENGINES)('the built-in demo plant on %s', (engine) => {
  test('is started and connected, with everything of the demo in an empty store', async () => {
    const port = await freePort();
    const { add, db, audited, plant } = await serverWithPlant(engine, port);
    expect(await add()).toMatchObject({ status: 201, body: { dataSourceId: DEMO_SOURCE_ID } });
    const baseUrl = await baseUrlOf(db);
    expect(baseUrl).toBe(`http://127.0.0.1:${port}/piwebapi`);
    expect(await isDemoPlant(baseUrl)).toBe(true);
    expect(await countTriggers(db.read)).toBeGreaterThan(10);
    expect(await audited()).toEqual([
      {
        action: 'demo_plant.started',
        actor: 'admin-tester',
        details: { id: DEMO_SOURCE_ID, isSeeded: true },
      },
    ]);
    await plant.stop();
    expect(await isDemoPlant(baseUrl)).toBe(false);
  });

  test('is added once, however often and however fast somebody clicks', async () => {
    const { add, db, starts } = await serverWithPlant(engine, 0);
    const answers = await Promise.all([add(), add(), add()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(starts()).toBe(1);
    expect(await listDataSources(db.read)).toHaveLength(1);
  });

  test('adds nothing but its source to a store that has triggers', async () => {
    const { add, db } = await serverWithPlant(engine, 0);
    const own = { name: 'own', type: 'text', config: { text: 'Mine.' } };
    await db.write((tx) => insertTrigger(tx, own, NOW));
    expect((await add()).status).toBe(201);
    expect(await countTriggers(db.read)).toBe(1);
    expect(await isDemoPlant(await baseUrlOf(db))).toBe(true);
  });

  test('takes another port when its own is taken by another program', async () => {
    const other = await listen();
    onTestFinished(() => other.close());
    const { add, db } = await serverWithPlant(engine, other.port);
    expect((await add()).status).toBe(201);
    const baseUrl = await baseUrlOf(db);
    expect(new URL(baseUrl).port).not.toBe(String(other.port));
    expect(await isDemoPlant(baseUrl)).toBe(true);
  });

  test('is there again after a restart, and its source follows it to another port', async () => {
    const port = await freePort();
    const { add, db, plant, restarted, starts } = await serverWithPlant(engine, port);
    await add();
    await plant.stop();
    const second = restarted();
    await second.resume();
    expect(await isDemoPlant(await baseUrlOf(db))).toBe(true);
    // Somebody else's by now: it is left to them.
    await restarted().resume();
    expect(starts()).toBe(2);
    await second.stop();
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => {
      other.listen(port, '127.0.0.1', resolve);
    });
    onTestFinished(() => void other.close());
    await restarted().resume();
    const moved = await baseUrlOf(db);
    expect(new URL(moved).port).not.toBe(String(port));
    expect(await isDemoPlant(moved)).toBe(true);
  });

  test('is not started again where its source is switched off, gone or somebody’s own', async () => {
    const { plant, starts, db, add } = await serverWithPlant(engine, 0);
    await plant.resume();
    const source = { id: DEMO_SOURCE_ID, name: 'Plant PI', plugin: 'aveva-pi' };
    const config = { baseUrl: 'http://127.0.0.1:1/piwebapi' };
    await db.write((tx) => insertDataSource(tx, { ...source, config, active: false }, NOW));
    await plant.resume();
    const own = { baseUrl: 'https://pi.example.com/piwebapi' };
    await db.write((tx) =>
      updateDataSource(tx, DEMO_SOURCE_ID, { config: own, active: true }, NOW),
    );
    await plant.resume();
    expect(await add()).toMatchObject({
      status: 409,
      body: { error: { code: 'demo_plant.source_elsewhere' } },
    });
    expect(starts()).toBe(0);
  });

  test('says so when it cannot be started, and is tried again the next time', async () => {
    let isBroken = true;
    const { add, audited } = await serverWithPlant(engine, 0, async (port) => {
      if (isBroken) throw new Error('no memory left');
      return await startDemoPlant(port);
    });
    expect((await add()).status).toBe(500);
    expect(await audited()).toEqual([]);
    isBroken = false;
    expect((await add()).status).toBe(201);
  });

  test('is started by administrators only', async () => {
    const { call, starts } = await serverWithPlant(engine, 0);
    expect((await call('POST', '/demo-plant', undefined, 'user')).status).toBe(403);
    expect(starts()).toBe(0);
  });
});

test('a Plantline without a way to start one says what to do instead', async () => {
  const protectConfig = (_id: string, _kind: string, config: object) => ({ ...config });
  const { call } = await routeServer('sqlite', ({ db, change }) =>
    demoPlantRoutes({
      builtInPlant: createBuiltInPlant({
        db,
        change,
        protectConfig,
        port: 0,
        clock: () => NOW,
        log: silent,
      }),
      refresh: async () => {},
    }),
  );
  expect(await call('POST', '/demo-plant')).toMatchObject({
    status: 409,
    body: { error: { code: 'demo_plant.not_available' } },
  });
});

test('what its program complains of is told without paths of this machine', async () => {
  const { demoPlantNotStarted } = await import('./demo.errors.ts');
  const { message } = demoPlantNotStarted("Cannot find module '/opt/plantline/simulators/main.ts'");
  expect(message).toBe("The demo plant did not start: Cannot find module '…'");
});
