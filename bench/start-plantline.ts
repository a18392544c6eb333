import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertDataSource } from '../src/data-sources/index.ts';
import { migrate, openDatabase } from '../src/db/index.ts';
import { writeSetting } from '../src/settings/index.ts';
import { insertTrigger, insertTriggerGroup } from '../src/triggers/index.ts';

export interface Plantline {
  readonly child: ChildProcess;
  readonly url: string;
  /** From starting the command to the first 200 of `/readyz`. */
  readonly readyMs: number;
  readonly folder: string;
  /** The cookie of a session, for the HTTP API. */
  readonly cookie: string;
}

const ADMIN = { username: 'bench', password: 'only for the bench' };

export interface Store {
  readonly piUrl: string;
  readonly triggers: number;
  readonly groups: number;
  /** Tags of each trigger. */
  readonly tags: number;
  readonly port: number;
  /** Settings besides those of every bench. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the real command, `plantline serve`, on a store with so many triggers and groups. */
export async function startPlantline(store: Store): Promise<Plantline> {
  const folder = mkdtempSync(join(tmpdir(), 'plantline-bench-'));
  await seed(folder, store);
  const url = `http://127.0.0.1:${store.port}`;
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['bin/plantline.js', 'serve'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PLANTLINE_DATA_DIR: folder,
      PLANTLINE_DATABASE_URL: '',
      PLANTLINE_PORT: String(store.port),
      PLANTLINE_TIME_ZONE: 'Asia/Jakarta',
      PLANTLINE_ADMIN_USERNAME: ADMIN.username,
      PLANTLINE_ADMIN_PASSWORD: ADMIN.password,
      ...store.env,
    },
  });
  while (!(await isReady(url))) await new Promise((resolve) => setTimeout(resolve, 5));
  const readyMs = performance.now() - startedMs;
  return { child, url, readyMs, folder, cookie: await logIn(url) };
}

async function logIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function isReady(url: string): Promise<boolean> {
  return await fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
}

/** Anybody may ask, as fast as they like: one load generator stands for a whole plant. */
async function seed(folder: string, { piUrl, triggers, groups, tags }: Store): Promise<void> {
  const db = await openDatabase(`sqlite:${join(folder, 'app.db')}`);
  await migrate(db);
  const now = new Date();
  await db.write(async (tx) => {
    const source = { id: 'pi', name: 'Plant PI', plugin: 'aveva-pi' };
    await insertDataSource(tx, { ...source, config: { baseUrl: piUrl } }, now);
    await writeSetting(tx, 'access.mode', 'open', now);
    await writeSetting(tx, 'spam_detection.enabled', false, now);
    const ids: string[] = [];
    for (let index = 0; index < triggers; index += 1) {
      const names = Array.from({ length: tags }, (_, tag) => pointName((index + tag) % 100));
      const trigger = { name: triggerName(index), type: 'value', config: { tags: names } };
      ids.push((await insertTrigger(tx, { ...trigger, dataSourceId: 'pi' }, now)).id);
    }
    for (let index = 0; index < groups; index += 1) {
      const triggerIds = ids.slice((index * 6) % ids.length).slice(0, 6);
      await insertTriggerGroup(tx, { name: `area ${index}`, triggerIds }, now);
    }
  });
  await db.close();
}

export function triggerName(index: number): string {
  return `signal ${index} value`;
}

/** As the stand-in names its points. */
export function pointName(index: number): string {
  return `U${(index % 4) + 1}_SIG_${String(index).padStart(6, '0')}`;
}
