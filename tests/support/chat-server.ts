import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { onTestFinished } from 'vitest';
import type { DataSource, IncomingMessage } from '#sdk';
import { createBot } from '../../src/bot/bot.ts';
import { createMakeFile } from '../../src/bot/create-make-file.ts';
import { createPainter } from '../../src/charts/index.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { runRoutes } from '../../src/bot/runs.routes.ts';
import { insertContact } from '../../src/chat/index.ts';
import { insertDataSource } from '../../src/data-sources/index.ts';
import type { Engine } from '../../src/db/index.ts';
import { createLog } from '../../src/lib/log.ts';
import { listReplies } from '../../src/outbox/index.ts';
import { createSettings, writeSetting } from '../../src/settings/index.ts';
import { insertTrigger, insertTriggerGroup } from '../../src/triggers/index.ts';
import { sourcesOf } from './question.ts';
import { type RouteDeps, routeServer } from './route-server.ts';

export const SARI = '+62811';
const TIME_ZONE = 'Asia/Jakarta';

/** A bot and the routes that run triggers, over one store and the same data sources. Sari may ask everything. */
export async function chatServer(
  engine: Engine,
  connections: Readonly<Record<string, DataSource>>,
  moreRoutes: (deps: RouteDeps) => readonly FastifyPluginAsync[] = () => [],
) {
  const sources = await sourcesOf(connections);
  const log = createLog('silent');
  const painter = createPainter({ workers: 1 });
  const folder = await mkdtemp(join(tmpdir(), 'plantline-media-'));
  onTestFinished(async () => {
    await painter.close();
    await rm(folder, { recursive: true, force: true });
  });
  let open = (_deps: Awaited<ReturnType<typeof depsOf>>): void => {};
  const ready = new Promise<Awaited<ReturnType<typeof depsOf>>>((resolve) => (open = resolve));

  async function depsOf({ db, audit, clock }: RouteDeps) {
    const settings = await createSettings({ db, clock });
    const applySources = async () => {};
    const knowledge = createKnowledge({ db, settings, log, applySources });
    const both = {
      db,
      sources,
      knowledge,
      clock,
      timeZone: TIME_ZONE,
      language: 'en' as const,
      log,
    };
    return {
      ...both,
      bot: createBot({
        ...both,
        audit,
        settings,
        delivery: () => undefined,
        onAnswered: () => {},
      }),
    };
  }

  const server = await routeServer(engine, (deps) => [
    async (app) => {
      const made = await depsOf(deps);
      const makeFile = createMakeFile({ draw: painter.draw, folder });
      await app.register(runRoutes({ ...made, makeFile }));
      open(made);
    },
    ...moreRoutes(deps),
  ]);
  const { bot } = await ready;
  const { db } = server;
  const at = new Date();
  await db.write(async (tx) => {
    for (const id of Object.keys(connections)) {
      await insertDataSource(tx, { id, name: `Source ${id}`, plugin: id, config: {} }, at);
    }
    await insertContact(tx, { phone: SARI, status: 'approved', grants: { all: true } }, at);
    await writeSetting(tx, 'spam_detection.enabled', false, at);
  });
  let count = 0;

  return {
    ...server,
    bot,
    async makeTrigger(name: string, type: string, config: object, dataSourceId: string | null) {
      const trigger = { name, type, config: { ...config }, dataSourceId };
      return await db.write(async (tx) => (await insertTrigger(tx, trigger, at)).id);
    },
    async makeGroup(name: string, triggerIds: readonly string[], more: object = {}) {
      const group = { name, triggerIds, ...more };
      return await db.write(async (tx) => (await insertTriggerGroup(tx, group, at)).id);
    },
    /** Sends a message as Sari, and gives what was answered. */
    async ask(text: string, more: Partial<IncomingMessage> = {}) {
      count += 1;
      const sender = more.sender ?? SARI;
      const asked = { chat: sender, sender, mentionsBot: false, sentAt: at, ...more };
      const id = `m${count}`;
      await bot.accept({ id, text, ...asked }, 'simulator');
      await bot.idle();
      return { id, reply: (await listReplies(db.read, id))[0] };
    },
  };
}
