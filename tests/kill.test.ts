import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { verifyAudit } from '../src/audit/index.ts';
import { openDatabase } from '../src/db/index.ts';
import { deriveKey, loadSecretKey } from '../src/lib/secret-key.ts';
import { startPiWebApi } from '../simulators/pi-web-api/index.ts';
import { ENGINES } from './support/databases.ts';
import { freshFolder } from './support/files.ts';
import {
  prepareServeStore,
  startServe,
  type ServeProcess,
  type ServeStore,
} from './support/serve-process.ts';
import { storePlace } from './support/store-place.ts';

/** More of them before a release: PLANTLINE_TEST_KILLS=200. */
const KILLS = Number(process.env['PLANTLINE_TEST_KILLS'] ?? 12);
const CLIENTS = 8;
const LONGEST_LIFE_MS = 700;
const SETTLE_WITHIN_MS = 15_000;
const QUESTIONS = ['u1 load', 'unit 1', 'about', 'u1 laod', 'SINUSOID', 'help', 'mills', 'u2 day'];

let plant: Awaited<ReturnType<typeof startPiWebApi>>;
beforeAll(async () => {
  plant = await startPiWebApi({ port: 0 });
});
afterAll(async () => {
  await plant.close();
});

interface StoredAnswer {
  readonly status: string;
  readonly text: string;
}
interface StoredQuestion {
  readonly id: string;
  readonly status: string;
  readonly isProcessed: boolean;
  readonly answers: readonly StoredAnswer[];
}

async function readStore({ config }: ServeStore): Promise<readonly StoredQuestion[]> {
  const db = await openDatabase(config.databaseUrl);
  try {
    const messages = await db.read.selectFrom('messages').selectAll().execute();
    const outgoing = await db.read.selectFrom('outgoing_messages').selectAll().execute();
    const answers = Map.groupBy(outgoing, (row) => row.in_reply_to ?? '');
    expect([...answers.keys()].filter((id) => !messages.some((row) => row.id === id))).toEqual([]);
    return messages.map((row) => ({
      id: row.id,
      status: row.status,
      isProcessed: row.processed_at !== null,
      answers: (answers.get(row.id) ?? []).map(({ status, message }) => ({
        status,
        text: message,
      })),
    }));
  } finally {
    await db.close();
  }
}

function isSettled({ isProcessed, answers }: StoredQuestion): boolean {
  return isProcessed && answers.every(({ status }) => status === 'sent');
}

/** Waits until all that was kept is answered, and gives it. */
async function settledStore(store: ServeStore): Promise<readonly StoredQuestion[]> {
  const endsAt = Date.now() + SETTLE_WITHIN_MS;
  const isSqlite = store.config.databaseUrl.startsWith('sqlite:');
  for (;;) {
    if (!isSqlite) await endClaims(store);
    const questions = await readStore(store);
    if (questions.every(isSettled) || Date.now() > endsAt) return questions;
    await sleep(100);
  }
}

/** As if time had passed: where several processes share a store, what a dead one was sending is free after a while. */
async function endClaims({ config }: ServeStore): Promise<void> {
  const db = await openDatabase(config.databaseUrl);
  await db.write((tx) =>
    tx
      .updateTable('outgoing_messages')
      .set({ claimed_until: new Date() })
      .where('status', '=', 'sending')
      .execute(),
  );
  await db.close();
}

function expectAnsweredOnce(questions: readonly StoredQuestion[]): void {
  const wrong = questions.filter(
    (question) =>
      !isSettled(question) ||
      question.status !== 'processed' ||
      question.answers.length !== 1 ||
      question.answers[0]?.text === '',
  );
  expect(wrong).toEqual([]);
}

/** Whatever was answered and sent is in the audit log, each question once, and the log's chain holds. */
async function expectAudited({ config }: ServeStore): Promise<void> {
  const db = await openDatabase(config.databaseUrl);
  try {
    const key = deriveKey(loadSecretKey(config.secretKey, config.dataDir), 'audit');
    expect(await verifyAudit(db.read, key)).toMatchObject({ ok: true, unchained: 0 });
    const logs = await db.read.selectFrom('audit_logs').selectAll().execute();
    const toldOf = (action: string, field: string) =>
      logs
        .filter((log) => log.action === action)
        .map(({ details }) => (details as Record<string, unknown>)[field]);
    const messages = await db.read.selectFrom('messages').select('id').execute();
    const answered = toldOf('messages.answered', 'messageId');
    expect(answered).toHaveLength(messages.length);
    expect(new Set(answered)).toEqual(new Set(messages.map(({ id }) => id)));
    const sent = await db.read
      .selectFrom('outgoing_messages')
      .select('id')
      .where('status', '=', 'sent')
      .execute();
    const told = new Set(toldOf('outbox.sent', 'id'));
    expect(sent.filter(({ id }) => !told.has(id))).toEqual([]);
  } finally {
    await db.close();
  }
}

