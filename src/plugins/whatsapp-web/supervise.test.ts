import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { supervise, type Supervised } from './supervise.ts';
import { WhatsappWebConfig } from './whatsapp-web.schema.ts';

let folder: string;
let supervised: Supervised | undefined;
let began: boolean[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantline-process-'));
  began = [];
});

afterEach(async () => {
  await supervised?.close();
  await rm(folder, { recursive: true });
});

/** Supervises a program that answers calls with its environment, but never `endLinking`; `onBegin` runs at each start. */
async function run(onBegin: string): Promise<Supervised> {
  const file = join(folder, 'program.mjs');
  await writeFile(
    file,
    `const post = (message) => process.send(message);
     process.on('disconnect', () => process.exit(0));
     process.on('message', ({ call, args, id }) => {
       if (call === 'stop') process.exit(0);
       if (call === 'begin') {
         post({ call: 'log', args: ['info', { wasDeaf: args[0].wasDeaf }, 'begun'] });
         ${onBegin}
       }
       if (call !== 'endLinking') post({ answers: id, result: process.env });
     });`,
  );
  const nothing = async () => {};
  supervised = supervise({
    program: pathToFileURL(file),
    maxMemoryBytes: 1000,
    beginning: {
      settings: WhatsappWebConfig.parse({}),
      serverUrl: undefined,
      openWithinMs: 60_000,
    },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    onDown: () => {},
    isOver: () => false,
    local: {
      read: async () => new Map(),
      list: async () => new Map(),
      write: nothing,
      clear: nothing,
      keepMessage: nothing,
      keepReaction: nothing,
      reportDelivery: nothing,
      showStatus: nothing,
      showCode: nothing,
      async log(_level, details) {
        began.push('wasDeaf' in details && details.wasDeaf === true);
      },
    },
  });
  return supervised;
}

test('a process that crashes is started anew, and what waited for it is told so', async () => {
  const running = await run('');
  await expect.poll(() => began.length).toBe(1);
  const waiting = running.call('endLinking');
  process.kill(running.pid() ?? 0, 'SIGKILL');
  await expect(waiting).rejects.toMatchObject({ code: 'whatsapp_web.restarting' });
  await expect.poll(() => began.length, { timeout: 5000 }).toBe(2);
});

test('a process that takes too much memory is started anew', async () => {
  await run(`post({ call: 'beat', args: [1001] });`);
  await expect.poll(() => began.length, { timeout: 5000 }).toBeGreaterThan(1);
  expect(began).not.toContain(true);
});

test('the next process knows that the one before was deaf', async () => {
  await run(`if (!args[0].wasDeaf) {
    post({ call: 'farewell', args: ['deaf', ''] });
    setTimeout(() => process.exit(1), 50);
  }`);
  await expect.poll(() => began, { timeout: 5000 }).toEqual([false, true]);
});

test('it is not shown the keys and addresses of the server', async () => {
  process.env['PLANTLINE_TEST_KEY'] = 'secret';
  const running = await run('');
  const environment = await running.call('acknowledge', '');
  delete process.env['PLANTLINE_TEST_KEY'];
  expect(environment).toHaveProperty('PATH');
  expect(environment).not.toHaveProperty('PLANTLINE_TEST_KEY');
});
