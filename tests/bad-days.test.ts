import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../src/bot/index.ts';
import { insertContact } from '../src/chat/index.ts';
import { findDataSource, insertDataSource, updateDataSource } from '../src/data-sources/index.ts';
import { openDatabase } from '../src/db/index.ts';
import { DEMO_SOURCE_ID } from '../src/demo/demo-source.ts';
import { insertTrigger, insertTriggerGroup } from '../src/triggers/index.ts';
import {
  startPiWebApi,
  type MisbehaviourRule,
  type PiWebApiOptions,
} from '../simulators/pi-web-api/index.ts';
import { callAsAdmin } from './support/call-as-admin.ts';
import { freshFolder } from './support/files.ts';
import { startPlantline, SUPERVISOR, type RunningPlant } from './support/start-plantline.ts';

const PERSON = '+6281200000077';
/** The promise is ten seconds; the machine that runs the tests may be busy. */
const ANSWER_WITHIN_MS = 12_000;
/** Of everything that can be asked of a tag, one. */
const QUESTIONS = ['u1 load', 'U1_LOAD_NET', 'u1 day', 'u1 hours', 'trend U1_LOAD_NET 8h'];
const SECRETS = /127\.0\.0\.1|localhost|piwebapi|demo:demo|ZGVtbzpkZW1v|https?:|ECONN|[Ee]rror:/;
const NONSENSE = /undefined|null|NaN|\[object|\{\{|\.[jt]s\b/;

/** A demo plant that can be stopped and started again on its port. */
async function startMovablePlant(options: PiWebApiOptions = {}) {
  let running: Awaited<ReturnType<typeof startPiWebApi>> | undefined = await startPiWebApi({
    port: 0,
    ...options,
  });
  const { url } = running;
  const port = Number(new URL(url).port);
  const close = async (): Promise<void> => {
    await running?.close();
    running = undefined;
  };
  return {
    url,
    close,
    async restart(changed: PiWebApiOptions = {}) {
      await close();
      running = await startPiWebApi({ ...options, ...changed, port });
    },
    async misbehave(rule: MisbehaviourRule | undefined) {
      const response = await fetch(new URL('/__simulator/misbehave', url), {
        method: rule ? 'POST' : 'DELETE',
        ...(rule && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(rule),
        }),
      });
      expect(response.ok).toBe(true);
    },
  };
}

/** All at once, as by somebody in a hurry. */
async function askAll(
  plant: RunningPlant,
  texts: readonly string[],
  from = PERSON,
): Promise<readonly Reply[]> {
  const startedAt = performance.now();
  const replies = await Promise.all(
    texts.map(async (text) => {
      const [reply, ...others] = await plant.ask(text, from);
      // A trend's picture is all that follows a text.
      expect(others.map(({ text: more }) => more)).toEqual(others.map(() => ''));
      expect(others.length).toBeLessThanOrEqual(1);
      if (!reply) throw new Error(`"${text}" was not answered`);
      return reply;
    }),
  );
  expect(performance.now() - startedAt).toBeLessThan(ANSWER_WITHIN_MS);
  for (const { text } of replies) {
    expect(text).not.toMatch(SECRETS);
    expect(text).not.toMatch(NONSENSE);
  }
  return replies;
}

async function askOne(plant: RunningPlant, text: string, from?: string): Promise<Reply> {
  const [reply] = await askAll(plant, [text], from);
  if (!reply) throw new Error('unreachable');
  return reply;
}

/** A group of the plant that misbehaves, one that does not, and a text. */
async function addMixedGroup({ config }: RunningPlant, labUrl: string): Promise<void> {
  const db = await openDatabase(config.databaseUrl);
  const now = new Date();
  await db.write(async (tx) => {
    await insertDataSource(
      tx,
      {
        id: 'lab',
        name: 'Lab PI',
        plugin: 'aveva-pi',
        config: { baseUrl: labUrl, authentication: 'anonymous', dataServer: 'DEMO-PI' },
      },
      now,
    );
    const lab = await insertTrigger(
      tx,
      {
        name: 'lab temperature',
        type: 'value',
        config: { tags: ['BA:TEMP.1'] },
        dataSourceId: 'lab',
      },
      now,
    );
    const plant = await insertTrigger(
      tx,
      {
        name: 'frequency now',
        type: 'value',
        config: { tags: ['U1_FREQ'] },
        dataSourceId: 'demo-pi',
      },
      now,
    );
    const text = await insertTrigger(
      tx,
      { name: 'duty', type: 'text', config: { text: 'Sari is on duty.' }, dataSourceId: null },
      now,
    );
    const mixed = await insertTriggerGroup(
      tx,
      { name: 'mixed', triggerIds: [plant.id, lab.id, text.id] },
      now,
    );
    // The lab has tags of the same names: this person may not ask for those.
    const grants = { groupIds: [mixed.id], sourceIds: ['demo-pi'] };
    await insertContact(tx, { phone: PERSON, status: 'approved', grants }, now);
  });
  await db.close();
}

let pi: Awaited<ReturnType<typeof startMovablePlant>>;
let lab: Awaited<ReturnType<typeof startPiWebApi>>;
let plant: RunningPlant;
beforeAll(async () => {
  pi = await startMovablePlant();
  lab = await startPiWebApi({ port: 0, auth: { kind: 'anonymous' } });
  plant = await startPlantline({ plant: pi });
  // The first picture of a process takes seconds on a busy machine; it is no part of what is timed here.
  await plant.ask('trend U1_LOAD_NET');
  await addMixedGroup(plant, lab.url);
});
afterAll(async () => {
  await plant.stop();
  await lab.close();
});

/** The number a reply is about, as it is written in it. */
function valueIn({ text }: Reply): string {
  const value = /\*([\d.,]+ MW)\*/.exec(text)?.[1];
  if (value === undefined) throw new Error(`There is no value in: ${text}`);
  return value;
}

function expectUsual(replies: readonly Reply[]): void {
  for (const { text, facts } of replies) {
    expect(text).not.toContain('⚠');
    expect(facts.length).toBeGreaterThan(0);
    for (const { quality, value } of facts) {
      expect(quality).toBe('good');
      expect(value).not.toBeNull();
    }
  }
}

/** The rest of the group is shown as ever. */
function expectOthersShown({ text, facts }: Reply): void {
  expect(text).toMatch(/lab temperature +\*[\d.]+ DEG\. C\*/);
  expect(text).toContain('Sari is on duty.');
  expect(facts.find(({ source }) => source === 'Lab PI')).toMatchObject({
    tag: 'BA:TEMP.1',
    quality: 'good',
  });
}

const NO_ANSWER = /Plant PI does not answer since/;
describe('while the plant misbehaves, a reply names it and gives the last good value', () => {
  afterEach(async () => await pi.misbehave(undefined));

  test.each<[string, MisbehaviourRule, RegExp]>([
    ['401', { status: 401 }, /Plant PI refuses/],
    ['403', { status: 403 }, /Plant PI does not let/],
    ['404 for everything', { status: 404 }, NO_ANSWER],
    ['429 with a short Retry-After', { status: 429, retryAfterSeconds: 1 }, /Plant PI is too busy/],
    ['429 with a long one', { status: 429, retryAfterSeconds: 60 }, /Plant PI is too busy/],
    ['500', { status: 500 }, NO_ANSWER],
    ['502', { status: 502 }, NO_ANSWER],
    ['503', { status: 503 }, NO_ANSWER],
    ['a broken body', { body: 'broken' }, NO_ANSWER],
    ['half a body', { body: 'half' }, NO_ANSWER],
    ['no answer at all', { hang: true }, NO_ANSWER],
  ])('%s', async (_name, rule, wording) => {
    const usual = await askAll(plant, [...QUESTIONS, 'mixed']);
    expectUsual(usual);
    const [load] = usual;
    if (!load) throw new Error('unreachable');

    await pi.misbehave(rule);
    const replies = await askAll(plant, [...QUESTIONS, 'mixed', 'unit 1']);
    const [mixed, unit] = replies.slice(QUESTIONS.length);
    for (const { text, facts } of replies.slice(0, QUESTIONS.length)) {
      expect(text).toMatch(wording);
      expect(text).toContain(`Last known: *${valueIn(load)}*`);
      expect(text).toMatch(/WIB \(\d+ (?:s|min) old\)/);
      expect(facts).toEqual(load.facts.filter(({ kind }) => kind === 'value').slice(0, 1));
    }
    if (!mixed || !unit) throw new Error('unreachable');
    expectOthersShown(mixed);
    expect(mixed.text).toMatch(/⚠ frequency now +Plant PI[^⚠]*last known \*[\d.]+ Hz\*/);
    expect(unit.text.match(/⚠/g)).toHaveLength(6);

    await pi.misbehave(undefined);
    // One that hung, or refused the log-in, is left alone for a while, unless somebody says that it is well again.
    const call = callAsAdmin(plant.config, plant.app.address());
    const tested = await call('POST', `/data-sources/${DEMO_SOURCE_ID}/test`);
    expect(await tested.json()).toMatchObject({ status: 'success' });
    expectUsual(await askAll(plant, [...QUESTIONS, 'mixed', 'unit 1']));
  });

  test('a plant that is slow and right is not called silent, however much is asked at once', async () => {
    await pi.misbehave({ latencyMs: 1_500 });
    expectUsual(await askAll(plant, [...QUESTIONS, 'u2 load', 'u1 steam', 'mixed']));
  });

  test('a plant that is gone, and back', async () => {
    const load = await askOne(plant, 'u1 load');
    await pi.close();
    for (const { text } of await askAll(plant, QUESTIONS)) {
      expect(text).toMatch(NO_ANSWER);
      expect(text).toContain(`Last known: *${valueIn(load)}*`);
    }
    expectOthersShown(await askOne(plant, 'mixed'));
    await pi.restart();
    expectUsual(await askAll(plant, [...QUESTIONS, 'mixed']));
  });
});

test('since when the plant has been silent, and how old its last value is, are right', async () => {
  let aheadMs = 0;
  const clock = () => new Date(Date.now() + aheadMs);
  const minute = () =>
    clock().toLocaleTimeString('en-GB', {
      timeZone: 'Asia/Jakarta',
      hour: '2-digit',
      minute: '2-digit',
    });
  const own = await startMovablePlant({ clock: () => clock().getTime() });
  const running = await startPlantline({ plant: own, clock });
  const ask = async () => (await running.ask('u1 load'))[0]?.text ?? '';
  try {
    expect(await ask()).not.toContain('⚠');
    await own.close();
    const minutes = [minute()];
    expect(await ask()).toMatch(NO_ANSWER);
    minutes.push(minute());
    // Nothing asked in between makes it younger.
    for (const laterMs of [10 * 60_000, 28 * 60_000]) {
      aheadMs = laterMs;
      const told = /since (\d\d:\d\d) WIB\. Last known: .* \((\d+) min old\)/.exec(await ask());
      expect(minutes).toContain(told?.[1]);
      const olderMin = Number(told?.[2]) - laterMs / 60_000;
      // The last event of a compressed archive is some minutes old itself.
      expect(olderMin).toBeGreaterThanOrEqual(0);
      expect(olderMin).toBeLessThan(10);
    }
    await own.restart();
    expect(await ask()).not.toContain('⚠');
    aheadMs += 60 * 60_000;
    await own.close();
    const again = minute();
    const told = /since (\d\d:\d\d) WIB/.exec(await ask())?.[1];
    expect([again, minute()]).toContain(told);
  } finally {
    await running.stop();
  }
});

test('another server’s certificate is not taken, and the right one is again', async () => {
  const [right, other] = await Promise.all([makeCertificate(), makeCertificate()]);
  const secure = await startMovablePlant({ tls: right });
  const folder = freshFolder();
  const caFile = join(folder, 'plant.pem');
  await writeFile(caFile, right.cert);
  const running = await startPlantline({ plant: secure });
  try {
    expect(await askOne(running, 'about', SUPERVISOR)).toBeDefined();
    const untrusted = await askOne(running, 'u1 load', SUPERVISOR);
    expect(untrusted.text).toMatch(NO_ANSWER);
    expect(untrusted.facts).toEqual([]);

    const db = await openDatabase(running.config.databaseUrl);
    const source = await findDataSource(db.read, DEMO_SOURCE_ID);
    const config = { ...source?.config, caFile };
    await db.write((tx) => updateDataSource(tx, DEMO_SOURCE_ID, { config }, new Date()));
    await db.close();
    const load = await askOne(running, 'u1 load', SUPERVISOR);
    expectUsual([load]);

    await secure.restart({ tls: other });
    const refused = await askOne(running, 'u1 load', SUPERVISOR);
    expect(refused.text).toMatch(NO_ANSWER);
    expect(refused.text).toContain(`Last known: *${valueIn(load)}*`);

    await secure.restart();
    expectUsual([await askOne(running, 'u1 load', SUPERVISOR)]);
  } finally {
    await running.stop();
  }
});

test('a plant that is silent from the start keeps nothing else from working', async () => {
  const silent = await startMovablePlant({ hang: '/piwebapi' });
  const running = await startPlantline({ plant: silent });
  try {
    const about = await askOne(running, 'about', SUPERVISOR);
    expect(about.text).toContain('Tanjung Sari');
    const replies = await askAll(
      running,
      ['u1 load', 'U1_LOAD_NET', 'unit 1', 'u1 laod', 'help', 'tag main steam'],
      SUPERVISOR,
    );
    expect(replies.flatMap(({ facts }) => facts)).toEqual([]);
    for (const { text } of replies.slice(0, 3)) expect(text).toMatch(/Plant PI does not\s+answer/);
    expect(replies[3]?.text).toContain('1. u1 load');
    await silent.restart({ hang: 0 });
    expectUsual(await askAll(running, ['u1 load', 'unit 1'], SUPERVISOR));
  } finally {
    await running.stop();
  }
});

test('the first question after a start may name a tag, whatever its name looks like', async () => {
  const running = await startPlantline();
  try {
    expectUsual(await askAll(running, ['SINUSOID', 'SINUSOID 8h', 'cdm158'], SUPERVISOR));
  } finally {
    await running.stop();
  }
});

async function makeCertificate(): Promise<{ readonly key: string; readonly cert: string }> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  return { key: made.private, cert: made.cert };
}