/** People who go on asking whatever happens to the server; what it accepted is noted by id. */
function startAsking(server: () => Promise<ServeProcess>) {
  const accepted = new Map<string, string | undefined>();
  let count = 0;
  const isOver = new AbortController();

  async function askOn(client: number): Promise<void> {
    while (!isOver.signal.aborted) {
      count += 1;
      const number = count;
      const message = {
        id: `q${number}`,
        from: `+62812${client}`,
        text: QUESTIONS[number % QUESTIONS.length] ?? '',
      };
      // A network delivers again what it got no receipt for, so some of these are tried until they are accepted.
      const tries = number % 3 === 0 ? 20 : 1;
      for (let left = tries; left > 0 && !(await isAccepted(message, number)); left -= 1);
    }
  }

  async function isAccepted(message: { id: string }, number: number): Promise<boolean> {
    const { post } = await server();
    try {
      const response = await post(message, number % 2 === 0 ? '?wait=3' : '');
      const body = (await response.json()) as { replies?: { text: string }[] };
      expect([200, 202]).toContain(response.status);
      accepted.set(message.id, body.replies?.[0]?.text);
      return true;
    } catch (error) {
      // `fetch` says with a TypeError that the server is gone; anything else is a defect.
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      return false;
    }
  }

  const clients = Array.from({ length: CLIENTS }, (_, client) => askOn(client));
  return {
    accepted,
    async end() {
      isOver.abort();
      await Promise.all(clients);
    },
  };
}

describe.each(ENGINES)('killed on %s', (engine) => {
  const kills = engine === 'sqlite' ? KILLS : Math.ceil(KILLS / 3);

  test(
    `what was accepted is answered once, however often the process is killed (${kills} times)`,
    async () => {
      const place = await storePlace(engine);
      onTestFinished(place.drop);
      const store = await prepareServeStore(place, plant.url);
      let server = startServe(store);
      const asking = startAsking(() => server);
      for (let kill = 0; kill < kills; kill += 1) {
        const { kill: killIt } = await server;
        await sleep(Math.random() * LONGEST_LIFE_MS);
        await killIt();
        server = startServe(store);
      }
      await sleep(LONGEST_LIFE_MS / 2);
      await asking.end();
      const questions = await settledStore(store);
      const { code } = await (await server).terminate();
      expect(code).toBe(0);

      expectAnsweredOnce(questions);
      await expectAudited(store);
      const kept = new Map(questions.map((question) => [question.id, question]));
      const { accepted } = asking;
      expect([...accepted.keys()].filter((id) => !kept.has(id))).toEqual([]);
      // How many depends on the machine; that there were some in every life does not.
      expect(accepted.size).toBeGreaterThan(kills);
      for (const [id, text] of accepted) {
        // What a waiting client was shown is what the store says was sent.
        if (text !== undefined) expect(kept.get(id)?.answers[0]?.text).toBe(text);
      }
    },
    60_000 + KILLS * 3_000,
  );
});

describe('told to stop', () => {
  test('it ends with exit code 0, and what it had accepted is answered before or after', async () => {
    const store = await prepareServeStore({ dataDir: freshFolder() }, plant.url);
    const server = await startServe(store);
    const messages = Array.from({ length: 60 }, (_, index) => ({
      id: `s${index}`,
      from: `+62813${index % 5}`,
      text: QUESTIONS[index % QUESTIONS.length],
    }));
    const responses = messages.map((message, index) =>
      server.post(message, index % 2 === 0 ? '?wait=10' : '').then(
        (response) => (response.ok ? message.id : undefined),
        () => undefined,
      ),
    );
    await Promise.any(responses);
    // Somebody who still waits, as for a reply that was sent long ago, holds up nothing.
    const waiting = server.post({ id: 's0', from: '+628130', text: 'x' }, '?wait=120').then(
      (response) => response.ok,
      () => false,
    );
    const startedAt = performance.now();
    const { code, log } = await server.terminate();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(code, log).toBe(0);
    expect(log).not.toContain('"level":"error"');
    await waiting;
    const accepted = (await Promise.all(responses)).filter((id) => id !== undefined);
    expect(accepted.length).toBeGreaterThan(0);

    const next = await startServe(store);
    const questions = await settledStore(store);
    expect((await next.terminate()).code).toBe(0);
    expectAnsweredOnce(questions);
    await expectAudited(store);
    const kept = new Set(questions.map(({ id }) => id));
    expect(accepted.filter((id) => !kept.has(id))).toEqual([]);
  });
});
