import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoProcess, startDemo } from '../scripts/demo-process.ts';
import type { Fact, Reply } from './truth/reply.ts';

export type Plantline = {
  readonly plantUrl: string;
  /** Asks as a person of whom nothing was asked before; returns what is said to the last of the messages. */
  ask(messages: readonly string[], rights: 'all' | 'unit 1'): Promise<Reply>;
  /** Calls its API as the administrator. */
  call(method: string, path: string, body?: object): Promise<unknown>;
  stop(): Promise<void>;
};

type Contact = { readonly phone: string | null; readonly grants: object };
type Replies = { replies: { text: string; facts: Fact[]; media: { mimeType: string }[] }[] };

/** The demo's contact for unit 1 only, whose rights others are given too. */
const UNIT_1_PHONE = '+6281200000002';
const WAIT_SECONDS = 12;
/** The page may have to be built first, on a machine that does other things too. */
const READY_WITHIN_MS = 180_000;

/** Starts a whole Plantline with its demo plant, in a folder of its own, for as long as the questions take. */
export async function startPlantline(): Promise<Plantline> {
  const folder = await mkdtemp(join(tmpdir(), 'plantline-eval-'));
  const remove = async () => await rm(folder, { recursive: true, force: true });
  const demo = await startDemo(folder, READY_WITHIN_MS).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const cookie = await logIn(demo);
  let askers = 0;

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${demo.address}/api/v1${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : await response.json();
  }

  // Hundreds of questions come at once, and none of them is spam.
  await call('POST', '/settings', { category: 'spam_detection', key: 'enabled', value: false });
  const { items } = (await call('GET', '/contacts?limit=100')) as { items: readonly Contact[] };
  const unit1 = items.find(({ phone }) => phone === UNIT_1_PHONE)?.grants;
  if (!unit1) throw new Error(`The demo has no contact ${UNIT_1_PHONE}.`);

  async function newAsker(rights: 'all' | 'unit 1'): Promise<string> {
    askers += 1;
    const phone = `+62899${String(askers).padStart(8, '0')}`;
    const grants = rights === 'all' ? { all: true } : unit1;
    await call('POST', '/contacts', { name: `Asker ${askers}`, phone, status: 'approved', grants });
    return phone;
  }

  return {
    plantUrl: demo.plantUrl,
    call,
    async ask(messages, rights) {
      const from = await newAsker(rights);
      let reply: Reply | undefined;
      for (const text of messages) {
        const askedAt = Date.now();
        const { replies } = (await call('POST', `/simulator/messages?wait=${WAIT_SECONDS}`, {
          from,
          text,
        })) as Replies;
        reply = {
          text: replies.map((each) => each.text).join('\n'),
          facts: replies.flatMap(({ facts }) => facts),
          media: replies.flatMap(({ media }) => media.map(({ mimeType }) => mimeType)),
          askedAt,
          repliedAt: Date.now(),
        };
      }
      if (!reply) throw new Error('Nothing was asked.');
      return reply;
    },
    async stop() {
      await demo.stop();
      await remove();
    },
  };
}

async function logIn(demo: DemoProcess): Promise<string> {
  const password = /^Password\s+(\S+)/mu.exec(demo.output())?.[1];
  const response = await fetch(`${demo.address}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  if (!response.ok) throw new Error(`The log-in failed: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}
